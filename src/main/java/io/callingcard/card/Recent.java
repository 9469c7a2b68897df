// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Remembers what was last read from short texts. Each step of a message reads the same number again, which takes longer
 * than most steps. A text may push out another one, which is then read again.
 */
final class Recent<V> {

    private static final int BITS = 12;
    /** Spreads the hashes of numbers that follow each other. */
    private static final int GOLDEN = 0x9E3779B9;

    private final AtomicReferenceArray<Known<V>> slots = new AtomicReferenceArray<>(1 << BITS);
    private final Function<String, V> reader;

    Recent(Function<String, V> reader) {
        this.reader = reader;
    }

    V of(String text) {
        int slot = text.hashCode() * GOLDEN >>> Integer.SIZE - BITS;
        Known<V> known = slots.get(slot);
        if (known == null || !known.text.equals(text)) {
            known = new Known<>(text, reader.apply(text));
            slots.set(slot, known);
        }
        return known.value;
    }

    private record Known<V>(String text, V value) {}
}
