// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the events of a simulation to {@code journal.jsonl}, one JSON object on each line. */
final class SimulationJournal implements AutoCloseable {

    /** Does not flush each line, because nothing reads the file before the end, and a flush takes as long as the line. */
    private static final ObjectMapper MAPPER = new ObjectMapper().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private static final int BUFFER = 256 * 1024;

    private final JsonGenerator lines;
    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();

    SimulationJournal(Path folder) {
        try {
            Files.createDirectories(folder);
            OutputStream file =
                    new BufferedOutputStream(Files.newOutputStream(folder.resolve(JournalEvent.FILE)), BUFFER);
            lines = MAPPER.getFactory().createGenerator(file);
            lines.setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode event() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Returns a time with exactly three digits of milliseconds. */
    static String time(Instant at) {
        String text = Instant.ofEpochMilli(at.toEpochMilli()).toString();
        return text.length() == "2026-01-01T00:00:00Z".length() ? text.replace("Z", ".000Z") : text;
    }

    void write(Instant at, String what, ObjectNode details) {
        try {
            ObjectNode event = event().put("at", time(at)).put("what", what);
            event.setAll(details);
            MAPPER.writeTree(lines, event);
            lines.writeRaw('\n');
            counts.merge(what, 1L, Long::sum);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many events of each kind there were. */
    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
