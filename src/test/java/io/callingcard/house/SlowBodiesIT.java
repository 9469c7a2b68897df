// SPDX-License-Identifier: Apache-2.0
package io.callingcard.house;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/** 400 bodies of 1 MB that never end, against a process with a heap of 256 MB. It ran out of memory, and never recovered. */
@Tag("full")
class SlowBodiesIT {

    private static final int CONNECTIONS = 400;
    private static final int LENGTH = 1_000_000;
    private static final String WEBHOOK = "/webhooks/chert";

    @TempDir
    Path folder;

    private int events;

    @Test
    void theRunnerStaysReadyAndTakesGoodEvents() throws Exception {
        int webhooks = RunnerProcess.freePort();
        try (RunnerProcess runner =
                new RunnerProcess(folder, Map.of(), "-Xmx256m", "-Dcallingcard.webhooks.port=" + webhooks)) {
            attack(runner, webhooks, webhooks, WEBHOOK, signature());
            attack(runner, webhooks, runner.port(), "/leads", "Content-Type: application/json");
            attack(runner, webhooks, runner.port(), "/cards", "Content-Type: application/json");
            attack(runner, webhooks, runner.port(), "/page/clock", "Content-Type: application/json");
            attack(runner, webhooks, runner.port(), "/nowhere", "Content-Type: application/x-www-form-urlencoded");
            assertThat(Files.readString(runner.log)).doesNotContain("OutOfMemoryError");
            assertThat(runner.post(
                                    "/leads",
                                    "{\"name\": \"Ada\", \"phone\": \"+14155550163\", \"campaign\": \"welcome\", \"consent\":"
                                            + " true}")
                            .body())
                    .contains("\"accepted\":1");
        }
    }

    /** Has the right form and time, so that the body is read. */
    private static String signature() {
        return "X-Webhook-Signature: t=" + System.currentTimeMillis() / 1000 + ",v1=" + "ab".repeat(32);
    }

    private void attack(RunnerProcess runner, int webhooks, int port, String path, String header) throws Exception {
        List<Socket> slow = new ArrayList<>();
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\nContent-Length: " + LENGTH
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] part = new byte[LENGTH - 1];
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket("localhost", port);
                slow.add(socket);
                try {
                    socket.getOutputStream().write(head);
                    socket.getOutputStream().write(part);
                } catch (IOException e) {
                    // Sent away to make room, or refused at once.
                }
                if (i % 100 == 50) {
                    takesAGoodEvent(webhooks, path);
                }
            }
            takesAGoodEvent(webhooks, path);
            isReady(runner, path);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        takesAGoodEvent(webhooks, path);
        isReady(runner, path);
    }

    private static void isReady(RunnerProcess runner, String path) {
        Awaitility.await(path).ignoreExceptions().untilAsserted(() -> {
            HttpResponse<String> ready = runner.get("/q/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        });
    }

    /** A provider sends an event again after 503. */
    private void takesAGoodEvent(int port, String path) {
        events++;
        String body = "{\"event_type\":\"x\",\"event_id\":\"good-" + events + "\"}";
        Awaitility.await(path).ignoreExceptions().untilAsserted(() -> {
            String signed = Signer.chert("twin", System.currentTimeMillis() / 1000, body.getBytes()).entrySet().stream()
                    .flatMap(each -> Stream.of(each.getKey() + ": " + each.getValue()))
                    .reduce("Host: localhost", (before, line) -> before + "\r\n" + line);
            assertThat(RunnerProcess.raw(port, "POST", WEBHOOK, signed, body)).startsWith("HTTP/1.1 200 ");
        });
    }
}
