// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each code of a story has a sentence, and each sentence is good to read with and without its optional values. */
class SentencesTest {

    /** Codes that are told within the sentence of another. */
    private static final Set<String> PHRASES = Set.of("lead-reason", "share-end", "way", "refusal", "actor");

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)(#[^}]*)?}");
    private static final int LONGEST = 25;
    private static final Sentences ENGLISH = Sentences.of(StoryLanguage.EN);
    private static final Map<StoryLanguage, Properties> FILES = new EnumMap<>(StoryLanguage.class);

    static {
        for (StoryLanguage language : StoryLanguage.values()) {
            String file = language == StoryLanguage.EN ? "sentences" : "sentences_" + language;
            try (InputStream stream = SentencesTest.class.getResourceAsStream(file + ".properties")) {
                Properties sentences = new Properties();
                sentences.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
                FILES.put(language, sentences);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The constants of all enums that are codes, also of those that are written tomorrow. */
    private static final List<StoryCode> CODES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.callingcard").stream()
                    .filter(type -> type.isEnum() && type.isAssignableTo(StoryCode.class))
                    .map(JavaClass::reflect)
                    .flatMap(type -> Stream.of(type.getEnumConstants()))
                    .map(StoryCode.class::cast)
                    .toList();

    static Stream<Arguments> codesInAllLanguages() {
        return CODES.stream()
                .flatMap(code -> Stream.of(StoryLanguage.values()).map(language -> arguments(code, language)));
    }

    @ParameterizedTest
    @MethodSource("codesInAllLanguages")
    void eachCodeHasASentence(StoryCode code, StoryLanguage language) {
        assertThat(FILES.get(language).stringPropertyNames())
                .as("the file of sentences has none for the code")
                .contains(code.key());
        boolean isSentence = !PHRASES.contains(code.subject()) && code != StoryFrame.NEXT && code != StoryFrame.ZONES;
        for (String told : List.of(full(code, language), brief(code, language))) {
            assertThat(told)
                    .doesNotContain("[", "]", "{", "}", "#", " .", " ,", "()", "..", "  ")
                    .matches(isSentence ? "[A-Zx].*[.]" : ".*[^.]");
        }
    }

    /** What a sentence must name, and what it names if it is known. */
    @ParameterizedTest
    @MethodSource("codesInAllLanguages")
    void eachSentenceNamesTheSameValues(StoryCode code, StoryLanguage language) {
        String english = sentence(code, StoryLanguage.EN);
        String other = sentence(code, language);
        assertThat(names(other)).isEqualTo(names(english));
        assertThat(names(required(other))).isEqualTo(names(required(english)));
    }

    private static Set<String> names(String sentence) {
        return NAME.matcher(sentence)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String required(String sentence) {
        return sentence.replaceAll("\\[[^]]*]", "");
    }

    /** Returns the sentence with all its values. */
    private static String full(StoryCode code, StoryLanguage language) {
        return told(code, language, sentence(code, language));
    }

    /** Returns the sentence without what may be left out. */
    private static String brief(StoryCode code, StoryLanguage language) {
        return told(code, language, required(sentence(code, language)));
    }

    private static String told(StoryCode code, StoryLanguage language, String named) {
        Map<String, Object> values = new HashMap<>();
        NAME.matcher(named)
                .results()
                .forEach(name -> values.put(
                        name.group(1),
                        name.group(2) != null ? (Object) 1234 : name.group(1).equals("consent") ? "A sentence." : "x"));
        return Sentences.of(language).tell(code, values, Object::toString);
    }

    private static String sentence(StoryCode code, StoryLanguage language) {
        return FILES.get(language).getProperty(code.key(), "");
    }

    @ParameterizedTest
    @CsvSource({
        "EN, 1, it waits behind 1 other lead.",
        "EN, 1234, 'it waits behind 1,234 other leads.'",
        "DE, 1, wartet es hinter 1 anderen Lead.",
        "DE, 1234, wartet es hinter 1.234 anderen Leads."
    })
    void numbersHaveTheirWord(StoryLanguage language, int leads, String end) {
        StoryCode others = CODES.stream()
                .filter(code -> code.key().equals("hold.others"))
                .findFirst()
                .orElseThrow();
        assertThat(Sentences.of(language).tell(others, Map.of("line", "wa", "ahead", leads), Object::toString))
                .endsWith(end);
    }

    @Test
    void eachSentenceHasACode() {
        List<String> keys = CODES.stream().map(StoryCode::key).toList();
        assertThat(keys).doesNotHaveDuplicates().hasSizeGreaterThan(80);
        assertThat(new TreeSet<>(ENGLISH.keys())).isEqualTo(new TreeSet<>(keys));
    }

    @Test
    void sentencesAreShort() {
        assertThat(CODES.stream()
                        .flatMap(code -> Stream.of(brief(code, StoryLanguage.EN).split("\\. ")))
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
