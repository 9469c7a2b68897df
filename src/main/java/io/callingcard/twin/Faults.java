// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The injected faults. The same seed and the same calls give the same faults. */
final class Faults {

    private final List<Pending> pending = new ArrayList<>();
    private final Random random;

    Faults(long seed) {
        random = new Random(seed);
    }

    private static final class Pending {
        private final Fault fault;
        private int left;

        Pending(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    synchronized void clear() {
        pending.clear();
    }

    /** The first fault that matches a call, counted as happened. */
    synchronized Optional<Fault> take(String provider, String method, String path) {
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending next = each.next();
            if (next.fault.matches(provider, method, path) && random.nextDouble() < next.fault.probability()) {
                if (--next.left == 0) {
                    each.remove();
                }
                return Optional.of(next.fault);
            }
        }
        return Optional.empty();
    }
}
