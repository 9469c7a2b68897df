// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps its newest entries only. */
final class Newest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    Newest(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
