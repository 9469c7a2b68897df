// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.house.RunnerProcess.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** The start of the runner, as those see it who call it and who read its log. */
class StartIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> PATHS = List.of(
            "/page/state", "/leads", "/cards", "/webhooks/chert", "/q/health", "/q/health/ready", "/q/metrics", "/");

    @TempDir
    Path folder;

    private record Seen(String path, int status, String retryAfter, String body) {}

    @Test
    void everyDoorSaysThatTheRunnerStarts() throws Exception {
        int port = RunnerProcess.freePort();
        List<Seen> seen = new ArrayList<>();
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> {
            do {
                PATHS.forEach(path -> ask(port, path, seen));
            } while (seen.stream().allMatch(each -> each.status() == 503));
        });
        try (RunnerProcess runner = new RunnerProcess(folder, Map.of(), "-Dquarkus.http.port=" + port)) {
            Awaitility.await().until(() -> Files.readString(runner.log).contains("Ready in "));
            asking.join();
            List<Seen> early =
                    seen.stream().takeWhile(each -> each.status() == 503).toList();
            assertThat(early).extracting(Seen::path).containsAll(PATHS);
            assertThat(early).allSatisfy(each -> {
                assertThat(each.body()).contains("starting");
                assertThat(each.retryAfter()).isNotEmpty();
            });
            assertThat(seen).noneMatch(each -> each.status() == 404);

            // What follows is about the requests of this test.
            List<String> log = new ArrayList<>();
            for (String line : Files.readAllLines(runner.log)) {
                log.add(line);
                if (line.contains("Ready in ")) {
                    break;
                }
            }
            // The doors open a moment before that line, and may have refused what this test sends.
            log.removeIf(line -> line.contains(" refused"));
            assertThat(log).noneMatch(StartIT::isWarning);
            List<String> told =
                    log.stream().filter(line -> line.contains(" INFO ")).toList();
            assertThat(told).hasSizeLessThanOrEqualTo(10);
            assertThat(told.get(told.size() - 1))
                    .containsPattern("Ready in \\d+\\.\\d s: " + runner.base + " \\(twins: chert, linq, wa\\)$");
        }
    }

    /** A machine that is busy with other work makes Vert.x warn of its threads. */
    static boolean isWarning(String line) {
        return line.contains(" WARN ") && !line.contains("BlockedThreadChecker");
    }

    private static void ask(int port, String path, List<Seen> seen) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (List.of("/leads", "/cards", "/webhooks/chert").contains(path)) {
            request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}"));
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            seen.add(new Seen(
                    path,
                    answer.statusCode(),
                    answer.headers().firstValue("retry-after").orElse(""),
                    answer.body()));
        } catch (IOException | InterruptedException e) {
            // The port is not open yet.
            Thread.onSpinWait();
        }
    }

    @Test
    void aMisspeltSettingOrFieldIsRefusedByName() throws Exception {
        Answer setting =
                RunnerProcess.refusal(folder, Map.of("CALLINGCARD_LEADS_TOKN", "t"), "-Dcallingcard.rol=twins");
        assertThat(setting.code()).isEqualTo(2);
        assertThat(setting.words())
                .contains(
                        "callingcard.rol: is unknown. Did you mean callingcard.role?",
                        "Did you mean CALLINGCARD_LEADS_TOKEN?")
                .doesNotContain("\tat ");
        Path campaign = Files.writeString(
                folder.resolve("campaign.camel.yaml"),
                """
                - beans:
                    - name: summer
                      type: io.callingcard.campaign.Campaign
                      properties: {txt: Hello}
                """);
        Answer field = RunnerProcess.refusal(folder, Map.of(), "-Dcallingcard.routes=file:" + campaign);
        assertThat(field.code()).isEqualTo(1);
        assertThat(field.words())
                .contains("Could not start. Campaign.txt: is unknown. Did you mean text?")
                .doesNotContain("\tat ");
        Answer file = RunnerProcess.refusal(folder, Map.of(), "-Dcallingcard.routes=file:none.camel.yaml");
        assertThat(file.code()).isEqualTo(1);
        assertThat(file.words())
                .contains("Could not start. callingcard.routes: file:none.camel.yaml does not exist.")
                .doesNotContain("\tat ");
        Path route = Files.writeString(
                folder.resolve("route.camel.yaml"),
                """
                - route:
                    id: mine
                    from:
                      uri: direct:mine
                      steps:
                        - to: chert:send-texx
                """);
        Answer operation = RunnerProcess.refusal(folder, Map.of(), "-Dcallingcard.routes=file:" + route);
        assertThat(operation.code()).isEqualTo(1);
        assertThat(operation.words())
                .contains("Could not start. Route mine: operation: chert has no 'send-texx'")
                .doesNotContain("\tat ");
        Path kamelet = Files.writeString(
                folder.resolve("kamelet.camel.yaml"),
                """
                - route:
                    from:
                      uri: direct:mine
                      steps:
                        - to: kamelet:chert-send-text-sink?tenant=twin
                """);
        Answer property = RunnerProcess.refusal(folder, Map.of(), "-Dcallingcard.routes=file:" + kamelet);
        assertThat(property.code()).isEqualTo(1);
        assertThat(property.words())
                .contains("Could not start. kamelet:chert-send-text-sink: has no secret. Set each under")
                .doesNotContain("\tat ");
        Answer pace = RunnerProcess.refusal(folder, Map.of(), "-Dcamel.component.wa.min-interval=soon");
        assertThat(pace.code()).isEqualTo(1);
        assertThat(pace.words()).contains("Could not start. minInterval: is neither a number nor a time.");
    }

    @Test
    void aLedgerThatCannotBeOpenedIsNamedInASentence() throws Exception {
        Path ledger = Files.writeString(folder.resolve("ledger.db"), "This is a letter, not a ledger. ".repeat(500));
        Answer start = RunnerProcess.refusal(folder, Map.of(), "-Dcallingcard.ledger.file=" + ledger);
        assertThat(start.code()).isEqualTo(1);
        assertThat(start.words())
                .contains("Could not start.", ledger.toString())
                .doesNotContain("\tat ", " ERROR ");
    }
}
