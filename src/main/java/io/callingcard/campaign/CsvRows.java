// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.ReportWriter;

/**
 * Reads CSV with a header line. A bad row is refused with its line, and the next row is read. The header says what
 * separates the values: commas, semicolons or tabs.
 */
final class CsvRows implements Iterator<RawLead> {

    private static final String SEPARATOR_LINE = "sep=";
    private static final int LONGEST_MARK = 3;

    private final Reader reader;

    /** Lines that were read to find the end of a quoted value. */
    private final Deque<String> ahead = new ArrayDeque<>();

    /** The number of the last line that belongs to a row. */
    private int line;

    private boolean isBegun;
    private CsvLine format = new CsvLine(',');
    private List<String> header = List.of();
    private RawLead next;

    CsvRows(InputStream stream) throws IOException {
        this.reader = decoded(stream);
    }

    /** Spreadsheets write UTF-8 or UTF-16, and begin the file with a mark that tells which. */
    private static Reader decoded(InputStream stream) throws IOException {
        PushbackInputStream bytes = new PushbackInputStream(stream, LONGEST_MARK);
        byte[] start = bytes.readNBytes(LONGEST_MARK);
        String mark = new String(start, StandardCharsets.ISO_8859_1);
        Charset charset = StandardCharsets.UTF_8;
        int length = 0;
        if (mark.startsWith("\u00EF\u00BB\u00BF")) {
            length = 3;
        } else if (mark.startsWith("\u00FF\u00FE")) {
            charset = StandardCharsets.UTF_16LE;
            length = 2;
        } else if (mark.startsWith("\u00FE\u00FF")) {
            charset = StandardCharsets.UTF_16BE;
            length = 2;
        }
        bytes.unread(start, length, start.length - length);
        return new BufferedReader(new InputStreamReader(bytes, charset));
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = isBegun ? row() : begin();
        }
        return next != null;
    }

    @Override
    public RawLead next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RawLead row = next;
        next = null;
        return row;
    }

    /** Reads the header, and returns the first row. Without a header that can be read there are no rows. */
    private RawLead begin() {
        isBegun = true;
        String first = firstLine();
        if (first != null && first.startsWith(SEPARATOR_LINE) && first.length() == SEPARATOR_LINE.length() + 1) {
            format = new CsvLine(first.charAt(SEPARATOR_LINE.length()));
            first = firstLine();
        } else if (first != null) {
            format = CsvLine.of(first);
        }
        if (first == null) {
            return null;
        }
        if (InputLimit.hasHiddenCharacters(first)) {
            // Without this, each line of a workbook would be refused for a field that it lacks.
            return RawLead.refused(
                    line,
                    "body",
                    RefusalReason.WRONG_CHARSET,
                    "is no CSV text, but a file such as a workbook or UTF-16 without its mark."
                            + " Save the file as CSV in UTF-8.");
        }
        try {
            header = format.values(first);
        } catch (RefusedLeadException e) {
            return new RawLead(line, Map.of(), e);
        }
        if (header == null) {
            header = List.of();
            return RawLead.refused(
                    line,
                    "row",
                    RefusalReason.WRONG_QUOTES,
                    "has a quote that does not end. Mend the names of the columns.");
        }
        return row();
    }

    /** Skips blank lines. Returns null at the end. */
    private String firstLine() {
        for (String text = read(); text != null; text = read()) {
            line++;
            if (!text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private RawLead row() {
        String first = header.isEmpty() ? null : firstLine();
        if (first == null) {
            return null;
        }
        int start = line;
        if (first.length() > InputLimit.LEAD_BYTES.most()) {
            return RawLead.refused(
                    start, "row", RefusalReason.TOO_LONG, InputLimit.LEAD_BYTES.tooLong() + ". Shorten it.");
        }
        try {
            List<String> values = format.values(first);
            return row(start, values == null ? joined(first) : values);
        } catch (RefusedLeadException e) {
            return new RawLead(start, Map.of(), e);
        }
    }

    /**
     * Returns the values of a row that goes on in the next lines, because it has a line break in quotes. Returns null if
     * the quote does not end: then the row is the first line alone, and the next lines are rows of their own.
     */
    private List<String> joined(String first) {
        StringBuilder text = new StringBuilder(first);
        Deque<String> more = new ArrayDeque<>();
        List<String> values = null;
        while (values == null && more.size() + 1 < InputLimit.CSV_LINES.most()) {
            String following = read();
            if (following == null) {
                break;
            }
            more.add(following);
            text.append('\n').append(following);
            if (text.length() > InputLimit.LEAD_BYTES.most()) {
                break;
            }
            values = valuesOrNull(text.toString());
        }
        if (values == null) {
            more.addAll(ahead);
            ahead.clear();
            ahead.addAll(more);
        } else {
            line += more.size();
        }
        return values;
    }

    private List<String> valuesOrNull(String text) {
        try {
            return format.values(text);
        } catch (RefusedLeadException e) {
            // The quote ended in the middle of a value, so it was not the quote that was sought.
            return null;
        }
    }

    private RawLead row(int start, List<String> values) {
        if (values == null) {
            return RawLead.refused(
                    start,
                    "row",
                    RefusalReason.WRONG_QUOTES,
                    "has a quote that does not end. Close it, or write it twice.");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String value = i < values.size() ? ReportWriter.withoutApostrophe(values.get(i)) : "";
            fields.put(header.get(i), value.isEmpty() ? null : value);
        }
        if (values.size() <= header.size()) {
            return RawLead.of(start, fields);
        }
        String reason = "has " + values.size() + " columns, but the header has " + header.size()
                + ". Put a value with a separator in quotes.";
        return new RawLead(start, fields, new RefusedLeadException("row", RefusalReason.WRONG_COLUMNS, reason));
    }

    /** Returns the next line without its end; null at the end of the file. Drops what exceeds the limit. */
    private String read() {
        if (!ahead.isEmpty()) {
            return ahead.removeFirst();
        }
        try {
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            StringBuilder text = new StringBuilder();
            while (c >= 0 && c != '\n' && c != '\r') {
                if (text.length() <= InputLimit.LEAD_BYTES.most()) {
                    text.append((char) c);
                }
                c = reader.read();
            }
            if (c == '\r') {
                skipLineFeed();
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skipLineFeed() throws IOException {
        reader.mark(1);
        if (reader.read() != '\n') {
            reader.reset();
        }
    }
}
