// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Finds the regular expressions of the product in its sources, and proves that each reads a text in time that grows with
 * its length only. Counts the characters that the pattern looks at, because a clock would measure the machine. A megabyte
 * at {@value #MOST_LOOKS} looks at each character takes less than 100 ms.
 */
class PatternsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/callingcard");

    private static final String LITERALS = "((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)";
    private static final Pattern USE = Pattern.compile(
            "(Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)\\(\\s*" + LITERALS + "([^;]*)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private static final int SHORT = 1 << 13;
    private static final int LONG = 1 << 20;
    private static final int MOST_LOOKS = 60;

    /**
     * Patterns that are slow on a long text, or overflow the stack. Each sees only texts of the operator, or short ones.
     */
    private static final Map<String, String> BOUNDED = Map.of(
            "ledger/Span.java \\d+|(\\d+(ms|s|m|h|d))+", "an option",
            "provider/wire/HttpWire.java /+$", "the option baseUrl",
            "card/PhoneNumbers.java (?i)(?:tel|callto", "at most InputLimit.PHONE characters",
            "card/PhoneNumbers.java (?i)(?:;ext=", "at most InputLimit.PHONE characters");

    /** Texts that make patterns try the same characters again and again. */
    private static final List<String> PUMPS = List.of(
            " ",
            "\t",
            "\n",
            "1",
            "1 ",
            "12345678 ",
            "a",
            "A1",
            "+",
            "+1",
            "-",
            ".",
            "/",
            "//",
            ":",
            ";",
            "?",
            "&",
            "=",
            ",",
            "@",
            "\"",
            "(",
            "{a",
            "{}",
            "\\",
            "#",
            "x",
            "x1",
            "1x",
            "ext",
            "to=1&",
            "http://",
            "https://a/",
            ";CHARSET=",
            ";TYPE=\"a\"",
            "BEGIN:VCARD ",
            "BEGIN:\t",
            "a@",
            "1s",
            "\u00E9",
            "\uD83D\uDE00",
            "?version=");

    private static final List<String> STARTS = List.of("", "+1", "https://", "?to=", "{", "x;CHARSET=");

    private record Use(String file, String expression, int flags, boolean isForWholeTexts) {

        @Override
        public String toString() {
            return file + " " + expression;
        }

        boolean isBounded() {
            return BOUNDED.keySet().stream().anyMatch(toString()::startsWith);
        }
    }

    private static List<Use> uses() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("twin")))
                    .sorted()
                    .flatMap(PatternsTest::uses)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Use> uses(Path file) {
        try {
            return USE.matcher(Files.readString(file)).results().map(found -> {
                String expression = LITERAL.matcher(found.group(2))
                        .results()
                        .map(literal -> UNICODE.matcher(literal.group(1))
                                .replaceAll(code -> Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(code.group(1), 16))))
                                .translateEscapes())
                        .collect(Collectors.joining());
                return new Use(
                        SOURCES.relativize(file).toString(),
                        expression,
                        flags(found),
                        found.group(1).equals(".matches"));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int flags(MatchResult found) {
        String rest = found.group(3);
        return (rest.contains("Pattern.CASE_INSENSITIVE") ? Pattern.CASE_INSENSITIVE : 0)
                | (rest.contains("Pattern.MULTILINE") ? Pattern.MULTILINE : 0)
                | (rest.contains("Pattern.DOTALL") ? Pattern.DOTALL : 0);
    }

    /** Counts the characters that a pattern looks at. */
    private static final class Counting implements CharSequence {

        private final String text;
        private final long most;
        private long looks;

        Counting(String text) {
            this.text = text;
            this.most = (long) MOST_LOOKS * text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            if (looks > most) {
                throw new IllegalStateException("more than " + MOST_LOOKS + " looks at each character");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }

    private static long looks(Use use, Pattern pattern, String text) {
        Counting whole = new Counting(text);
        pattern.matcher(whole).matches();
        if (use.isForWholeTexts()) {
            return whole.looks;
        }
        Counting parts = new Counting(text);
        Matcher matcher = pattern.matcher(parts);
        while (matcher.find()) {
            assertThat(matcher.end()).isNotNegative();
        }
        return Math.max(whole.looks, parts.looks);
    }

    private static String text(String start, String pump, int length) {
        return start + pump.repeat(length / pump.length()) + "!";
    }

    @TestFactory
    Stream<DynamicTest> readsALongTextInTimeThatGrowsWithItsLength() {
        return uses().stream()
                .filter(use -> !use.isBounded())
                .map(use -> DynamicTest.dynamicTest(use.toString(), () -> {
                    Pattern pattern = Pattern.compile(use.expression(), use.flags());
                    Map<Long, String[]> slowest = new TreeMap<>();
                    for (String start : STARTS) {
                        for (String pump : PUMPS) {
                            slowest.put(looks(use, pattern, text(start, pump, SHORT)), new String[] {start, pump});
                        }
                    }
                    String[] worst = slowest.values().stream()
                            .skip(slowest.size() - 1L)
                            .findFirst()
                            .orElseThrow();
                    looks(use, pattern, text(worst[0], worst[1], LONG));
                }));
    }

    /** A pattern that is made of a variable hides from this test. */
    @Test
    void everyPatternIsWrittenWhereItIsUsed() throws IOException {
        Pattern hidden = Pattern.compile("(?:Pattern\\.compile|\\.replaceAll|\\.replaceFirst)\\(\\s*[^\"\\s)]\\w*");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.startsWith(SOURCES.resolve("twin")))
                    .toList()) {
                hidden.matcher(Files.readString(file))
                        .results()
                        .forEach(each -> found.add(file.getFileName() + " " + each.group()));
            }
        }
        // WaErrors has a table of words, which are its own; the others replace by a function.
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "WaErrors.java Pattern.compile(words",
                        "PrintableUri.java .replaceAll(found",
                        "Sentences.java .replaceAll(part",
                        "Sentences.java .replaceAll(name",
                        "StoryView.java .replaceAll(number",
                        "Dialect.java .replaceAll(name",
                        "ConformCheck.java .replaceAll(name");
    }

    @Test
    void theBoundedPatternsExist() {
        assertThat(uses().stream().filter(Use::isBounded)).hasSize(BOUNDED.size());
    }
}
