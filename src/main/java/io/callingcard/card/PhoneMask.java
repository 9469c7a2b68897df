// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

/** Masks phone numbers for logs, errors and pages: enough to tell two numbers apart, not enough to call one. */
public final class PhoneMask {

    private static final String HIDDEN = "•••";

    /** A shorter number is hidden whole, because any readable part would be most of it. */
    private static final int SHORTEST_SHOWN = 8;

    private static final int SHOWN_HEAD = 4;
    private static final int SHOWN_TAIL = 4;
    private static final int SHOWN_TAIL_OF_SHORT = 2;
    private static final int LONG = 11;

    private static final int FEWEST_DIGITS = 4;

    /** The characters that people write between digits. */
    private static final String SEPARATORS = " \t\n\u000B\f\r().-/\u00A0\u2010\u2011\u2012\u2013\u2014\u2015";

    private PhoneMask() {}

    /**
     * Masks every phone number in the text: {@code +14155550100} becomes {@code +1415•••0100}. In a WhatsApp address the
     * server stays readable. Text without a number of at least four digits is hidden whole.
     */
    public static String mask(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder masked = new StringBuilder(text.length());
        boolean found = false;
        for (int i = 0; i < text.length(); ) {
            int end = endOfNumber(text, i);
            if (end == i) {
                masked.append(text.charAt(i));
                i++;
                continue;
            }
            String number = text.substring(i, end);
            boolean isLong = digits(number).length() >= FEWEST_DIGITS;
            masked.append(isLong ? maskNumber(number) : number);
            found |= isLong;
            i = end;
        }
        return found ? masked.toString() : HIDDEN;
    }

    /** Returns the end of the digits that start here, with separators between them; the start if there are none. */
    private static int endOfNumber(String text, int start) {
        int end = start;
        int i = text.charAt(start) == '+' ? start + 1 : start;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (Character.isDigit(c)) {
                end = i + Character.charCount(c);
            } else if (end == start || SEPARATORS.indexOf(c) < 0) {
                break;
            }
            i += Character.charCount(c);
        }
        return end;
    }

    private static String maskNumber(String number) {
        String plus = number.startsWith("+") ? "+" : "";
        String digits = digits(number);
        if (digits.length() < SHORTEST_SHOWN) {
            return HIDDEN;
        }
        int tail = digits.length() < LONG ? SHOWN_TAIL_OF_SHORT : SHOWN_TAIL;
        int head = digits.length() < LONG ? SHOWN_TAIL_OF_SHORT : SHOWN_HEAD;
        return plus + digits.substring(0, head) + HIDDEN + digits.substring(digits.length() - tail);
    }

    private static String digits(String number) {
        StringBuilder digits = new StringBuilder(number.length());
        number.codePoints().filter(Character::isDigit).forEach(digit -> digits.append(Character.digit(digit, 10)));
        return digits.toString();
    }
}
