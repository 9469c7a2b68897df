// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Locale;

/**
 * Checks the shape of a vCard file before it is parsed: whole cards, within {@link InputLimit}. Reads the text once, from
 * its start to its end.
 */
final class VCardShape {

    private static final String QUOTED_TYPES = ";TYPE=\"";
    private static final int LONGEST_NAME = 40;

    /** Programs break a long value into lines that are longer than this. */
    private static final int SHORTEST_PART = 40;

    private final String text;
    private final StringBuilder plain;
    private int cards;
    private int open;
    private int lines;

    /** The lines without a colon in the whole file. */
    private int parts;

    /** The start of the line that the scan is in. */
    private int start;

    /** Whether the scan is before the value of its line. */
    private boolean inHead;

    private boolean inQuotes;
    private boolean isCounted;
    private int parameters;

    private VCardShape(String text) {
        this.text = text;
        this.plain = new StringBuilder(text.length());
    }

    /**
     * Returns the text without quotes around lists of types: ez-vcard would drop the other types of such a line.
     *
     * @throws InvalidCardException if a card is cut off, if there is none, or if the file exceeds a limit
     */
    static String checked(String text) {
        VCardShape shape = new VCardShape(text);
        for (int i = 0; i < text.length(); ) {
            i = shape.line(i);
        }
        if (shape.cards == 0) {
            throw new InvalidCardException("vcard", "holds no card", "Start it with BEGIN:VCARD on its own line");
        }
        if (shape.open > 0) {
            // ez-vcard would read a smaller card.
            throw new InvalidCardException("vcard", "is cut off", "Send the whole card, including END:VCARD");
        }
        return shape.plain.toString();
    }

    /** Reads one line as it is in the file. A line that starts with a space continues the one before. Returns its end. */
    private int line(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        if (from == end || text.charAt(from) != ' ' && text.charAt(from) != '\t') {
            start = from;
            inHead = true;
            inQuotes = false;
            isCounted = false;
            parameters = 0;
            frame(text.substring(from, Math.min(end, from + LONGEST_NAME)).strip());
        }
        copy(from, end);
        if (inHead && end > from) {
            countPart();
        }
        int next = afterBreak(end);
        plain.append(text, end, next);
        return next;
    }

    private int afterBreak(int end) {
        boolean isPair = text.startsWith("\r\n", end);
        return Math.min(end + (isPair ? 2 : 1), text.length());
    }

    private void frame(String line) {
        int colon = line.indexOf(':');
        if (colon < 0 || !line.substring(colon + 1).strip().equalsIgnoreCase("VCARD")) {
            return;
        }
        switch (line.substring(0, colon).toUpperCase(Locale.ROOT)) {
            case "BEGIN" -> begin();
            case "END" -> open = Math.max(0, open - 1);
            default -> {
                // A line such as NOTE:VCARD
            }
        }
    }

    private void begin() {
        if (open == 0) {
            lines = 0;
            cards++;
            if (cards > InputLimit.CARDS.most()) {
                throw new InvalidCardException(
                        "vcard", "holds more than " + InputLimit.CARDS.most() + " cards", "Split the file");
            }
        }
        open++;
        if (open > 1 + InputLimit.CARD_NESTING.most()) {
            throw tooDeep();
        }
    }

    static InvalidCardException tooDeep() {
        return new InvalidCardException(
                "vcard",
                "holds cards inside cards, more than " + InputLimit.CARD_NESTING.most() + " levels deep",
                "Remove the AGENT lines");
    }

    /** Copies a part of a line. Counts its parameters, and leaves out the quotes around types. */
    private void copy(int from, int end) {
        int i = from;
        int closing = -1;
        while (inHead && i < end) {
            char c = text.charAt(i);
            boolean isQuote = c == '"';
            if (!inQuotes && (c == ';' || c == ',')) {
                count();
                closing = Math.max(closing, closingQuote(i, end));
                isQuote = false;
            }
            if (closing > i && c == ';') {
                plain.append(text, i, i + QUOTED_TYPES.length() - 1);
                i += QUOTED_TYPES.length();
                continue;
            }
            if (isQuote && i != closing) {
                inQuotes = !inQuotes;
            }
            if (c == ':') {
                countLine();
                inHead = inQuotes;
            }
            if (i != closing) {
                // Names and types have no case, and ez-vcard would lower that of a sigma slowly, see
                // InputLimit.lowerCase.
                plain.append(c == InputLimit.GREEK_SIGMA ? Character.toLowerCase(c) : c);
            }
            i++;
        }
        plain.append(text, i, end);
    }

    /** Returns where a quoted list of types ends that begins here; -1 if none begins. */
    private int closingQuote(int at, int end) {
        if (!text.regionMatches(true, at, QUOTED_TYPES, 0, QUOTED_TYPES.length())) {
            return -1;
        }
        for (int i = at + QUOTED_TYPES.length(); i < end; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == ':' || c == ';') {
                return -1;
            }
        }
        return -1;
    }

    private void count() {
        parameters++;
        if (parameters > InputLimit.CARD_PARAMETERS.most()) {
            throw new InvalidCardException(
                    field(),
                    "has more than " + InputLimit.CARD_PARAMETERS.most() + " parameters",
                    "Remove those that are not needed");
        }
    }

    /** Lines without a colon are parts of other lines, or are dropped. */
    private void countLine() {
        if (isCounted) {
            return;
        }
        isCounted = true;
        lines++;
        if (lines > InputLimit.CARD_LINES.most()) {
            throw new InvalidCardException(
                    "vcard",
                    "has more than " + InputLimit.CARD_LINES.most() + " lines in one card",
                    "Remove those that are not needed");
        }
    }

    /** Half a million lines of two characters would cost ez-vcard a warning each. */
    private void countPart() {
        parts++;
        int most = InputLimit.CARD_BYTES.most() / SHORTEST_PART;
        if (parts > most) {
            throw new InvalidCardException(
                    "vcard", "has more than " + most + " lines without a colon", "Remove those that are not needed");
        }
    }

    /** Names the line, if its name looks like one. It could be a value in the wrong place. */
    private String field() {
        int end = start;
        while (end < text.length() && end - start < LONGEST_NAME && isNamePart(text.charAt(end))) {
            end++;
        }
        return end == start || end - start == LONGEST_NAME ? "vcard" : "vcard." + text.substring(start, end);
    }

    private static boolean isNamePart(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-';
    }
}
