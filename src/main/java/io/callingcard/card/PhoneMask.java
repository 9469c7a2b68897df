package io.callingcard.card;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks phone numbers for logs, errors and pages: enough to tell two numbers apart, not enough to call one. */
public final class PhoneMask {

    private static final String HIDDEN = "•••";

    /** A shorter number is hidden whole, because any readable part would be most of it. */
    private static final int SHORTEST_SHOWN = 8;

    private static final int SHOWN_HEAD = 4;
    private static final int SHOWN_TAIL = 4;
    private static final int SHOWN_TAIL_OF_SHORT = 2;
    private static final int LONG = 11;

    /** A plus and digits, with the usual separators between them. */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\p{Nd}(?:[\\s().\\-/\u00A0\u2010-\u2015]*\\p{Nd}){3,}");

    private PhoneMask() {}

    /**
     * Masks every phone number in the text: {@code +14155550100} becomes {@code +1415•••0100}. In a WhatsApp address the
     * server stays readable. Text without a number of at least four digits is hidden whole.
     */
    public static String mask(String text) {
        if (text == null) {
            return null;
        }
        Matcher numbers = NUMBER.matcher(text);
        StringBuilder masked = new StringBuilder(text.length());
        boolean found = false;
        while (numbers.find()) {
            found = true;
            numbers.appendReplacement(masked, Matcher.quoteReplacement(maskNumber(numbers.group())));
        }
        if (!found) {
            return HIDDEN;
        }
        return numbers.appendTail(masked).toString();
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
