// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The runner with each combination of lines. The twins of another process are the real lines. */
class LinesIT {

    private static final List<String> ALL = List.of("chert", "linq", "wa");
    private static final String TOKEN = "token-of-the-crm";

    @TempDir
    static Path folder;

    private static RunnerProcess providers;

    @BeforeAll
    static void start() throws Exception {
        providers = new RunnerProcess(folder, Map.of(), "-Dcallingcard.role=twins");
    }

    @AfterAll
    static void stop() {
        providers.close();
    }

    private static Map<String, String> environment(List<String> lines, String base) {
        Map<String, String> environment =
                new HashMap<>(Map.of("CALLINGCARD_LEADS_TOKEN", TOKEN, "CALLINGCARD_PAGE_PASSWORD", "of the operator"));
        if (lines.contains("chert")) {
            environment.putAll(Map.of(
                    "CHERT_TENANT", "twin", "CHERT_SIGNING_SECRET", "twin", "CHERT_BASE_URL", base + "/twin/chert"));
        }
        if (lines.contains("linq")) {
            environment.putAll(Map.of("LINQ_API_KEY", "twin", "LINQ_BASE_URL", base + "/twin/linq/api/partner/v3"));
        }
        if (lines.contains("wa")) {
            environment.putAll(Map.of("WA_DEVICE_ID", "twin", "WA_BASE_URL", base + "/twin/wa"));
        }
        return environment;
    }

    private static HttpResponse<String> post(RunnerProcess runner, String path, String json) throws Exception {
        return runner.post(path, json, "Authorization", "Bearer " + TOKEN);
    }

    private static String card(String person, String via) {
        return "{\"to\": \"" + person + "\", \"text\": \"Hello\", \"contact\": {\"full_name\": \"Mira Okafor\","
                + " \"phones\": [{\"value\": \"+12025550143\"}]}" + (via == null ? "" : ", \"via\": \"" + via + "\"")
                + "}";
    }

    private static String journal(String provider, String person) throws Exception {
        return providers
                .get("/twin/journal?provider=" + provider + "&phone=" + person.replace("+", "%2B"))
                .body();
    }

    @Test
    void startsWithOneLine() throws Exception {
        startsWithTheseLines("wa");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa", "chert,linq", "chert,wa", "linq,wa", "chert,linq,wa"})
    void startsWithTheseLines(String names) throws Exception {
        List<String> lines = List.of(names.split(","));
        List<String> absent = new ArrayList<>(ALL);
        absent.removeAll(lines);
        String person = "+1415555" + (2000 + Math.floorMod(names.hashCode(), 1000));
        try (RunnerProcess runner = new RunnerProcess(folder, environment(lines, providers.base))) {
            Pattern ready = Pattern.compile(
                    "Ready in [0-9.]+ s: " + runner.base + " \\(lines: " + String.join(", ", lines) + "\\)");
            Awaitility.await()
                    .until(() -> ready.matcher(Files.readString(runner.log)).find());
            assertThat(Files.readAllLines(runner.log)).noneMatch(StartIT::isWarning);

            // Without via, the first line sends.
            HttpResponse<String> sent = post(runner, "/cards", card(person, null));
            assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
            assertThat(journal(lines.get(0), person)).contains("Hello", "Mira Okafor");
            for (String line : lines) {
                HttpResponse<String> via = post(runner, "/cards", card(person, line));
                assertThat(via.statusCode()).as(line + via.body()).isEqualTo(200);
            }
            assertThat(post(runner, "/leads", lead("welcome", "+14155550101", null))
                            .body())
                    .contains("\"accepted\":1");
            String health = health(runner);
            for (String line : lines) {
                assertThat(health).contains("\"" + line + "\": \"on\"");
            }
            for (String line : absent) {
                HttpResponse<String> refused = post(runner, "/cards", card(person, line));
                assertThat(refused.statusCode()).isEqualTo(422);
                assertThat(refused.body()).contains("\"field\":\"via\"", "Use one of " + String.join(", ", lines));
                assertThat(post(runner, "/leads", lead("welcome", "+14155550102", line))
                                .body())
                        .contains("\"accepted\":0", "channel: is " + line + ", which has no line here");
                assertThat(health).containsPattern("\"" + line + "\": \"off: set [A-Z_]+");
                assertThat(Files.readString(runner.log)).containsPattern(" INFO .*Off, .*" + line + " \\(set ");
            }
        }
    }

    private static String lead(String campaign, String person, String channel) {
        return "{\"name\": \"Ada\", \"phone\": \"" + person + "\", \"campaign\": \"" + campaign
                + "\", \"consent\": true" + (channel == null ? "" : ", \"channel\": \"" + channel + "\"") + "}";
    }

    private static String health(RunnerProcess runner) throws Exception {
        return runner.get("/q/health", "Authorization", "Basic b3BlcmF0b3I6b2YgdGhlIG9wZXJhdG9y")
                .body();
    }

    /** A start without the credentials would send the leads to twins, and call them sent. */
    @Test
    void doesNotLetTwinsServeTheLedgerOfLines() throws Exception {
        String ledger;
        try (RunnerProcess runner = new RunnerProcess(folder, environment(List.of("wa"), providers.base))) {
            assertThat(post(runner, "/cards", card("+14155550177", null)).statusCode())
                    .isEqualTo(200);
            assertThat(post(runner, "/leads", lead("welcome", "+14155550178", null))
                            .statusCode())
                    .isEqualTo(200);
            Awaitility.await().until(() -> journal("wa", "+14155550178").contains("Ada"));
            ledger = "-Dcallingcard.ledger.file=" + runner.ledger;
        }

        assertThatThrownBy(() -> new RunnerProcess(folder, Map.of(), ledger))
                .hasMessageContaining("audience: This ledger is that of real lines")
                .hasMessageContaining("Set the credentials of the lines again");
        try (RunnerProcess runner = new RunnerProcess(folder, environment(List.of("linq"), providers.base), ledger)) {
            assertThat(post(runner, "/cards", card("+14155550177", null)).statusCode())
                    .isEqualTo(200);
        }
    }

    /** A line is real wherever it is set up. Beside it there is no twin, so no message goes to one by mistake. */
    @Test
    void aLineOfCamelsOptionsReplacesTheTwins() throws Exception {
        String address = "-Dcamel.component.wa.base-url=" + providers.base + "/twin/wa";
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of("CALLINGCARD_LEADS_TOKEN", TOKEN), address)) {
            Awaitility.await().untilAsserted(() -> assertThat(Files.readString(runner.log))
                    .contains("(lines: wa)"));
        }
    }

    /** A phone that is logged out must not take the runner out of its service: leads wait, and other lines send. */
    @Test
    void aLineThatIsAwayIsADetailOfAReadyRunner() throws Exception {
        Map<String, String> environment = environment(List.of("chert", "wa"), providers.base);
        environment.put("WA_BASE_URL", "http://localhost:" + RunnerProcess.freePort());
        try (RunnerProcess runner = new RunnerProcess(folder, environment)) {
            assertThat(post(runner, "/leads", lead("welcome", "+14155550103", "wa"))
                            .body())
                    .contains("\"accepted\":1");
            Awaitility.await().untilAsserted(() -> assertThat(health(runner))
                    .containsPattern("\"wa\": \"cannot send: .*no connection")
                    .contains("\"chert\": \"on\""));
            HttpResponse<String> ready =
                    runner.get("/q/health/ready", "Authorization", "Basic b3BlcmF0b3I6b2YgdGhlIG9wZXJhdG9y");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body()).contains("\"wa\": \"cannot send: ").doesNotContain("\"DOWN\"");
            assertThat(runner.get("/q/metrics", "Authorization", "Basic b3BlcmF0b3I6b2YgdGhlIG9wZXJhdG9y")
                            .body())
                    .containsPattern("callingcard_lines_down\\{node=\"[^\"]+\",provider=\"wa\",?\\} 1")
                    .containsPattern("callingcard_lines_down\\{node=\"[^\"]+\",provider=\"chert\",?\\} 0");
            assertThat(post(runner, "/cards", card("+14155550104", "chert")).statusCode())
                    .isEqualTo(200);
            assertThat(journal("chert", "+14155550104")).contains("Mira Okafor");
        }
    }
}
