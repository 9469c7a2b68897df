// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.fasterxml.jackson.databind.JsonNode;

/** A file that grows by one line of JSON at a time. */
final class LineFile implements AutoCloseable {

    private final Path file;
    private Writer writer;

    private LineFile(Path file, Writer writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Opens a file, and adds to it if it exists. */
    static LineFile open(Path file) throws IOException {
        BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new LineFile(file, writer);
    }

    /** Adds a line. A full disk ends the file, not the twins. */
    synchronized void write(JsonNode line) {
        if (writer == null) {
            return;
        }
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            writer = null;
            System.err.println(file + ": could not be written: " + e.getMessage() + ". It ends here.");
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
