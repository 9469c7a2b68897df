// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;

import io.callingcard.card.InputLimit;

/** The words with which people opt out, opt in again, or ask for help. Write them as a bean in YAML. */
public class Keywords {

    /** Longer messages are not looked at: to normalize a text of combining marks takes the square of its length. */
    private static final int LONGEST_MESSAGE = 1_000;

    /** The dot that a Turkish capital İ leaves when it becomes small, the form of an emoji, and Arabic vowel signs. */
    private static final Pattern WITHOUT_MEANING =
            Pattern.compile("(?<=i)\u0307|[\uFE00-\uFE0F\u0640\u064B-\u0652\u200B-\u200D\u2060\uFEFF]");

    private Set<String> stop = Set.of();
    private Set<String> start = Set.of();
    private Set<String> help = Set.of();

    /** The meaning of a word. */
    public enum Keyword {
        STOP,
        START,
        HELP
    }

    /**
     * Returns the words of an endpoint.
     *
     * @param given the option of the endpoint; null for the only words in the registry
     */
    static Keywords of(Keywords given, CamelContext context) {
        Keywords words = given == null ? context.getRegistry().findSingleByType(Keywords.class) : given;
        if (words == null) {
            throw new IllegalArgumentException("words: is not set, and the registry does not have exactly one Keywords"
                    + " bean. Set it, such as words=#bean:keywords.");
        }
        return words;
    }

    /** Returns the keyword that a message consists of. A longer message with such a word is no keyword. */
    Optional<Keyword> of(String text) {
        if (text.length() > LONGEST_MESSAGE) {
            return Optional.empty();
        }
        String plain = plain(text);
        if (stop.contains(plain)) {
            return Optional.of(Keyword.STOP);
        }
        if (start.contains(plain)) {
            return Optional.of(Keyword.START);
        }
        return help.contains(plain) ? Optional.of(Keyword.HELP) : Optional.empty();
    }

    /** Drops case, punctuation and spaces around words, and marks that no word needs. */
    private static String plain(String text) {
        return WITHOUT_MEANING
                .matcher(InputLimit.lowerCase(Normalizer.normalize(text, Normalizer.Form.NFKC)))
                .replaceAll("")
                .replace('ı', 'i')
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", " ")
                .strip();
    }

    private static Set<String> words(String listed) {
        return Arrays.stream(listed.split(","))
                .map(Keywords::plain)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Sets the words that opt out, separated by commas. */
    public void setStop(String stop) {
        this.stop = words(stop);
    }

    /** Sets the words that opt in again. */
    public void setStart(String start) {
        this.start = words(start);
    }

    /** Sets the words that ask for help. */
    public void setHelp(String help) {
        this.help = words(help);
    }
}
