// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

/** Prints the rows of a report for people: columns of equal width, and words instead of constants. */
final class Table {

    private static final String GAP = "  ";

    private Table() {}

    /**
     * Returns the lines of a table, with a heading.
     *
     * @param rows JSON objects
     * @param wanted the columns; empty for all that have a value
     */
    static String of(Iterable<JsonNode> rows, List<String> wanted) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        wanted.forEach(column -> widths.put(column, column.length()));
        List<Map<String, String>> lines = new ArrayList<>();
        for (JsonNode row : rows) {
            Map<String, String> line = new LinkedHashMap<>();
            row.properties().stream()
                    .filter(cell -> wanted.isEmpty() || wanted.contains(cell.getKey()))
                    .forEach(cell -> line.put(cell.getKey(), text(cell.getValue())));
            line.forEach((column, text) -> widths.merge(column, Math.max(column.length(), text.length()), Math::max));
            lines.add(line);
        }
        Map<String, String> heading = new LinkedHashMap<>();
        widths.keySet()
                .forEach(column -> heading.put(column, column.replace('_', ' ').toUpperCase(Locale.ROOT)));
        lines.add(0, heading);
        return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n"));
    }

    private static String line(Map<String, String> line, Map<String, Integer> widths) {
        return widths.entrySet().stream()
                .map(column -> padded(line.getOrDefault(column.getKey(), ""), column.getValue()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String text(JsonNode value) {
        String text = value.isNull() ? "" : value.asText();
        if (text.matches("[A-Z]+(_[A-Z]+)*")) {
            return text.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        // A line is a line, whatever a provider or a CRM wrote. Times without fractions are easier to compare.
        return text.replaceAll("\\p{Cntrl}", " ").replaceFirst("^(\\d{4}-\\d\\d-\\d\\dT[\\d:]{8})[.\\d]*Z$", "$1Z");
    }
}
