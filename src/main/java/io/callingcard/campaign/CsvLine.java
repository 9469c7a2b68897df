// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.ArrayList;
import java.util.List;

import io.callingcard.card.InputLimit;

/** Splits rows of CSV into their values. Reads each from its start to its end. */
record CsvLine(char separator) {

    private static final String SEPARATORS = ",;\t";
    private static final char QUOTE = '"';

    /** Finds what separates the columns of a header. */
    static CsvLine of(String header) {
        int[] counts = new int[SEPARATORS.length()];
        boolean inQuotes = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            inQuotes ^= c == QUOTE;
            int separator = inQuotes ? -1 : SEPARATORS.indexOf(c);
            if (separator >= 0) {
                counts[separator]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return new CsvLine(SEPARATORS.charAt(most));
    }

    /**
     * Returns the values of a row, without the spaces around them; null if a quote does not end.
     *
     * @throws RefusedLeadException if there are too many values, or text after a quoted value
     */
    List<String> values(String row) {
        List<String> values = new ArrayList<>();
        int end = -1;
        do {
            int start = afterSpaces(row, end + 1);
            if (start < row.length() && row.charAt(start) == QUOTE) {
                StringBuilder value = new StringBuilder();
                end = quoted(row, start + 1, value);
                if (end < 0) {
                    return null;
                }
                values.add(value.toString());
            } else {
                end = row.indexOf(separator, start);
                end = end < 0 ? row.length() : end;
                values.add(row.substring(start, end).strip());
            }
            if (values.size() > InputLimit.CSV_COLUMNS.most()) {
                throw new RefusedLeadException(
                        "row",
                        RefusalReason.WRONG_COLUMNS,
                        "has more than " + InputLimit.CSV_COLUMNS.most()
                                + " columns. Remove those that are not needed.");
            }
        } while (end < row.length());
        return values;
    }

    /** Reads a value in quotes. Returns the end of the value; -1 if the quote does not end. */
    private int quoted(String row, int start, StringBuilder value) {
        int i = start;
        while (true) {
            int quote = row.indexOf(QUOTE, i);
            if (quote < 0) {
                return -1;
            }
            value.append(row, i, quote);
            if (!row.startsWith("\"", quote + 1)) {
                return endOf(row, quote + 1);
            }
            value.append(QUOTE);
            i = quote + 2;
        }
    }

    private int endOf(String row, int afterQuote) {
        int end = afterSpaces(row, afterQuote);
        if (end < row.length() && row.charAt(end) != separator) {
            throw new RefusedLeadException(
                    "row",
                    RefusalReason.WRONG_QUOTES,
                    "has text after a value in quotes. Write a quote inside a value twice.");
        }
        return end;
    }

    private static int afterSpaces(String row, int start) {
        int i = start;
        while (i < row.length() && row.charAt(i) == ' ') {
            i++;
        }
        return i;
    }
}
