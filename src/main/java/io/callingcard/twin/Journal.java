// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Everything that the phones received, in order. */
final class Journal {

    private final List<JournalEntry> entries = new ArrayList<>();
    private final boolean keeps;
    private final Consumer<JournalEntry> reader;
    private long sequence;

    /**
     * Is empty at first.
     *
     * @param keeps  whether it remembers its entries
     * @param reader receives each entry, in order
     */
    Journal(boolean keeps, Consumer<JournalEntry> reader) {
        this.keeps = keeps;
        this.reader = reader;
    }

    /** Adds the entry that is made for the next number. */
    synchronized void write(LongFunction<JournalEntry> entry) {
        JournalEntry written = entry.apply(++sequence);
        if (keeps) {
            entries.add(written);
        }
        reader.accept(written);
    }

    synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    List<JournalEntry> entries(String phone) {
        return entries().stream().filter(entry -> entry.phone().equals(phone)).toList();
    }

    synchronized void clear() {
        entries.clear();
    }
}
