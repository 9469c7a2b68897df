// SPDX-License-Identifier: Apache-2.0
package io.callingcard.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the documentation, and the sentences of one. */
final class Pages {

    private static final Pattern NO_PROSE = Pattern.compile("(?s)<!--.*?-->|(?ms)^ *```.*?^ *```");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)[|]");
    private static final Pattern ITEM = Pattern.compile("([*-]|\\d+[.]) +");
    private static final Pattern END = Pattern.compile("(?<=[.!?:])[\"”)]?\\s+(?=[A-Z0-9\"“(])");

    private Pages() {}

    /** README and all pages of {@code docs/}. */
    static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    /** The README of each example. */
    static List<Path> ofExamples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            return files.map(example -> example.resolve("README.md"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    /** Paragraphs and items of lists as they are read: without code, headings, tables and pictures. */
    static List<String> paragraphs(String page) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String raw : NO_PROSE.matcher(page).replaceAll("\n").split("\n")) {
            String line = raw.strip();
            boolean isItem = ITEM.matcher(line).lookingAt();
            if (line.isEmpty() || isItem || line.startsWith("#") || line.startsWith("|") || line.startsWith("![")) {
                end(paragraph, paragraphs);
            }
            if (isItem) {
                line = ITEM.matcher(line).replaceFirst("");
            }
            if (!line.startsWith("#") && !line.startsWith("|") && !line.startsWith("![")) {
                paragraph.append(' ').append(line);
            }
        }
        end(paragraph, paragraphs);
        return paragraphs;
    }

    /** The cells of tables, and the headings. */
    static List<String> cells(String page) {
        return NO_PROSE.matcher(page)
                .replaceAll("\n")
                .lines()
                .filter(line -> line.startsWith("|") || line.startsWith("#"))
                .flatMap(line -> CELL.splitAsStream(line))
                .map(Pages::plain)
                .filter(cell -> !cell.isBlank())
                .toList();
    }

    /** Code and the target of a link are no words. Code counts as one. */
    private static String plain(String text) {
        return text.strip()
                .replaceAll("`[^`]*`", "Code")
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replace("*", "");
    }

    private static void end(StringBuilder paragraph, List<String> paragraphs) {
        if (!paragraph.toString().isBlank()) {
            paragraphs.add(plain(paragraph.toString()));
        }
        paragraph.setLength(0);
    }

    static List<String> sentences(List<String> texts) {
        return texts.stream()
                .flatMap(END::splitAsStream)
                .filter(sentence -> !sentence.isBlank())
                .toList();
    }

    static int words(String sentence) {
        return sentence.strip().split("\\s+").length;
    }
}
