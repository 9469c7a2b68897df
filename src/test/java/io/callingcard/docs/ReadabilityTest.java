// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** README, docs, the pages of the examples and those for contributors: short sentences, and none of the words of {@code avoid.txt}. Code does not count. */
class ReadabilityTest {

    private static final int LONGEST = 30;
    private static final double AVERAGE = 18;
    private static final int README_LINES = 200;

    private static Pattern avoided() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/prose/avoid.txt"))) {
            String words = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(word -> Pattern.quote(word).replace(" ", "\\E\\s+\\Q"))
                    .collect(Collectors.joining("|"));
            return Pattern.compile("(?i)\\b(" + words + ")\\b");
        }
    }

    private static List<String> faults(String page) throws IOException {
        List<String> texts = new ArrayList<>(Pages.paragraphs(page));
        // The tables of generated pages are descriptions of options, some of them Camel's own; ProseTest reads ours.
        if (!page.contains("<!-- Generated ")) {
            texts.addAll(Pages.cells(page));
        }
        List<String> faults = new ArrayList<>();
        for (String sentence : Pages.sentences(texts)) {
            if (Pages.words(sentence) > LONGEST) {
                faults.add(Pages.words(sentence) + " words: " + sentence);
            }
        }
        Pattern avoided = avoided();
        for (String text : texts) {
            Matcher found = avoided.matcher(text);
            while (found.find()) {
                faults.add("\"" + found.group() + "\": " + text);
            }
        }
        double average = Pages.sentences(Pages.paragraphs(page)).stream()
                .mapToInt(Pages::words)
                .average()
                .orElse(0);
        if (average >= AVERAGE) {
            faults.add("The average sentence has " + average + " words");
        }
        return faults;
    }

    @Test
    void thePagesAreEasyToRead() throws IOException {
        List<String> faults = new ArrayList<>();
        List<Path> pages = new ArrayList<>(Pages.all());
        pages.addAll(List.of(Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md")));
        pages.addAll(Pages.ofExamples());
        for (Path page : pages) {
            faults(Files.readString(page)).forEach(fault -> faults.add(page + ": " + fault));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(README_LINES);
    }

    /** WRITING: what it is, then an example. */
    @Test
    void eachPageBeginsWithItsTitleAndASentence() throws IOException {
        for (Path page : Pages.all()) {
            assertThat(Files.readString(page)).as(page.toString()).startsWith("# ");
            assertThat(Pages.paragraphs(Files.readString(page)).get(0))
                    .as(page.toString())
                    .matches("[A-Z].*");
        }
    }

    @Test
    void faultsAreFound() throws IOException {
        assertThat(faults("# A\n\n" + "word ".repeat(31) + "end.\n")).hasSize(2);
        assertThat(faults("Whoever\nreads it, reads.\n")).hasSize(1);
        assertThat(faults("| A | nobody |\n")).hasSize(1);
        assertThat(faults("```\nnobody\n```\n\n| `nobody` |\n\nA short sentence, with `nobody` as code.\n"))
                .isEmpty();
    }
}
