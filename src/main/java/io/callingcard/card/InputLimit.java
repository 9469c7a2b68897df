// SPDX-License-Identifier: Apache-2.0
package io.callingcard.card;

import java.util.Locale;
import java.util.function.UnaryOperator;

import org.slf4j.LoggerFactory;

/**
 * How much an input from outside may hold: a number, a card, a lead. Larger input is refused with the name of the field.
 * An operator changes a limit with a Java system property such as {@code callingcard.limits.card-bytes}, or with the
 * environment variable {@code CALLINGCARD_LIMITS_CARD_BYTES}. Each is read once. An application that has a configuration
 * of its own calls {@link #configure} first.
 */
public enum InputLimit {
    PHONE(64, "characters of a phone number, as it is typed"),
    NAME(200, "characters of a name, an id, an email address of a lead, an organization, a title or a label"),
    VALUE(2_000, "characters of another field of a lead, of a web address, and of another value on a card"),
    TEXT(10_000, "characters of a text with the values of a lead filled in, and of a note on a card"),
    CARD_BYTES(1 << 20, "bytes of a file or text with contact cards"),
    CARDS(1_000, "contact cards in one file"),
    CARD_LINES(1_000, "lines or entries of one contact card"),
    CARD_PARAMETERS(100, "parameters and their values on one line of a vCard"),
    CARD_NESTING(3, "levels of cards inside cards (AGENT)"),
    DOWNLOAD_BYTES(100 << 20, "bytes of a photo or another file that is downloaded"),
    JSON_NESTING(16, "levels of objects and lists in JSON"),
    JSON_NUMBER(100, "characters of a number in JSON"),
    LEAD_BYTES(1 << 20, "bytes of one lead as JSON, or characters of one row of CSV"),
    LEAD_FIELDS(100, "fields of a lead beyond the known ones"),
    CSV_COLUMNS(100, "columns of CSV"),
    CSV_LINES(20, "lines that one row of CSV may span"),
    REFUSALS(10_000, "refused leads that an answer or a file of rejected lines lists. It counts all of them");

    static final char GREEK_SIGMA = '\u03A3';
    private static final String PREFIX = "callingcard.limits.";

    private final String meaning;
    private volatile int most;

    InputLimit(int usual, String meaning) {
        this.meaning = meaning;
        this.most = most(property(), System.getProperty(property(), System.getenv(variable())), usual);
    }

    /**
     * Reads all limits from a configuration. Call it before anything is read from outside, because parsers keep the limits
     * that they were created with.
     *
     * @param setting returns the value of a property by its name, or null for the value that holds now
     * @throws IllegalArgumentException if a value is no whole number; the message names the property
     */
    public static void configure(UnaryOperator<String> setting) {
        for (InputLimit limit : values()) {
            String given = setting.apply(limit.property());
            if (given != null && wholeNumber(given) == 0) {
                throw new IllegalArgumentException(
                        limit.property() + ": is not a whole number of at least 1. Write digits only, such as 100.");
            }
            limit.most = given == null ? limit.most : wholeNumber(given);
        }
    }

    /** Returns the most that is allowed. */
    public int most() {
        return most;
    }

    /** Returns what is counted, as the rest of a sentence. */
    public String meaning() {
        return meaning;
    }

    /** Returns what is wrong with a text that has more characters, as the rest of a sentence. */
    public String tooLong() {
        return "is longer than " + most + " characters";
    }

    /** Returns the name of the system property. */
    public String property() {
        return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String variable() {
        return property().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static int most(String property, String given, int usual) {
        int most = given == null ? usual : wholeNumber(given);
        if (most == 0) {
            LoggerFactory.getLogger(InputLimit.class)
                    .error(
                            "{} must be a whole number, at least 1. The limit stays {} until you mend it.",
                            property,
                            usual);
        }
        return most == 0 ? usual : most;
    }

    /** Returns a number of at least 1, or 0 if the text is none. */
    private static int wholeNumber(String given) {
        try {
            return Math.max(0, Integer.parseInt(given.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Returns whether a text has characters that hide how it is read: control characters except line breaks and tabs, and
     * marks that change the direction of the text.
     */
    public static boolean hasHiddenCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLayout = c == '\n' || c == '\r' || c == '\t';
            boolean isDirection = c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
            if (isDirection || Character.isISOControl(c) && !isLayout) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns a text in lower case. For each Greek sigma {@link String#toLowerCase} looks for the ends of its word, from each
     * letter anew: a message of sigmas would take minutes.
     */
    public static String lowerCase(String text) {
        if (text.indexOf(GREEK_SIGMA) < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}
