package io.callingcard.ledger.story;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentence of each code in one language. A sentence names values in braces. A part in brackets is left out if one of
 * its values is not known.
 */
final class Sentences {

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)}");

    private final ResourceBundle bundle;

    private Sentences(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    static Sentences of(Locale language) {
        return new Sentences(ResourceBundle.getBundle(
                "io.callingcard.ledger.story.sentences", language, Sentences.class.getClassLoader()));
    }

    Set<String> keys() {
        return bundle.keySet();
    }

    /**
     * Returns the sentence of a code.
     *
     * @param values what it may name; codes among them are told by their own sentences
     * @param text   writes a value that is no code
     */
    String tell(StoryCode code, Map<String, Object> values, Function<Object, String> text) {
        String sentence = bundle.getString(code.key());
        String known = OPTIONAL.matcher(sentence)
                .replaceAll(part -> Matcher.quoteReplacement(names(part.group(1), values) ? part.group(1) : ""));
        String told = NAME.matcher(known)
                .replaceAll(name -> Matcher.quoteReplacement(tell(values.get(name.group(1)), values, text)));
        // A value may be a sentence of its own.
        return told.replace(".)", ")").replaceFirst("[.]{2}$", ".");
    }

    private String tell(Object value, Map<String, Object> values, Function<Object, String> text) {
        if (value instanceof StoryCode code) {
            return tell(code, values, text);
        }
        return value == null ? "" : text.apply(value);
    }

    private static boolean names(String part, Map<String, Object> values) {
        return NAME.matcher(part).results().allMatch(name -> values.containsKey(name.group(1)));
    }
}
