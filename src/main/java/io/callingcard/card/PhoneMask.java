package io.callingcard.card;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Phone numbers as logs, errors and pages may show them: enough to tell two apart, not enough to call. */
public final class PhoneMask {

    private static final String HIDDEN = "•••";

    /** Shorter than this, any readable part would be most of the number. */
    private static final int SHORTEST_SHOWN = 8;

    private static final int SHOWN_HEAD = 4;
    private static final int SHOWN_TAIL = 4;
    private static final int SHOWN_TAIL_OF_SHORT = 2;
    private static final int LONG = 11;

    /** A plus and digits, with the separators that people put between them. */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\p{Nd}(?:[\\s().\\-/\u00A0\u2010-\u2015]*\\p{Nd}){3,}");

    private PhoneMask() {}

    /**
     * The text with every phone number in it masked, {@code +14155550100} as {@code +1415•••0100}; also the number
     * inside a WhatsApp address, whose server stays readable. Text without a number of four or more digits that looks
     * like nothing but digits is hidden whole.
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
