// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A bag of elements. Takes one out in constant time, where a list would be searched each time. */
final class Counted<T> {

    private final Map<T, Integer> counts = new HashMap<>();

    Counted(Collection<T> elements) {
        elements.forEach(element -> counts.merge(element, 1, Integer::sum));
    }

    /** Takes one such element out. Returns false if there is none. */
    boolean remove(T element) {
        boolean[] found = {false};
        counts.computeIfPresent(element, (same, count) -> {
            found[0] = true;
            return count == 1 ? null : count - 1;
        });
        return found[0];
    }
}
