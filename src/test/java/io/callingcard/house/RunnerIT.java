package io.callingcard.house;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The runner as a user starts it: what the README's first command gives. */
class RunnerIT {

    @TempDir
    private static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Process runner;
    private static String base;
    private static Path log;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        base = "http://localhost:" + port;
        log = folder.resolve("runner.log");
        runner = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        System.getProperty("callingcard.runner")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> get("/q/health/ready").statusCode() == 200);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        runner.destroy();
        runner.waitFor();
    }

    @Test
    void aTextAndACardArriveOnThePhone() throws Exception {
        HttpResponse<String> answer = post(
                "/cards",
                """
                {"to": "+1 415 555 0100", "text": "Welcome to Harbor Books!",
                 "contact": {"full_name": "Mira Okafor", "phones": [{"value": "+1 202 555 0143"}]}}""");

        assertThat(answer.body()).contains("\"chat_id\":\"ch_");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get("/twin/journal?phone=%2B14155550100").body().lines())
                .satisfiesExactly(
                        text -> assertThat(text).contains("\"kind\":\"text\"", "Welcome to Harbor Books!"),
                        card -> assertThat(card).contains("\"kind\":\"card\"", "Mira Okafor", "+12025550143"));
    }

    @Test
    void aFailureSaysWhichStepAndWhatItDid() throws Exception {
        HttpResponse<String> answer = post(
                "/cards",
                """
                {"to": "415 555 0100", "text": "Hello", "contact": {"full_name": "A"}}""");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("\"step\": \"send-text\"", "\"outcome\": \"NOT_SENT\"", "\"kind\": \"INVALID_REQUEST\"");
    }

    @Test
    void theLogHasNeitherSecretNorNumberNorBody() throws Exception {
        post(
                "/cards",
                """
                {"to": "+1 415 555 0188", "text": "canary-text", "contact": {"full_name": "canary-name"}}""");

        assertThat(Files.readString(log))
                .doesNotContain("canary-text", "canary-name", "4155550188", "secret = twin")
                .contains("send-card");
    }

    @Test
    void healthCoversTheLines() throws Exception {
        assertThat(get("/q/health/ready").body()).contains("camel-producers");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
