// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The playground's story of a killed process: its commands, as a person would run them, in the order of the page. */
@Tag("full")
class KillStoryIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TWINS_PORT = "8081";
    private static final String FLOWS_PORT = "8082";

    @TempDir
    private Path folder;

    private Path home;
    private int twins;
    private int flows;

    @BeforeEach
    void unpack() throws Exception {
        Browser.requireChromium();
        shell(folder, "unzip -q '" + System.getProperty("callingcard.distribution") + "'");
        try (var top = Files.list(folder)) {
            home = top.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        twins = RunnerProcess.freePort();
        flows = RunnerProcess.freePort();
    }

    /** Ends what the commands started, also after a failure. */
    @AfterEach
    void end() throws Exception {
        for (String file : List.of("flows.pid", "twins.pid")) {
            Path pid = home.resolve(file);
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void theTextArrivesOnceAndTheStoryTellsWhy() throws Exception {
        List<String> commands = commands();
        assertThat(commands).hasSize(8);

        run(commands.get(0));
        awaitReady(twins);
        run(commands.get(1));
        awaitReady(flows);
        run(commands.get(2));
        run(commands.get(3));
        await().atMost(Duration.ofSeconds(60)).until(() -> received("text") == 1);
        run(commands.get(4));
        run(commands.get(5));
        awaitReady(flows);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(run(commands.get(6)))
                        .contains(
                                "Its process ended before wa answered",
                                "the provider's history shows the message, so it was sent",
                                "welcome/card: wa took the message",
                                "The lead of welcome is done"));
        assertThat(received("text")).isEqualTo(1);
        assertThat(received("card")).isEqualTo(1);
        long pid = Long.parseLong(Files.readString(home.resolve("flows.pid")).strip());
        run(commands.get(7));
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** Returns the commands that the page shows. */
    private List<String> commands() throws IOException {
        try (RunnerProcess runner = new RunnerProcess(Files.createDirectory(folder.resolve("page")), Map.of());
                Browser browser = Browser.at(runner.base)) {
            browser.open("playground");
            browser.click("[data-story=kill]");
            return browser.texts(".command pre");
        }
    }

    private String run(String command) throws Exception {
        return shell(
                home,
                command.replace(TWINS_PORT, Integer.toString(twins)).replace(FLOWS_PORT, Integer.toString(flows)));
    }

    private static String shell(Path in, String command) throws Exception {
        Path output = Files.createTempFile(in, "command", ".log");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int code = builder.start().waitFor();
        String words = Files.readString(output);
        assertThat(code).as("%s: %s", command, words).isZero();
        return words;
    }

    private static void awaitReady(int port) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> get(port, "/q/health/ready").statusCode() == 200);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private long received(String kind) throws IOException, InterruptedException {
        return get(twins, "/twin/journal?phone=%2B12125550177")
                .body()
                .lines()
                .filter(line -> line.contains("\"kind\":\"" + kind + "\""))
                .count();
    }
}
