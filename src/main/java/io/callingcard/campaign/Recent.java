// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A value that takes long to find, and so serves for a while. It serves for twenty times as long as it took, so finding it
 * never takes more than a twentieth of one thread: a second for some thousand rows, half a minute for a million.
 */
final class Recent<T> {

    private static final long FACTOR = 20;
    private static final long SHORTEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

    private T value;
    private Object of;
    private long until;

    /**
     * Returns the value.
     *
     * @param key  another key asks for another value
     * @param find finds it anew
     */
    synchronized T get(Object key, Supplier<T> find) {
        if (value == null || !key.equals(of) || System.nanoTime() - until > 0) {
            long begin = System.nanoTime();
            value = find.get();
            of = key;
            long end = System.nanoTime();
            until = end + Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, FACTOR * (end - begin)));
        }
        return value;
    }
}
