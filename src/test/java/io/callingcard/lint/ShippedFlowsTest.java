// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the project ships has no findings. */
class ShippedFlowsTest {

    private static void hasNoFindings(List<LintFile> files) {
        assertThat(files).isNotEmpty();
        assertThat(Linted.findings(files.toArray(LintFile[]::new))).isEmpty();
    }

    @Test
    void theRoutes() throws IOException {
        hasNoFindings(Linted.folder("routes"));
    }

    @Test
    void theKamelets() throws IOException {
        hasNoFindings(Linted.folder("kamelets"));
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("examples"))) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    /** Each example with the routes of the jar that its settings name. */
    @ParameterizedTest
    @MethodSource("examples")
    void theExamples(Path example) throws IOException {
        List<LintFile> files = new ArrayList<>(Linted.folder(example.toString()));
        Path settings = example.resolve("config/application.properties");
        Properties properties = new Properties();
        if (Files.exists(settings)) {
            properties.load(new StringReader(Files.readString(settings)));
        }
        for (String routes : properties.getProperty("callingcard.routes", "").split(",")) {
            if (routes.equals("classpath:routes/*.camel.yaml")) {
                files.addAll(Linted.folder("routes"));
            } else if (routes.startsWith("classpath:")) {
                files.add(Linted.file(Path.of(routes.substring("classpath:".length()))));
            }
        }
        assertThat(Linted.findings(files.toArray(LintFile[]::new))).isEmpty();
    }

    /** Also a file that is loaded alone, except for the routes that it calls. */
    @Test
    void eachFileOfRoutesAlone() throws IOException {
        for (LintFile file : Linted.folder("routes")) {
            assertThat(Linted.findings(file))
                    .filteredOn(finding -> !finding.rule().equals(LintRule.UNKNOWN_ROUTE.id()))
                    .isEmpty();
        }
    }
}
