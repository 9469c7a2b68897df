// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code src/generated} is committed, since the component plugin writes it after compilation. The build copies the
 * committed files before the plugin writes the new ones. This compares both.
 */
class GeneratedSourcesTest {

    @Test
    void theCommittedSourcesAreUpToDate() throws IOException {
        Map<String, String> committed = files(Path.of("target/committed-generated"));
        Map<String, String> written = files(Path.of("src/generated"));

        assertThat(committed)
                .as("src/generated was stale; this build has just written it anew: look at it and commit it")
                .isEqualTo(written);
        assertThat(written).isNotEmpty();
    }

    /** Leaves out the index: it is binary and depends on the compiler, and other tests use it. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                if (!path.toString().endsWith(".idx")) {
                    contents.put(root.relativize(path).toString(), Files.readString(path));
                }
            }
        }
        return contents;
    }
}
