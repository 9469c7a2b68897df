// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Optional;

/** Collects the lines of a stream into the data of its events, as the standard of server-sent events says. */
final class StreamedEvent {

    private static final String FIELD = "data";

    private final StringBuilder data = new StringBuilder();

    /** Reads the next line. Answers the data of an event, which ends at a blank line; its lines are joined by newlines. */
    Optional<String> line(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (text.isEmpty()) {
            return end();
        }
        if (text.equals(FIELD) || text.startsWith(FIELD + ":")) {
            String value = text.substring(Math.min(text.length(), FIELD.length() + 1));
            data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
        }
        return Optional.empty();
    }

    private Optional<String> end() {
        if (data.length() == 0) {
            return Optional.empty();
        }
        String event = data.substring(0, data.length() - 1);
        data.setLength(0);
        return Optional.of(event);
    }
}
