// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.Signer;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process that accepts events is killed at random moments. Each event it has accepted is still answered once, as the
 * provider's journal shows.
 */
@Tag("full")
class KilledProcessIT {

    private static final Pattern ANSWER = Pattern.compile("Got event \\d+");
    private static final int KILLS = Integer.getInteger("kills", 20);

    @TempDir
    Path folder;

    private final TwinServer twin = TwinServer.start();
    private final int port = EventHost.freePort();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private Process node;

    @BeforeEach
    void start() throws IOException {
        node = startNode();
    }

    @AfterEach
    void stop() throws InterruptedException {
        node.destroyForcibly().waitFor();
        twin.close();
    }

    private Process startNode() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.apache.camel.jmx.disabled=true",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AnsweringNode.class.getName(),
                        Integer.toString(port),
                        folder.resolve("ledger.db").toString(),
                        twin.root("chert"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
    }

    @Test
    void everyAcceptedEventIsAnsweredOnce() throws Exception {
        Thread provider = new Thread(this::sendEvents, "provider");
        provider.start();
        Random random = new Random(4017);
        for (int kill = 0; kill < KILLS; kill++) {
            int before = accepted.get();
            int more = 1 + random.nextInt(8);
            await().atMost(Duration.ofSeconds(60)).until(() -> accepted.get() >= before + more);
            node.destroyForcibly().waitFor();
            node = startNode();
        }
        over.set(true);
        provider.join();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(answers()).hasSize(accepted.get()));
        assertThat(answers()).allSatisfy((answer, times) -> assertThat(times).isEqualTo(1));
        for (int i = 0; i < accepted.get(); i++) {
            assertThat(answers()).containsKey("Got event " + i);
        }
    }

    /** Sends an event as the provider does: again with the same id until it is acknowledged. */
    private void sendEvents() {
        while (!over.get()) {
            String id = Integer.toString(accepted.get());
            byte[] body = ("{\"event_type\":\"message.received\",\"event_id\":\"" + id
                            + "\",\"data\":{\"message\":{\"id\":\"m" + id
                            + "\",\"sender_handle\":{\"handle\":\"+14155550177\"},\"parts\":[{\"type\":\"text\",\"value\":\"event "
                            + id + "\"}]}}}")
                    .getBytes(StandardCharsets.UTF_8);
            // The process answers each event that it stored, even if it was killed before the acknowledgment; a final
            // delivery gets the acknowledgment.
            while (post(body) != 200) {
                Thread.onSpinWait();
            }
            accepted.incrementAndGet();
        }
    }

    private int post(byte[] body) {
        Map<String, String> headers = Signer.chert(AnsweringNode.SECRET, System.currentTimeMillis() / 1000, body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/chert"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Long> answers() {
        return twin.journal("+14155550177").stream()
                .flatMap(entry ->
                        ANSWER.matcher(entry.content().toString()).results().map(MatchResult::group))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
