// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/** The runner as the README's first command starts it. */
class RunnerIT {

    @TempDir
    private static Path folder;

    private static RunnerProcess runner;

    @BeforeAll
    static void start() throws IOException {
        runner = new RunnerProcess(
                folder,
                Map.of(),
                "-Dcamel.main.routes-include-pattern=classpath:routes/*.camel.yaml,file:"
                        + Path.of("src/test/resources/receive/answer.camel.yaml")
                                .toAbsolutePath());
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @Test
    void servesTheCatalogueForKaoto() throws Exception {
        HttpResponse<String> library = runner.get("/kaoto/index.json");
        assertThat(library.statusCode()).isEqualTo(200);
        assertThat(library.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        String index = library.body().replaceFirst("(?s).*?\"fileName\":\"([^\"]+)\".*", "$1");
        String file = runner.get("/kaoto/" + index).body().replaceFirst("(?s).*\"(components-[^\"]+)\".*", "$1");
        HttpResponse<String> components = runner.get("/kaoto/" + file, "Accept-Encoding", "identity");
        assertThat(components.body()).contains("\"wa:operation\"", "\"timer:timerName\"");
        assertThat(runner.get("/kaoto/" + file, "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .hasValue("gzip");
        assertThat(runner.get("/kaoto/vscode-settings.json").body()).contains("camel.extra-components");
        assertThat(runner.get("/kaoto/none.json").statusCode()).isEqualTo(404);
        for (HttpResponse<String> answer : List.of(runner.get("/lead"), runner.post("/lead", "{}"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("/problems/not-found", "Check the address and the port.");
        }
        assertThat(runner.get("/kaoto/..%2Fopenapi.json").statusCode()).isEqualTo(404);
    }

    @Test
    void aTextAndACardArriveOnThePhone() throws Exception {
        HttpResponse<String> answer = runner.post(
                "/cards",
                """
                {"to": "+1 415 555 0100", "text": "Welcome to Harbor Books!",
                 "contact": {"full_name": "Mira Okafor", "phones": [{"value": "+1 202 555 0143"}]}}""");

        assertThat(answer.body()).contains("\"chat_id\":\"ch_");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(runner.get("/twin/journal?phone=%2B14155550100").body().lines())
                .satisfiesExactly(
                        text -> assertThat(text).contains("\"kind\":\"text\"", "Welcome to Harbor Books!"),
                        card -> assertThat(card).contains("\"kind\":\"card\"", "Mira Okafor", "+12025550143"));
    }

    @Test
    void aFailureNamesTheStepAndItsOutcome() throws Exception {
        HttpResponse<String> answer = runner.post(
                "/cards",
                """
                {"to": "415 555 0100", "text": "Hello", "contact": {"full_name": "A"}}""");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"step\":\"send-text\"", "\"outcome\":\"NOT_SENT\"", "\"kind\":\"INVALID_REQUEST\"")
                .contains("\"field\":\"to\"", "\"sent\":[]");
    }

    @Test
    void logsNoSecretNumberOrBody() throws Exception {
        runner.post(
                "/cards",
                """
                {"to": "+1 415 555 0188", "text": "canary-text", "contact": {"full_name": "canary-name"}}""");

        assertThat(Files.readString(runner.log))
                .doesNotContain("canary-text", "canary-name", "4155550188", "secret = twin")
                .contains("Ready in ");
    }

    /** All log lines of a chat have its masked number, on every thread. */
    @Test
    void logsTheMaskedNumberOfTheChat() throws Exception {
        runner.post(
                "/twin/control/faults",
                """
                {"provider": "wa", "kind": "RESET_AFTER_DELIVERY", "method": "POST", "path": "contact"}""");
        runner.post(
                "/leads",
                """
                {"name": "Ada", "phone": "+1 415 555 0187", "campaign": "welcome", "channel": "wa", "consent": true}""");
        Awaitility.await().until(() -> Files.readAllLines(runner.log).stream()
                .anyMatch(line -> line.matches(".* WARN .* \\+1415•••0187 welcome: .*")));
    }

    /** The gateway takes files of up to 100 MB, although the runner's own limit of bodies is 1 MB. */
    @Test
    void theTwinOfTheGatewayTakesLargeFiles() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"phone\"\r\n\r\n14155550189\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + "x".repeat(3_000_000) + "\r\n--b--\r\n";

        HttpRequest upload = HttpRequest.newBuilder(URI.create(runner.base + "/twin/wa/send/file"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(upload, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Each provider calls the webhook on the port of Quarkus, and the person gets an answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chert | [{\"url\":\"%s\",\"secret\":\"s1\"}] | +14155550171",
                "linq | [{\"url\":\"%s\",\"secret\":\"whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=\"}] | +14155550172",
                "wa | [\"%s\"] | +14155550173"
            })
    void answersAPersonWhoWrites(String provider, String webhooks, String person) throws Exception {
        String there = webhooks.formatted(runner.base + "/answer/" + provider);
        HttpResponse<String> told = runner.post(
                "/twin/control/" + provider,
                "{\"second_ms\":50," + (provider.equals("wa") ? "\"webhook_secret\":\"s3\"," : "")
                        + "\"webhooks\":" + there + ",\"receive\":[{\"from\":\""
                        + person + "\",\"text\":\"Hello\"}]}");
        assertThat(told.statusCode()).isEqualTo(204);
        String phone = URLEncoder.encode(person, StandardCharsets.UTF_8);
        Awaitility.await()
                .until(() -> runner.get("/twin/journal?phone=" + phone).body().contains("You said Hello"));
    }

    /** Quarkus would parse a form, but a signature is verified over the bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void verifiesTheReceivedBytesUnchanged(String type) throws Exception {
        byte[] body = ("{\"event_type\":\"x\",\"event_id\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(runner.base + "/answer/chert"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
        Signer.chert("s1", System.currentTimeMillis() / 1000, body).forEach(request::header);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void metricsCountCallsByOutcome() throws Exception {
        runner.post(
                "/cards",
                """
                {"to": "+1 415 555 0189", "text": "Hello", "contact": {"full_name": "Mira"}}""");
        runner.post("/cards", """
                {"to": "415", "text": "Hello", "contact": {"full_name": "Mira"}}""");
        assertThat(runner.get("/q/metrics").body())
                .containsPattern(
                        "callingcard_calls_seconds_count\\{campaign=\"\",line=\"[^\"]*\",node=\"[^\"]+\",operation=\"send-contact\",outcome=\"sent\","
                                + "provider=\"chert\",?\\} [1-9]")
                .containsPattern(
                        "callingcard_calls_seconds_count\\{campaign=\"\",line=\"[^\"]*\",node=\"[^\"]+\",operation=\"send-text\",outcome=\"not_sent\","
                                + "provider=\"chert\",?\\} [1-9]")
                .containsPattern("callingcard_ledger_doubts\\{node=\"[^\"]+\"\\} 0.0")
                .contains("callingcard_ledger_open", "callingcard_ledger_unwritten")
                .contains("callingcard_ledger_swept_total", "callingcard_ledger_due_total")
                .contains("callingcard_pacing_waits_total")
                .containsPattern("callingcard_pacing_waiting\\{node=\"[^\"]+\"\\} 0.0")
                .containsPattern("callingcard_lines_resting\\{node=\"[^\"]+\",provider=\"wa\"")
                .containsPattern("callingcard_campaign_set_aside\\{campaign=\"welcome\",node=\"[^\"]+\"")
                .contains("callingcard_campaign_oldest_due_seconds{campaign=\"welcome\"")
                .doesNotContain("4155550189");
    }

    @Test
    void kameletsLoadByName() throws Exception {
        assertThat(runner.post("/by-kamelet", "{}").statusCode()).isLessThan(300);
        assertThat(runner.get("/twin/journal?phone=%2B14155550174").body()).contains("\"kind\":\"text\"", "Hello");
    }

    @Test
    void healthCoversTheLines() throws Exception {
        String health = runner.get("/q/health/ready").body();
        assertThat(health).contains("camel-producers", "leadsWaiting", "oldestDueSeconds", "\"chert\": \"sends\"");
    }
}
