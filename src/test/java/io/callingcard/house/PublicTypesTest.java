// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A type is public if another package uses it. Other public types stand in a list, with who names or creates them. */
class PublicTypesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PUBLIC = Pattern.compile("^public ", Pattern.MULTILINE);

    @Test
    void aPublicTypeIsUsedByAnotherPackageOrNamedByAUser() throws IOException {
        Set<String> used = usedByOtherPackages();
        Set<String> others = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String type =
                        SOURCES.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
                if (PUBLIC.matcher(Files.readString(file)).find() && !used.contains(type)) {
                    others.add(type.replaceFirst("^io\\.callingcard\\.", ""));
                }
            }
        }
        assertThat(others)
                .as("Make it package-private, or add it to public-types.txt with a reason")
                .containsExactlyInAnyOrderElementsOf(listed());
    }

    private static Set<String> usedByOtherPackages() {
        Map<String, Set<String>> uses = Jdeps.uses(Jdeps::file);
        return uses.entrySet().stream()
                .flatMap(user -> user.getValue().stream()
                        .filter(used -> !Jdeps.packageOf(used).equals(Jdeps.packageOf(user.getKey()))))
                .collect(Collectors.toSet());
    }

    private static List<String> listed() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/public-types.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
