package io.callingcard.ledger;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The words by which people say that they want no messages, want them again, or want help: data, as a bean in YAML. */
public class Keywords {

    private Set<String> stop = Set.of();
    private Set<String> start = Set.of();
    private Set<String> help = Set.of();

    /** What somebody says. */
    public enum Keyword {
        STOP,
        START,
        HELP
    }

    /** The keyword that a message is; a longer message that only has such a word in it is none. */
    Optional<Keyword> of(String text) {
        String plain = plain(text);
        if (stop.contains(plain)) {
            return Optional.of(Keyword.STOP);
        }
        if (start.contains(plain)) {
            return Optional.of(Keyword.START);
        }
        return help.contains(plain) ? Optional.of(Keyword.HELP) : Optional.empty();
    }

    /** Without case, marks and whatever else people put around a word. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", " ")
                .strip();
    }

    private static Set<String> words(String listed) {
        return Arrays.stream(listed.split(","))
                .map(Keywords::plain)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Words, with commas between, that mean: no more. */
    public void setStop(String stop) {
        this.stop = words(stop);
    }

    /** Words that mean: again. */
    public void setStart(String start) {
        this.start = words(start);
    }

    /** Words that mean: help. */
    public void setHelp(String help) {
        this.help = words(help);
    }
}
