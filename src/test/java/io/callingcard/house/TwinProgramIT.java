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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The twins as a program, as docs/twins.md shows it, and {@code conform} as a process. */
class TwinProgramIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern BLOCK = Pattern.compile("(?s)```(bash|json)\n(.*?)```");
    private static final String JAR = "java -jar calling-card-twins.jar";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    @TempDir
    Path folder;

    private Process server;
    private Path log;
    private String address;

    @AfterEach
    void stop() {
        if (server != null) {
            server.destroy();
            server.onExit().join();
        }
    }

    private static String program() {
        return System.getProperty("callingcard.twins.program");
    }

    /** Starts the program on a free port, and reads its address from what it prints. */
    private void start(String command) throws IOException {
        stop();
        log = Files.createTempFile(folder, "twins", ".log");
        server = new ProcessBuilder("bash", "-c", "exec " + executable(command).replace("--port 9000", "--port 0"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RunnerProcess.await(
                server, log, Duration.ofSeconds(60), () -> Files.readString(log).contains("Chert answers at"));
        address = Files.readString(log).replaceAll("(?s).*Chert answers at (\\S+)/twin/chert.*", "$1");
    }

    private String executable(String command) {
        return command.replace(JAR, JAVA + " -jar " + program())
                .replace("bin/calling-card", JAVA + " -jar " + System.getProperty("callingcard.runner"))
                .replace("http://localhost:9000", address == null ? "" : address)
                .replace("http://localhost:3000", address + "/twin/wa")
                .replace("curl ", "curl -sS --fail ");
    }

    private RunnerProcess.Answer run(String command) throws Exception {
        Process process = new ProcessBuilder("bash", "-ec", executable(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        return new RunnerProcess.Answer(process.waitFor(), said);
    }

    private JsonNode get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
        return new ObjectMapper()
                .readTree(
                        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    @Tag("full")
    void everyCommandOfThePageDoesWhatThePageSays() throws Exception {
        String page = Files.readString(Path.of("docs/twins.md"));
        page = page.substring(page.indexOf("## As a program"));
        List<String> said = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(page).results().toList()) {
            String text = block.group(2);
            if (block.group(1).equals("json")) {
                if (text.startsWith("[")) {
                    Files.writeString(folder.resolve("faults.json"), text);
                }
            } else if (text.startsWith(JAR) && !text.contains(" compare ")) {
                start(text.strip());
            } else {
                RunnerProcess.Answer answer = run(text);
                assertThat(answer.code()).as(text + answer.words()).isZero();
                said.add(answer.words());
            }
        }

        assertThat(said).hasSize(7);
        assertThat(said.get(0)).startsWith("{\"openapi\":\"3.0.3\"");
        assertThat(said.get(1)).contains("Message sent to 14155550100@s.whatsapp.net");
        assertThat(said.get(2)).isEqualToIgnoringNewLines("2 requests compared, 0 left out, 0 differences.");
        assertThat(said.get(3)).isEqualToIgnoringNewLines("1 requests compared, 1 left out, 0 differences.");
        assertThat(said.get(4)).contains("ok        wa-health", "6 ok, 0 different, 10 skipped.");
        assertThat(new ObjectMapper().readTree(said.get(5))).hasSizeGreaterThan(10);
        assertThat(said.get(6)).contains("ok        wa-health", "0 different");
        assertThat(Files.readAllLines(folder.resolve("session.jsonl"))).hasSize(2);
    }

    @Test
    void thePageListsEveryOption() throws Exception {
        String page = Files.readString(Path.of("docs/twins.md"));
        RunnerProcess.Answer help = run(JAR + " --help");

        assertThat(help.code()).isZero();
        assertThat(Pattern.compile("--[a-z-]+").matcher(help.words()).results())
                .extracting(MatchResult::group)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(page).contains("`" + option + "`"));
    }

    @Test
    void theSeedDeterminesTheIdsAndTheJournalIsAFile() throws Exception {
        String text = "curl -H 'Content-Type: application/json' http://localhost:9000/twin/wa/send/message"
                + " -d '{\"phone\": \"14155550100\", \"message\": \"Hello\"}'";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            start(JAR + " --port 9000 --seed 7 --journal journal.jsonl");
            ids.add(new ObjectMapper()
                    .readTree(run(text).words())
                    .at("/results/message_id")
                    .asText());
        }

        assertThat(ids.get(0)).isEqualTo(ids.get(1)).startsWith("3EB0");
        assertThat(Files.readAllLines(folder.resolve("journal.jsonl")))
                .hasSize(2)
                .allMatch(line -> line.contains("\"phone\":\"+14155550100\"") && line.contains(ids.get(0)));
    }

    @Test
    void faultsAndTheDialectAreThereFromTheFirstCall() throws Exception {
        Files.writeString(folder.resolve("faults.json"), "{\"kind\": \"ERROR\", \"code\": \"INVALID_WA_CLI\"}");
        start(JAR + " --port 9000 --faults faults.json --dialect docs");

        assertThat(get("/twin/wa/app/status").path("code").asText()).isEqualTo("INVALID_WA_CLI");
        assertThat(run("curl -H 'Content-Type: application/json' http://localhost:9000/twin/wa/send/message"
                                + " -d '{\"phone\": \"14155550100\", \"message\": \"Hello\"}'")
                        .words())
                .contains("\"message\":\"Success\"");
    }

    @Test
    void wrongUseEndsTheProgram() throws Exception {
        RunnerProcess.Answer unknown = run(JAR + " --prot 9000");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.words()).contains("--prot", "Help: calling-card-twins --help");
        RunnerProcess.Answer missing = run(JAR + " --replay none.jsonl");
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.words())
                .isEqualToIgnoringNewLines("--replay: there is no file none.jsonl. Name a file that exists.");
    }

    @Test
    void theProgramEndsWithItsSignal() throws Exception {
        start(JAR + " --port 9000");
        server.destroy();

        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theJarHasTheTwinsAndNoPartOfTheRunner() throws IOException {
        try (JarFile jar = new JarFile(program())) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.startsWith("io/callingcard/")))
                    .filteredOn(name -> name.endsWith(".class"))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/callingcard/twin/"));
        }
        assertThat(Files.size(Path.of(program()))).isLessThan(12_000_000L);
    }

    @Test
    void conformReadsTheCredentialsOfTheSettings() throws Exception {
        try (TwinServer twins = TwinServer.start("canary-secret")) {
            List<String> settings = List.of(
                    "-DLINQ_API_KEY=canary-secret", "-DLINQ_BASE_URL=" + twins.root("linq") + "/api/partner/v3");

            RunnerProcess.Answer right = RunnerProcess.command(
                    folder, settings, "conform", "--via", "linq", "--read-only", "--format", "json");
            RunnerProcess.Answer wrong = RunnerProcess.command(
                    folder,
                    List.of(settings.get(1), "-DLINQ_API_KEY=canary-other"),
                    "conform",
                    "--via",
                    "linq",
                    "--read-only");

            assertThat(right.code()).as(right.words()).isZero();
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.words()).contains("different linq-lines", "status: expected 200, got 401");
            assertThat(right.words() + wrong.words()).doesNotContain("canary");
            assertThat(twins.journal()).isEmpty();
            assertThat(twins.requests()).allMatch(request -> request.method().equals("GET"));
        }
    }
}
