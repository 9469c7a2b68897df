// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The runner in two processes, with a real line, and with missing settings. */
@Tag("full")
class RunnerRolesIT {

    private static final String LEAD =
            "{\"name\": \"Ada\", \"phone\": \"+14155550177\", \"campaign\": \"welcome\", \"consent\": true}";

    @TempDir
    Path folder;

    @Test
    void runsFlowsAndTwinsAsTwoProcesses() throws Exception {
        int flowsPort = RunnerProcess.freePort();
        try (RunnerProcess twins = new RunnerProcess(
                        folder,
                        Map.of(),
                        "-Dcallingcard.role=twins",
                        "-Dcallingcard.flows.url=http://localhost:" + flowsPort);
                RunnerProcess flows = new RunnerProcess(
                        folder,
                        Map.of(),
                        "-Dcallingcard.role=flows",
                        "-Dcallingcard.twins.url=" + twins.base,
                        "-Dquarkus.http.port=" + flowsPort)) {
            assertThat(flows.get("/twin/journal").statusCode()).isEqualTo(404);
            assertThat(twins.post("/leads", LEAD).statusCode()).isEqualTo(404);
            assertThat(flows.post("/leads", LEAD).body()).contains("\"accepted\":1");
            Awaitility.await()
                    .until(() -> twins.get("/twin/journal").body().lines().count() == 2);
            assertThat(twins.get("/page/state").body()).contains("\"ledger\":false", "\"phones\":true");
            assertThat(flows.get("/page/state").body()).contains("\"ledger\":true", "\"phones\":false");
            twins.post("/twin/control/chert", "{\"receive\":[{\"from\":\"+14155550177\",\"text\":\"HELP\"}]}");
            Awaitility.await()
                    .until(() -> twins.get("/twin/journal").body().contains("Reply STOP for no more messages"));
        }
    }

    @Test
    void showsARealLineOnlyAfterALogin() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(
                folder,
                Map.of(
                        "CHERT_TENANT", "acme",
                        "CHERT_SIGNING_SECRET", "canary-secret",
                        "CHERT_BASE_URL", "http://localhost:9",
                        "CALLINGCARD_LEADS_TOKEN", "canary-token",
                        "CALLINGCARD_PAGE_PASSWORD", "open sesame"))) {
            assertThat(runner.post("/leads", LEAD).statusCode()).isEqualTo(401);
            assertThat(runner.post("/leads", LEAD, "Authorization", "Bearer canary-token")
                            .body())
                    .contains("\"accepted\":1");
            assertThat(runner.get("/").statusCode()).isEqualTo(401);
            assertThat(runner.get("/page/steps").statusCode()).isEqualTo(401);
            String login = "Basic b3BlcmF0b3I6b3BlbiBzZXNhbWU=";
            assertThat(runner.get("/", "Authorization", login).body()).contains("<title>Calling Card</title>");
            assertThat(runner.get("/page/state", "Authorization", login).body())
                    .contains("\"writable\":false", "\"phones\":false");
            Awaitility.await().until(() -> runner.get("/page/steps", "Authorization", login)
                    .body()
                    .contains("\"state\":\"NOT_SENT\""));
            assertThat(runner.get("/page/steps", "Authorization", login).body())
                    .contains("+1415")
                    .doesNotContain("4155550177");
            assertThat(runner.post("/page/clock", "{}", "Authorization", login).statusCode())
                    .isIn(404, 405);
            assertThat(runner.get("/twin/journal", "Authorization", login).statusCode())
                    .isEqualTo(404);
            assertThat(Files.readString(runner.log)).doesNotContain("canary-secret", "canary-token", "4155550177");
        }
    }

    @Test
    void refusesRequestsOfOtherOrigins() throws Exception {
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of())) {
            assertThat(runner.post("/leads", LEAD, "Origin", "http://elsewhere.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(runner.post("/twin/control/reset", "", "Origin", "http://elsewhere.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(runner.post("/leads", LEAD, "Origin", runner.base).statusCode())
                    .isEqualTo(200);
            assertThat(runner.get("/").headers().map())
                    .containsKeys("content-security-policy", "x-content-type-options", "x-frame-options");
            assertThat(runner.post("/leads", "x".repeat(2_000_000)).statusCode())
                    .isEqualTo(413);
        }
    }

    /** A stop finishes the messages in progress, and leaves the others to the next process. */
    @Test
    void leavesNothingInDoubtAfterAStop() throws Exception {
        int people = 40;
        int port = RunnerProcess.freePort();
        try (RunnerProcess twins = new RunnerProcess(
                folder, Map.of(), "-Dcallingcard.role=twins", "-Dcallingcard.flows.url=http://localhost:" + port)) {
            twins.post(
                    "/twin/control/faults",
                    "{\"kind\":\"LATENCY\",\"delay_ms\":400,\"times\":1000,\"method\":\"POST\"}");
            String[] options = {
                "-Dcallingcard.role=flows",
                "-Dcallingcard.twins.url=" + twins.base,
                "-Dcallingcard.ledger.file=" + folder.resolve("kept.db"),
                "-Dquarkus.http.port=" + port
            };
            try (RunnerProcess first = new RunnerProcess(folder, Map.of(), options)) {
                String leads = IntStream.range(0, people)
                        .mapToObj(person -> LEAD.replace("4155550177", "415555" + (1000 + person)))
                        .collect(Collectors.joining(",", "[", "]"));
                assertThat(first.post("/leads", leads).body()).contains("\"accepted\":" + people);
                Awaitility.await()
                        .until(() -> twins.get("/twin/journal").body().lines().count() >= 10);
            }
            long shown = twins.get("/twin/journal").body().lines().count();
            assertThat(shown).isLessThan(2L * people);
            for (String state : List.of("SENDING", "CLAIMED", "IN_DOUBT")) {
                assertThat(RunnerProcess.command(folder, List.of(options), "ledger", "report", "--state", state)
                                .words()
                                .strip())
                        .isEqualTo("There are none.");
            }
            try (RunnerProcess second = new RunnerProcess(folder, Map.of(), options)) {
                assertThat(second.get("/page/shares").statusCode()).isEqualTo(200);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> twins.get("/twin/journal").body().lines().count() == 2L * people);
            }
            assertThat(twins.get("/twin/journal").body().lines().count()).isEqualTo(2L * people);
        }
    }

    @Test
    void reportsMissingSettingsBeforeAnythingStarts() throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("callingcard.runner")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CHERT_TENANT", "acme");
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(log))
                .contains("CHERT_SIGNING_SECRET: is missing. Set it, or set CHERT_SIGNING_SECRET_FILE");
    }
}
