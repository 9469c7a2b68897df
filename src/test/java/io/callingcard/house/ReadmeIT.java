// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Follows the README in a fresh clone: the first commands, and their output. */
@Tag("full")
class ReadmeIT {

    private static final Pattern FIRST = Pattern.compile("(?m)^(mvn -q -DskipTests package quarkus:run)\\b");
    private static final Pattern SECOND = Pattern.compile("(?m)^(mvn -q verify)\\b");
    private static final Pattern LEAD = Pattern.compile("http://localhost:8080/leads -d '(\\{[^']*\\})'");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    /** Runs one test only, since all tests would include this one. The other parts of the build run in full. */
    @Test
    void theSecondCommandPasses() throws Exception {
        Path clone = FreshClone.in(folder);
        Files.createDirectories(clone.resolve(".mvn"));
        Files.writeString(
                clone.resolve(".mvn/maven.config"), "-Dtest=PhoneMaskTest -DskipITs -Djacoco.skip -Dinvoker.skip");
        Path log = folder.resolve("log");
        int code = new ProcessBuilder("bash", "-c", found(SECOND, Files.readString(clone.resolve("README.md"))))
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(log).content().contains("Tests run:", "Failures: 0, Errors: 0");
        assertThat(code).isZero();
        assertThat(clone.resolve("target/quarkus-app/quarkus-run.jar")).exists();
    }

    @Test
    void sendsACardFromAFreshClone() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        long start = System.nanoTime();
        Path clone = FreshClone.in(folder);
        String base = "http://localhost:" + RunnerProcess.freePort();
        Path log = folder.resolve("log");
        ProcessBuilder command = new ProcessBuilder("bash", "-c", "exec " + found(FIRST, readme))
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment()
                .put("QUARKUS_HTTP_PORT", Integer.toString(URI.create(base).getPort()));
        Process maven = command.start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .ignoreExceptions()
                    .until(() -> get(base + "/q/health/ready").statusCode() == 200);
            HttpRequest lead = HttpRequest.newBuilder(URI.create(base + "/leads"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(found(LEAD, readme)))
                    .build();
            assertThat(HTTP.send(lead, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"accepted\":1");
            Awaitility.await().until(() -> get(base + "/twin/journal").body().contains("\"kind\":\"card\""));
            System.out.println("From a clone to a card on a phone: "
                    + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
            assertThat(clone.resolve("callingcard.db")).exists();
            assertThat(log)
                    .content()
                    .containsPattern("INFO  \\[io[.]callingcard] \\(main\\)  Ready in [0-9.]+ s: " + base
                            + " \\(twins: chert, linq, wa\\)")
                    .as("a newcomer need not look anything up")
                    .doesNotContain(" WARN ", " ERROR ");
        } finally {
            List.copyOf(maven.descendants().toList()).forEach(ProcessHandle::destroy);
            maven.destroy();
            maven.onExit().join();
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(1);
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
