// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Unpacks the distribution, and uses it as an operator does. */
class DistributionIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Path home;

    private Process script(Map<String, String> environment, Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/calling-card").toString());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private RunnerProcess.Answer command(String... words) throws Exception {
        Path output = folder.resolve("command.log");
        int code = script(Map.of(), output, words).waitFor();
        return new RunnerProcess.Answer(code, Files.readString(output).strip());
    }

    private static HttpResponse<String> ask(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String get(String url) throws IOException, InterruptedException {
        return ask(url).body();
    }

    private void unpack(Path into) throws Exception {
        Process unzip = new ProcessBuilder(
                        "unzip", "-q", System.getProperty("callingcard.distribution"), "-d", into.toString())
                .inheritIO()
                .start();
        assertThat(unzip.waitFor()).isZero();
        try (var top = Files.list(into)) {
            home = top.findFirst().orElseThrow();
        }
    }

    private List<String> kinds(Path cache) throws IOException {
        try (var files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("-.*", ""))
                    .sorted()
                    .distinct()
                    .toList();
        }
    }

    /** The archive that the next start uses. Two starts at the same time may each have made one; the script tries them by name. */
    private Path archive(Path cache) throws IOException {
        try (var files = Files.list(cache)) {
            return files.filter(file -> file.getFileName().toString().matches("start-.*[.]jsa"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void startsAndStops(Map<String, String> environment) throws Exception {
        Path log = folder.resolve("other.log");
        String base = "http://localhost:" + RunnerProcess.freePort();
        Process runner = script(
                environment,
                log,
                "start",
                "-Dquarkus.http.port=" + URI.create(base).getPort());
        try {
            RunnerProcess.await(
                    runner,
                    log,
                    Duration.ofSeconds(300),
                    () -> ask(base + "/q/health/ready").statusCode() == 200);
            Awaitility.await().until(() -> Files.readString(log).contains("Ready in "));
            assertThat(Files.readAllLines(log)).noneMatch(StartIT::isWarning).noneMatch(line -> line.startsWith("["));
        } finally {
            runner.destroy();
            runner.onExit().join();
        }
    }

    /** An archive is worth nothing if it can prevent a start. */
    @Test
    @Tag("full")
    void startsWithoutAnArchiveOrWithABrokenOne() throws Exception {
        unpack(Files.createDirectory(folder.resolve("apps")));
        // Several at the same time, as the nodes of an installation on a shared disk.
        Path cache = folder.resolve("cache");
        Map<String, String> environment = Map.of("CALLING_CARD_CACHE", cache.toString(), "SECRET", "of the operator");
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(script(environment, folder.resolve("prepare-" + i + ".log"), "prepare"));
        }
        for (Process each : all) {
            assertThat(each.waitFor()).isZero();
        }
        assertThat(kinds(cache)).containsExactly("commands", "native", "start");
        startsAndStops(Map.of(
                "CALLING_CARD_CACHE", cache.toString(), "JAVA_OPTS", "-Xmx256m -Xlog:class+load:file=classes.log"));
        assertThat(Files.readAllLines(folder.resolve("classes.log")))
                .anyMatch(line -> line.contains("callingcard.runner.StartStory source: shared objects file (top)"));

        Path archive = archive(cache);
        byte[] good = Files.readAllBytes(archive);
        assertThat(new String(good, StandardCharsets.ISO_8859_1)).doesNotContain("of the operator");
        // Of the right size, and of another program.
        byte[] wrong = new byte[good.length];
        Files.delete(archive);
        Files.write(archive, wrong);
        startsAndStops(environment);
        // Cut off. Java would crash.
        Files.write(archive, Arrays.copyOf(good, good.length / 2));
        startsAndStops(environment);
        assertThat(Files.size(archive(cache))).as("made again").isGreaterThan(good.length / 2);
        // Nothing can be written below a file.
        startsAndStops(Map.of("CALLING_CARD_CACHE", Files.createFile(folder.resolve("file")) + "/cache"));
    }

    @Test
    void runsOutOfTheBox() throws Exception {
        // With a space, as some installations have.
        unpack(Files.createDirectory(folder.resolve("my apps")));
        assertThat(home.getFileName().toString()).startsWith("calling-card-");
        assertThat(home).isDirectoryContaining("glob:**/{bin,lib,routes,config,kamelets}");
        assertThat(command("ledger", "report").words()).contains("callingcard.db: does not exist");
        assertThat(command("strat").code()).isEqualTo(2);
        assertThat(command("start", "--port").code()).isEqualTo(2);
        assertThat(home.resolve("cache")).isDirectoryContaining("glob:**/commands-*.jsa");

        // The routes of the distribution are those that run, not those of the jar.
        Path campaigns = home.resolve("routes/campaigns.camel.yaml");
        Files.writeString(campaigns, Files.readString(campaigns).replace("this is Harbor Books", "this is my shop"));
        String base = "http://localhost:" + RunnerProcess.freePort();
        Process runner = script(
                Map.of("JAVA_OPTS", "-Xmx256m"),
                folder.resolve("runner.log"),
                "start",
                "-Dquarkus.http.port=" + URI.create(base).getPort());
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(300))
                    .ignoreExceptions()
                    .until(() -> ask(base + "/q/health/ready").statusCode() == 200);
            HttpRequest lead = HttpRequest.newBuilder(URI.create(base + "/leads"))
                    .header("Content-Type", "application/json")
                    .POST(
                            HttpRequest.BodyPublishers.ofString(
                                    "{\"name\": \"Ada\", \"phone\": \"+14155550177\", \"campaign\": \"welcome\", \"consent\": true}"))
                    .build();
            assertThat(HTTP.send(lead, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"accepted\":1");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> get(base + "/twin/journal")
                    .contains("\"kind\":\"card\""));
            assertThat(get(base + "/twin/journal")).contains("this is my shop");
            // The same ledger, while the runner is up.
            RunnerProcess.Answer report = command("ledger", "report", "--person", "+14155550177");
            assertThat(report.words()).contains("PERSON", "+14155550177", "welcome", "text", "sent");
            assertThat(report.code()).isZero();
        } finally {
            // The script becomes the runner, so a signal to it stops the runner.
            runner.destroy();
            assertThat(runner.onExit().join().exitValue()).isIn(0, 143);
        }
        assertThat(command("ledger", "report", "--by", "step", "--format", "csv")
                        .words())
                .contains("welcome,text,0,1,0,0");
        assertThat(command("ledger", "check").words()).contains("No problems found in " + home.resolve("data"));
        assertThat(command("check").words()).contains("No problems found");
    }
}
