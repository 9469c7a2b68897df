// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class OtherProcessTest {

    @TempDir
    Path folder;

    @Test
    void anotherProcessWithOneProcessorWritesTheSameBytesAndOpensNoSocket() throws Exception {
        Path theirs = folder.resolve("theirs");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1",
                        "-Djava.security.manager=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Watched.class.getName(),
                        theirs.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Run ours = Run.of(Run.settings(20, 3).people(PeopleModel.USUAL), folder.resolve("ours"));

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("asked: []");
        assertThat(Files.readAllBytes(theirs.resolve(SimulationJournal.FILE))).isEqualTo(ours.bytes);
    }
}
