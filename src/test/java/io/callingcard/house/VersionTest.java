// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that people copy names the version of the pom. */
class VersionTest {

    private static final Pattern IN_POM =
            Pattern.compile("<artifactId>camel-calling-card</artifactId>\\s*<version>([^<@]+)</version>");
    private static final Pattern IN_TEXT = Pattern.compile("io\\.callingcard:camel-calling-card:([\\w.-]+)");

    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>(List.of(Path.of("README.md"), Path.of("jbang-catalog.json")));
        for (String folder : List.of("docs", "examples", "kamelets", "src/bench", "src/fuzz")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().matches(".*[.](md|xml|yaml)"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void allNamesOfTheJarHaveTheVersionOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = IN_POM.matcher(pom)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
        List<String> wrong = new ArrayList<>();
        int named = 0;
        for (Path file : files()) {
            String text = Files.readString(file);
            for (Pattern pattern : List.of(IN_POM, IN_TEXT)) {
                for (MatchResult found : pattern.matcher(text).results().toList()) {
                    named++;
                    if (!found.group(1).equals(version)) {
                        wrong.add(file + ": " + found.group(1));
                    }
                }
            }
        }
        assertThat(wrong).as("The version is %s.", version).isEmpty();
        assertThat(named).isGreaterThan(30);
    }
}
