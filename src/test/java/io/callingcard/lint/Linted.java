// SPDX-License-Identifier: Apache-2.0
package io.callingcard.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lints files of the repository and of tests, with the Kamelets of the repository. */
public final class Linted {

    private static final Path EXAMPLES = Path.of("src/test/resources/lint");

    private Linted() {}

    /** Returns the bad or the good example of a rule. */
    public static LintFile example(LintRule rule, String which) throws IOException {
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

    static List<Finding> all(List<LintFile> files) {
        return FlowLint.findings(files, Linted::kamelet, key -> null);
    }

    /** Returns the findings that no comment switches off. */
    static List<Finding> active(LintFile... files) {
        return all(List.of(files)).stream()
                .filter(finding -> !finding.isOff())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Returns the findings in one file that no comment switches off. */
    public static List<Finding> findings(LintFile file) {
        return active(file);
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
