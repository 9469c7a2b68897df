package io.callingcard.ledger.story;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each code of a story has a sentence, and each sentence is good to read with and without its optional values. */
class SentencesTest {

    /** Codes that are told within the sentence of another. */
    private static final Set<String> PHRASES = Set.of("lead-reason", "share-end", "way");

    private static final int LONGEST = 25;
    private static final Sentences ENGLISH = Sentences.of(Locale.ROOT);

    /** Returns the constants of all enums that are codes, also of those that are written tomorrow. */
    static Stream<StoryCode> codes() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.callingcard").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(StoryCode.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getEnumConstants()))
                        .map(StoryCode.class::cast);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void eachCodeHasASentence(StoryCode code) {
        assertThat(ENGLISH.keys())
                .as("sentences.properties has no sentence for the code")
                .contains(code.key());
        boolean isSentence = !PHRASES.contains(code.subject()) && code != StoryFrame.NEXT && code != StoryFrame.ZONES;
        for (String told : List.of(full(code), brief(code))) {
            assertThat(told)
                    .doesNotContain("[", "]", "{", "}", " .", " ,", "()", "..", "  ")
                    .matches(isSentence ? "[A-Zx].*[.]" : ".*[^.]");
        }
    }

    /** Returns the sentence with all its values. */
    private static String full(StoryCode code) {
        return told(code, sentence(code));
    }

    /** Returns the sentence without what may be left out. */
    private static String brief(StoryCode code) {
        return told(code, sentence(code).replaceAll("\\[[^]]*]", ""));
    }

    private static String told(StoryCode code, String named) {
        Map<String, Object> values = new HashMap<>();
        Pattern.compile("\\{(\\w+)}")
                .matcher(named)
                .results()
                .forEach(name -> values.put(name.group(1), name.group(1).equals("consent") ? "A sentence." : "x"));
        return ENGLISH.tell(code, values, Object::toString);
    }

    private static String sentence(StoryCode code) {
        return ResourceBundle.getBundle("io.callingcard.ledger.story.sentences", Locale.ROOT)
                .getString(code.key());
    }

    @Test
    void eachSentenceHasACode() {
        List<String> keys = codes().map(StoryCode::key).toList();
        assertThat(keys).doesNotHaveDuplicates().hasSizeGreaterThan(80);
        assertThat(new TreeSet<>(ENGLISH.keys())).isEqualTo(new TreeSet<>(keys));
    }

    @Test
    void sentencesAreShort() {
        assertThat(codes().flatMap(code -> Stream.of(brief(code).split("\\. ")))
                        .filter(sentence -> sentence.split("\\s+").length > LONGEST))
                .isEmpty();
    }

    @Test
    void partsWithoutTheirValuesAreLeftOut() {
        assertThat(ENGLISH.tell(StoryFrame.TITLE, Map.of("person", "+1", "zone", "UTC"), Object::toString))
                .isEqualTo("+1. Times are those of UTC.");
    }

    @Test
    void codesAmongTheValuesAreToldToo() {
        Map<String, Object> values =
                Map.of("person", "+1", "zone", "UTC", "zones", StoryFrame.ZONES, "person_zone", "Z", "possible", 2);
        assertThat(ENGLISH.tell(StoryFrame.TITLE, values, Object::toString))
                .isEqualTo("+1. Times are those of UTC; the second column has the person's, Z (one of 2 possible"
                        + " zones).");
    }
}
