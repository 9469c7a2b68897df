// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code on a page.
 *
 * @param file the name after the language, or null
 */
record PageBlock(String language, String file, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)(?: (\\S+))?\n(.*?)^ *```");

    static List<PageBlock> of(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(block -> new PageBlock(block.group(1), block.group(2), block.group(3)))
                .toList();
    }

    /** README, all pages of {@code docs/}, and the README of each example. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.list(Path.of("docs"));
                Stream<Path> examples = Files.list(Path.of("examples"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
            examples.map(example -> example.resolve("README.md"))
                    .filter(Files::exists)
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    boolean isCommand() {
        return language.equals("bash");
    }

    /** Whether the block shows an answer, if it follows a command. */
    boolean isAnswer() {
        return language.matches("text|json");
    }
}
