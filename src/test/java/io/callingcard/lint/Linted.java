// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lints files of the repository and of tests, with the Kamelets of the repository. */
final class Linted {

    private static final Path EXAMPLES = Path.of("src/test/resources/lint");

    private Linted() {}

    /** Returns the bad or the good example of a rule. */
    static LintFile example(LintRule rule, String which) throws IOException {
        return file(EXAMPLES.resolve(rule.id()).resolve(which + ".camel.yaml"));
    }

    static LintFile file(Path path) throws IOException {
        return new LintFile(path.toString(), Files.readString(path));
    }

    /** Returns the files of a folder and its folders. */
    static List<LintFile> folder(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            List<LintFile> found = new ArrayList<>();
            for (Path path : files.filter(each -> each.toString().matches(".*[.](camel|pipe|kamelet)[.]yaml"))
                    .sorted()
                    .toList()) {
                found.add(file(path));
            }
            return found;
        }
    }

    static FlowLint lint(LintFile... files) {
        return FlowLint.of(List.of(files), Linted::kamelet, key -> null);
    }

    static List<FlowFinding> findings(LintFile... files) {
        return lint(files).findings();
    }

    private static Optional<LintFile> kamelet(String name) {
        Path path = Path.of("kamelets", name + ".kamelet.yaml");
        try {
            return Files.exists(path) ? Optional.of(file(path)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
