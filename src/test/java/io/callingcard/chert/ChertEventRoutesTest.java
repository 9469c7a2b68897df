// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.time.Duration;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.ChertTwin;
import io.callingcard.twin.TwinServer;

import static io.callingcard.provider.inbound.EventType.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every kind of event: told by the twin, verified and read by the component, received by a route. */
class ChertEventRoutesTest {

    private static final String LINE = "+12025550100";
    private static final String SECRET = "s1";
    private static final String VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mina Okafor\r\nEND:VCARD\r\n";

    private static TwinServer server;
    private static ChertTwin chert;
    private static EventHost host;
    private static int people;

    /** What the route gets. */
    private record Expected(EventType type, boolean inChat, String sender, String text, int media, String reaction) {}

    /** Makes the event happen, by a person in their chat. */
    @FunctionalInterface
    private interface Deed {
        Expected by(String person, String chat);
    }

    private record Row(String event, Deed deed) {

        @Override
        public String toString() {
            return event;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("message.received", (person, chat) -> {
                    chert.receive(person, "Yes");
                    return new Expected(MESSAGE_RECEIVED, true, person, "Yes", 0, null);
                }),
                new Row("message.received", (person, chat) -> {
                    chert.receiveCard(person, VCARD);
                    return new Expected(MESSAGE_RECEIVED, true, person, null, 1, null);
                }),
                new Row("message.received", (person, chat) -> {
                    chert.tell(
                            "message.received",
                            read("{\"chat\":{\"id\":\"" + chat + "\",\"is_group\":false,\"owner_handle\":{"
                                    + "\"handle\":\"" + LINE + "\",\"is_me\":true}},\"message\":{\"id\":\"m\","
                                    + "\"direction\":\"outbound\",\"sender_handle\":{\"handle\":\"" + LINE
                                    + "\",\"is_me\":true},\"parts\":[{\"type\":\"text\",\"value\":\"Typed\"},"
                                    + "{\"type\":\"media\",\"attachment_id\":\"att_1\"}]}}"));
                    return new Expected(MESSAGE_SENT, true, LINE, "Typed", 1, null);
                }),
                new Row("reaction.added", (person, chat) -> {
                    chert.receiveReaction(person, chert.receive(person, "Look"), "love");
                    return new Expected(REACTION_ADDED, true, person, null, 0, "love");
                }),
                new Row("reaction.removed", (person, chat) -> {
                    chert.removeReaction(person, chert.receive(person, "Look"), "love");
                    return new Expected(REACTION_REMOVED, true, person, null, 0, "love");
                }),
                new Row("lead_reply", (person, chat) -> {
                    chert.tell("lead_reply", read("{\"chat_id\":\"" + chat + "\"}"));
                    return new Expected(OTHER, true, null, null, 0, null);
                }),
                new Row("line.moved", (person, chat) -> {
                    chert.tell("line.moved", read("{\"anything\":[1]}"));
                    return new Expected(OTHER, false, null, null, 0, null);
                }));
    }

    private static JsonNode read(String json) {
        return Json.read(json.getBytes(UTF_8)).orElseThrow();
    }

    @BeforeAll
    static void start() {
        server = TwinServer.start();
        chert = server.chert();
        chert.pace(Duration.ofMillis(1));
        host = new EventHost();
        host.receive("chert:events?includeFromMe=true&webhookVerifyToken=" + SECRET);
        chert.webhook(host.url("/webhooks/chert"), SECRET);
    }

    @AfterAll
    static void stop() {
        host.close();
        server.close();
    }

    private static String chatWith(String person) {
        return host.camel
                .createProducerTemplate()
                .request("chert:send-text?tenant=twin&secret=twin&baseUrl=" + server.root("chert"), exchange -> {
                    exchange.getMessage().setHeader("CamelCardRecipient", person);
                    exchange.getMessage().setBody("Hello");
                })
                .getMessage()
                .getHeader("CamelCardChatId", String.class);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reachesTheRoute(Row row) {
        String person = "+1415555" + (1000 + ++people);
        String chat = chatWith(person);
        Expected expected = row.deed().by(person, chat);

        await().untilAsserted(() -> assertThat(host.routed).anySatisfy(exchange -> {
            InboundEvent event = exchange.getMessage().getBody(InboundEvent.class);
            assertThat(event.providerType()).isEqualTo(row.event());
            assertThat(event.type()).isEqualTo(expected.type());
            assertThat(event.sender()).isEqualTo(expected.sender());
            assertThat(event.text()).isEqualTo(expected.text());
            assertThat(event.media()).hasSize(expected.media());
            assertThat(event.media()).allSatisfy(file -> assertThat(file.id()).isNotBlank());
            assertThat(event.reaction()).isEqualTo(expected.reaction());
            assertThat(event.chat()).isEqualTo(expected.inChat() ? chat : null);
            assertThat(exchange.getMessage().getHeader("CamelCardChatId")).isEqualTo(event.chat());
            assertThat(exchange.getMessage().getHeader("CamelCardEventType", String.class))
                    .isEqualTo(expected.type().word());
        }));
    }
}
