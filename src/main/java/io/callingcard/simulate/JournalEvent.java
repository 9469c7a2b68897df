// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * One line of the journal of a simulation. Fields that are missing in a line are null.
 *
 * @param what    lead, waiting, refused, received, step, person, share, fault or node
 * @param line    in a step the provider and our number, or only the provider; in a received message our number
 * @param kind    the kind of a received message or of a fault
 * @param did     the act of a person or a node, such as stopped
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record JournalEvent(
        Instant at,
        String what,
        String person,
        String campaign,
        String provider,
        String line,
        String name,
        String kind,
        String step,
        String window,
        String outcome,
        String did,
        String origin,
        Integer row,
        String field,
        String reason,
        String sentence,
        String timeZone,
        String node) {

    static final String FILE = "journal.jsonl";

    private static final ObjectReader READER = SimulationJson.MAPPER.readerFor(JournalEvent.class);
    private static final int BUFFER = 256 * 1024;

    /** Reads a journal line by line, because it may be larger than the memory. */
    static void read(Path folder, Consumer<JournalEvent> events) throws IOException {
        Path file = folder.resolve(FILE);
        long read = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                MappingIterator<JournalEvent> lines = READER.readValues(in)) {
            while (lines.hasNextValue()) {
                events.accept(lines.nextValue());
                read++;
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " line " + (read + 1) + ": is not an event of a simulation. Run the simulation again.", e);
        }
    }

    /** Returns the line of a received message in the form that steps use. */
    String lineOfPhone() {
        return line == null || line.isEmpty() ? provider : provider + ":" + line;
    }
}
