// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunnerProcessTest {

    @TempDir
    Path folder;

    private Process run(String... command) throws Exception {
        Path log = Files.createFile(folder.resolve("log"));
        Files.writeString(log, "why");
        return new ProcessBuilder(command).start();
    }

    /** It ran on, and held its port and its memory. */
    @Test
    void endsAProcessThatDoesNotGetReady() throws Exception {
        Process process = run("sleep", "600");
        assertThatThrownBy(
                        () -> RunnerProcess.await(process, folder.resolve("log"), Duration.ofMillis(200), () -> false))
                .hasMessage("The process did not get ready:\nwhy");
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void doesNotWaitForAProcessThatHasEnded() throws Exception {
        Process process = run("true");
        assertThatThrownBy(
                        () -> RunnerProcess.await(process, folder.resolve("log"), Duration.ofSeconds(60), () -> false))
                .hasMessageContaining("why");
    }

    @Test
    void leavesAProcessThatIsReady() throws Exception {
        Process process = run("sleep", "600");
        try {
            RunnerProcess.await(process, folder.resolve("log"), Duration.ofSeconds(60), () -> true);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroy();
        }
    }
}
