// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events in the gateway's form: signed, and retried until a receiver accepts them. */
class WaEventsTest {

    /** A request that the receiver got. */
    private record Received(String body, String signature) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private TwinServer twin;
    private HttpServer receiver;
    private String address;

    @BeforeEach
    void start() throws IOException {
        twin = TwinServer.start();
        twin.wa().pace(Duration.ofMillis(5));
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(new Received(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
            Integer status = answers.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
            exchange.close();
        });
        receiver.start();
        address = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/events";
        twin.wa().webhooks(List.of(address), "wa-test-secret");
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        twin.close();
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wa-test-secret | {\"device_id\":\"15550100001@s.whatsapp.net\",\"event\":\"message\",\"payload\":{\"body\":\"hi\",\"id\":\"3EB0AA11\"}} | 05d3f0c485a2e894ccdb61b94b002f3695c90f0cfa1a754b660c95830242be3b",
                "wa-test-secret | {\"event\":\"message\",\"payload\":{\"body\":\"café \\u003c3\"}} | a15bd04bca99f72c7d91b7ccd953853c9ed402bfd6d2ecb7cecd03c90aa691d6",
                "wa-test-secret | '' | 3aa398849a7a97f0580d712e273838d8461843f362b71c261c12d54fc4d166b5",
                "secret | {\"device_id\":\"15550100001@s.whatsapp.net\",\"event\":\"message\",\"payload\":{\"body\":\"hi\",\"id\":\"3EB0AA11\"}} | 9a8dca6c6ec835e179206cf7bec12fbd2c661c9626544b8009b769659c728a97"
            })
    void signsAsTheGatewaysDocumentationShows(String secret, String body, String hex) {
        assertThat(WaEvents.signature(secret, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(hex);
    }

    @Test
    void aTextArrivesSignedWithItsKeysInOrder() throws Exception {
        String id = twin.wa().receive(WaTwin.DEVICE, "+14155550177", "Tom & Ann <3");

        Received event = next();
        assertThat(event.body())
                .startsWith("{\"device_id\":\"12025550147@s.whatsapp.net\",\"event\":\"message\",\"payload\":{\"body\":"
                        + "\"Tom \\u0026 Ann \\u003c3\",\"chat_id\":\"14155550177@s.whatsapp.net\"")
                .contains("\"id\":\"" + id + "\"")
                .endsWith("\"session_id\":\"twin\"}");
        assertThat(event.signature())
                .isEqualTo("sha256="
                        + WaEvents.signature("wa-test-secret", event.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEventOfAnyKindIsToldByTheWordOfTheKind() throws Exception {
        String id = twin.wa().receive(WaTwin.DEVICE, "image", Map.of("from", "+14155550177", "caption", "Us"));

        JsonNode payload = new ObjectMapper().readTree(next().body()).path("payload");
        assertThat(payload.path("id").asText()).isEqualTo(id);
        assertThat(payload.toString()).contains("\"Us\"");
        assertThatThrownBy(() -> twin.wa().receive(WaTwin.DEVICE, "hologram", Map.of("from", "+14155550177")))
                .hasMessageStartingWith("kind: there is no \"hologram\"; there are text, image, ");
    }

    @Test
    void aCardArrivesWithItsVcard() throws Exception {
        String vcard =
                "BEGIN:VCARD\nVERSION:3.0\nFN:Front Desk\nTEL;type=CELL;waid=14155550111:+1 415 555 0111\nEND:VCARD";

        twin.wa().receiveCard(WaTwin.DEVICE, "+14155550177", "Front Desk", vcard);

        JsonNode contact = new ObjectMapper().readTree(next().body()).at("/payload/contact");
        assertThat(contact.path("displayName").asText()).isEqualTo("Front Desk");
        assertThat(contact.path("vcard").asText()).isEqualTo(vcard);
        assertThat(contact.path("phone_number").asText()).isEqualTo("+1 415 555 0111");
        twin.wa().receiveCard(WaTwin.DEVICE, "+14155550177", "Nobody", "BEGIN:VCARD\nitem1.TEL:1\nEND:VCARD");
        assertThat(next().body()).doesNotContain("phone_number");
    }

    @Test
    void receiptsHaveTheirTimeAtTheTopLevel() throws Exception {
        twin.wa().acknowledge(WaTwin.DEVICE, "+14155550177", List.of("3EB0AA11"), "read");

        JsonNode event = new ObjectMapper().readTree(next().body());
        assertThat(event.path("event").asText()).isEqualTo("message.ack");
        assertThat(event.path("timestamp").asText()).endsWith("Z");
        assertThat(event.at("/payload/ids/0").asText()).isEqualTo("3EB0AA11");
        assertThat(event.at("/payload/receipt_type").asText()).isEqualTo("read");
        assertThat(event.at("/payload/sender_display_name").asText()).isNotEmpty();
    }

    @Test
    void postsARefusedEventUpToFiveTimesWithTheSameBytes() throws Exception {
        answers.addAll(List.of(503, 410, 200));
        twin.wa().receive(WaTwin.DEVICE, "+14155550177", "Hello");

        Received first = next();
        assertThat(next()).isEqualTo(first);
        assertThat(next()).isEqualTo(first);
        assertThat(received.poll(300, TimeUnit.MILLISECONDS)).isNull();

        answers.addAll(List.of(500, 500, 500, 500, 500, 500, 500));
        twin.wa().receive(WaTwin.DEVICE, "+14155550177", "Nobody");
        for (int attempt = 0; attempt < 5; attempt++) {
            next();
        }
        assertThat(received.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void anUnreachableReceiverDoesNotDelayTheNextOne() throws Exception {
        twin.wa().webhooks(List.of("http://127.0.0.1:1/", address), "wa-test-secret");

        twin.wa().receive(WaTwin.DEVICE, "+14155550177", "Hello");

        assertThat(next().body()).contains("Hello");
    }

    @Test
    void aDevicesOwnWebhookReplacesTheOthersAndFiltersEvents() throws Exception {
        HttpRequest patch = HttpRequest.newBuilder(URI.create(twin.root("wa") + "/devices/twin/webhook"))
                .header("content-type", "application/json")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString("{\"webhook_url\":\"" + address
                                + "\",\"webhook_secret\":\"own\",\"webhook_events\":\"call.offer, Message.Ack\"}"))
                .build();
        HttpClient.newHttpClient().send(patch, HttpResponse.BodyHandlers.discarding());
        twin.wa().webhooks(List.of("http://127.0.0.1:1/"), "wa-test-secret");

        twin.wa().receive(WaTwin.DEVICE, "+14155550177", "Hello");
        twin.wa().acknowledge(WaTwin.DEVICE, "+14155550177", List.of("3EB0AA11"), "delivered");

        Received event = next();
        assertThat(event.body()).contains("message.ack");
        assertThat(event.signature())
                .isEqualTo("sha256=" + WaEvents.signature("own", event.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(received).isEmpty();
    }
}
