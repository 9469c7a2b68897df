// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Makes the image as a file, without a Java of its own, and runs its command by hand. */
@Tag("full")
class ImageIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private RunnerProcess.Answer run(String... command) throws Exception {
        Path output = folder.resolve("output.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new RunnerProcess.Answer(process.waitFor(), Files.readString(output));
    }

    @Test
    void hasWhatTheContainerfileHas() throws Exception {
        Path files = folder.resolve("image");
        RunnerProcess.Answer made =
                run("mvn", "-B", "-q", "-f", "src/image", "package", "-Dimage.base=scratch", "-Dimage.folder=" + files);
        assertThat(made.code()).as(made.words()).isZero();

        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        run("tar", "xf", files.resolve("calling-card.tar").toString(), "-C", unpacked.toString());
        JsonNode manifest =
                JSON.readTree(unpacked.resolve("manifest.json").toFile()).path(0);
        JsonNode config = JSON.readTree(
                        unpacked.resolve(manifest.path("Config").asText()).toFile())
                .path("config");
        List<String> containerfile = Files.readAllLines(Path.of("Containerfile"));
        assertThat(containerfile)
                .contains(
                        "USER " + config.path("User").asText(),
                        "WORKDIR " + config.path("WorkingDir").asText(),
                        "VOLUME " + config.path("Volumes").fieldNames().next(),
                        "ENTRYPOINT " + config.path("Entrypoint"),
                        "CMD " + config.path("Cmd"));
        assertThat(config.path("ExposedPorts").fieldNames())
                .toIterable()
                .map(port -> port.replace("/tcp", ""))
                .allMatch(port -> containerfile.contains("EXPOSE 8080 8081") && "8080 8081".contains(port));
        for (JsonNode variable : config.path("Env")) {
            String[] pair = variable.asText().split("=", 2);
            assertThat(containerfile)
                    .anyMatch(line ->
                            line.contains(pair[0] + "=" + pair[1]) || line.contains(pair[0] + "=\"" + pair[1] + "\""));
        }

        Path root = Files.createDirectory(folder.resolve("root"));
        for (JsonNode layer : manifest.path("Layers")) {
            run("tar", "xzf", unpacked.resolve(layer.asText()).toString(), "-C", root.toString());
        }
        RunnerProcess.Answer checked =
                run(root.resolve("opt/calling-card/bin/calling-card").toString(), "check");
        assertThat(checked.code()).as(checked.words()).isZero();
    }
}
