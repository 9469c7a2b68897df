// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.List;
import java.util.Map;

import ezvcard.VCardVersion;

/** Writes the text of a vCard. Quotes parameters where needed and folds lines at 75 octets. */
final class VCardText {

    private static final int MAX_OCTETS = 75;
    private static final String LINE_END = "\r\n";

    private VCardText() {}

    static String write(VCardVersion version, List<CardProperty> lines) {
        StringBuilder text = new StringBuilder(64 * (lines.size() + 2));
        text.append("BEGIN:VCARD").append(LINE_END);
        text.append("VERSION:").append(version.getVersion()).append(LINE_END);
        StringBuilder unfolded = new StringBuilder(128);
        for (CardProperty line : lines) {
            unfolded.setLength(0);
            append(line, unfolded);
            fold(unfolded, text);
            text.append(LINE_END);
        }
        return text.append("END:VCARD").append(LINE_END).toString();
    }

    private static void append(CardProperty line, StringBuilder to) {
        if (line.group() != null) {
            to.append(line.group()).append('.');
        }
        to.append(line.name());
        for (Map.Entry<String, List<String>> parameter : line.parameters().entrySet()) {
            to.append(';').append(parameter.getKey());
            char before = '=';
            for (String value : parameter.getValue()) {
                to.append(before);
                appendParameterValue(value, to);
                before = ',';
            }
        }
        to.append(':').append(line.value());
    }

    private static void appendParameterValue(String value, StringBuilder to) {
        boolean quoted = value.indexOf(':') >= 0 || value.indexOf(';') >= 0 || value.indexOf(',') >= 0;
        if (quoted) {
            to.append('"');
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> to.append("^'");
                case '\n' -> to.append("^n");
                case '^' -> to.append(isEscape(value, i) ? "^^" : "^");
                default -> to.append(c);
            }
        }
        if (quoted) {
            to.append('"');
        }
    }

    /** Escapes a caret (RFC 6868) only where a reader would take it for an escape. */
    private static boolean isEscape(String value, int caret) {
        if (caret + 1 == value.length()) {
            return true; // a quote may follow
        }
        char next = value.charAt(caret + 1);
        return next == 'n' || next == '\'' || next == '^' || next == '"' || next == '\n';
    }

    private static void fold(CharSequence line, StringBuilder to) {
        if (isShort(line)) {
            to.append(line);
            return;
        }
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            int character = Character.codePointAt(line, i);
            int size = octets(character);
            if (octets + size > MAX_OCTETS) {
                to.append(LINE_END).append(' ');
                octets = 1;
            }
            to.appendCodePoint(character);
            octets += size;
            i += Character.charCount(character);
        }
    }

    /** Most lines are short, so counting octets would be wasted. */
    private static boolean isShort(CharSequence line) {
        if (line.length() > MAX_OCTETS) {
            return false;
        }
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int octets(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
