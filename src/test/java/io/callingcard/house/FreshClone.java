// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a newcomer has: what is committed, and nothing that was built. */
final class FreshClone {

    private FreshClone() {}

    static Path in(Path folder) throws Exception {
        assumeTrue(Files.exists(Path.of(".git")), "This is no clone, so there is nothing to clone");
        Path clone = folder.resolve("clone");
        assertThat(new ProcessBuilder(
                                "git",
                                "clone",
                                "-q",
                                Path.of("").toAbsolutePath().toString(),
                                clone.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return clone;
    }
}
