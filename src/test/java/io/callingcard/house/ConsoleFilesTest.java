// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of the console: all languages say the same, nothing comes from elsewhere, and all of it is small. */
class ConsoleFilesTest {

    private static final Path PAGE = Path.of("src/main/resources/io/callingcard/runner/page");
    private static final Path ENGLISH = PAGE.resolve("texts/en.json");
    private static final int LARGEST = 200 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
    private static final Pattern USED = Pattern.compile("\\bt\\(\\s*'([^']+)'");

    /** What the content security policy forbids, or what would read text as markup. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|style=|onclick=|https?://(?!www\\.w3\\.org/2000/svg|localhost)");

    private static List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.walk(PAGE)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> languages() throws IOException {
        try (Stream<Path> files = Files.list(PAGE.resolve("texts"))) {
            return files.sorted().toList();
        }
    }

    /** Returns the placeholders of each text, by its key. Plural forms count as one. */
    private static Map<String, Set<String>> placeholders(Path language) throws IOException {
        Map<String, Set<String>> placeholders = new TreeMap<>();
        for (Map.Entry<String, JsonNode> text : JSON.readTree(language.toFile()).properties()) {
            placeholders.put(
                    text.getKey(),
                    PLACEHOLDER
                            .matcher(text.getValue().toString())
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return placeholders;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLanguageHasAllTextsWithTheirPlaceholders(Path language) throws IOException {
        assertThat(placeholders(language)).isEqualTo(placeholders(ENGLISH));
        JsonNode texts = JSON.readTree(language.toFile());
        for (Map.Entry<String, JsonNode> text : texts.properties()) {
            assertThat(text.getValue().isTextual()
                            || text.getValue().hasNonNull("one")
                                    && text.getValue().hasNonNull("other"))
                    .as(text.getKey())
                    .isTrue();
        }
    }

    @Test
    void everyTextThatACodeNamesExists() throws IOException {
        Set<String> known = placeholders(ENGLISH).keySet();
        Set<String> used = new TreeSet<>();
        for (Path file : files(".*[.]js")) {
            USED.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(used::add);
        }
        assertThat(used).hasSizeGreaterThan(100);
        assertThat(known).containsAll(used);
    }

    @Test
    void nothingIsForbiddenByTheContentSecurityPolicy() throws IOException {
        for (Path file : files(".*[.](js|html|css|svg)")) {
            assertThat(FORBIDDEN.matcher(Files.readString(file)).results().map(MatchResult::group))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    /** All files together, as a compressing proxy sends them. */
    @Test
    void allFilesAreSmall() throws IOException {
        long sum = 0;
        for (Path file : files(".*")) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(compressed)) {
                Files.copy(file, out);
            }
            sum += compressed.size();
        }
        assertThat(sum).isLessThan(LARGEST);
    }

    @Test
    void noTextHasAnAvoidedWord() throws IOException {
        String words =
                Files.readAllLines(Path.of("src/test/resources/prose/avoid.txt"), StandardCharsets.UTF_8).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        Pattern avoided = Pattern.compile("(?i)\\b(" + words + ")\\b");
        for (Map.Entry<String, JsonNode> text : JSON.readTree(ENGLISH.toFile()).properties()) {
            assertThat(avoided.matcher(text.getValue().toString()).find())
                    .as(text.toString())
                    .isFalse();
        }
    }
}
