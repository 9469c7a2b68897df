// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentence of each code in one language. A sentence names values in braces. A part in brackets is left out if one of
 * its values is not known. A name with two words, such as {@code {most#time#times}}, is a number and the word for it.
 */
final class Sentences {

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)(?:#([^{}#]*)#([^{}#]*))?}");

    private final StoryLanguage language;
    private final ResourceBundle bundle;

    private Sentences(StoryLanguage language) {
        this.language = language;
        bundle = ResourceBundle.getBundle(
                "io.callingcard.ledger.story.sentences", language.locale(), Sentences.class.getClassLoader());
    }

    static Sentences of(StoryLanguage language) {
        return new Sentences(language);
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
        String told = NAME.matcher(known).replaceAll(name -> Matcher.quoteReplacement(tell(name, values, text)));
        // A value may be a sentence of its own.
        return told.replace(".)", ")").replaceFirst("[.]{2}$", ".");
    }

    private String tell(MatchResult name, Map<String, Object> values, Function<Object, String> text) {
        Object value = values.get(name.group(1));
        if (name.group(2) != null && value instanceof Number number) {
            return language.count(number, name.group(2), name.group(3));
        }
        if (value instanceof StoryCode code) {
            return tell(code, values, text);
        }
        return value == null ? "" : text.apply(value);
    }

    private static boolean names(String part, Map<String, Object> values) {
        return NAME.matcher(part).results().allMatch(name -> values.containsKey(name.group(1)));
    }
}
