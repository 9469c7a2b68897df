package io.callingcard.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** What the phones received, in order: the truth in every test. */
final class Journal {

    private final List<JournalEntry> entries = new ArrayList<>();
    private final Consumer<JournalEntry> reader;
    private long sequence;

    /**
     * An empty one.
     *
     * @param reader is told of each entry, in order
     */
    Journal(Consumer<JournalEntry> reader) {
        this.reader = reader;
    }

    /** Writes one entry, made with its number. */
    synchronized void write(LongFunction<JournalEntry> entry) {
        JournalEntry written = entry.apply(++sequence);
        entries.add(written);
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
