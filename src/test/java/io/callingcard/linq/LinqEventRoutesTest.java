// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.LinqTwin;
import io.callingcard.twin.TwinCaller;

import static io.callingcard.provider.inbound.EventType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every kind of event: told by the twin, verified and read by the component, received by a route. */
class LinqEventRoutesTest {

    private static final String LINE = "+12025550143";
    private static final String SECRET = "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=";
    private static final String VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mina Okafor\r\nEND:VCARD\r\n";

    private static EventHost host;
    private static TwinCaller caller;
    private static LinqTwin linq;
    private static int people;

    /** What happens, and where. Each row has a person and a chat of its own. */
    private static final class Scene {

        final String person = "+1415555" + (1000 + ++people);
        final String chat = linq.receive(LINE, person, "Hello");

        String call(String method, String path, String body) {
            TwinCaller.Answer answer = caller.call(method, path.replace("{chat}", chat), body);
            assertThat(answer.status()).isBetween(200, 299);
            return answer.text();
        }

        String send() {
            return read(call("POST", "/chats/{chat}/messages", "{\"message\":{\"parts\":[" + text("Hi") + "]}}"))
                    .at("/message/id")
                    .asText();
        }

        /** A group with this person. */
        String group() {
            return read(call(
                            "POST",
                            "/chats",
                            "{\"from\":\"" + LINE + "\",\"to\":[\"" + person
                                    + "\",\"+14155550171\",\"+14155550172\"],\"message\":{\"parts\":[" + text("Hi")
                                    + "]}}"))
                    .at("/chat/id")
                    .asText();
        }

        /** The person's handle, in the form of events. */
        String handle() {
            return "{\"id\":\"h\",\"handle\":\"" + person + "\",\"service\":\"iMessage\",\"is_me\":false}";
        }

        /** The chat, in the form of events. */
        String chatJson() {
            return "{\"id\":\"" + chat + "\",\"is_group\":false,\"owner_handle\":{\"id\":\"o\",\"handle\":\"" + LINE
                    + "\",\"service\":\"iMessage\",\"is_me\":true}}";
        }
    }

    /**
     * What the route gets.
     *
     * @param media a part of the first file's name or address, or null
     */
    private record Expected(String chat, String person, String text, String media) {}

    /** Makes the event happen. */
    @FunctionalInterface
    private interface Deed {
        Expected in(Scene scene);
    }

    private record Row(String event, EventType type, Deed deed) {

        @Override
        public String toString() {
            return event;
        }
    }

    private static JsonNode read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static String text(String words) {
        return "{\"type\":\"text\",\"value\":\"" + words + "\"}";
    }

    private static Row row(String event, EventType type, Deed deed) {
        return new Row(event, type, deed);
    }

    /** An event that the twin does not make by itself. */
    private static Row told(String event, EventType type, String data, Expected expected) {
        return row(event, type, scene -> {
            String json = data.replace("{chat}", scene.chat)
                    .replace("{person}", scene.person)
                    .replace("{CHAT}", scene.chatJson())
                    .replace("{HANDLE}", scene.handle());
            linq.tell(event, LINE, read("{" + json + "}"));
            return new Expected(
                    expected.chat() == null ? null : scene.chat,
                    expected.person() == null ? null : scene.person,
                    expected.text(),
                    null);
        });
    }

    private static final Expected NOTHING = new Expected(null, null, null, null);
    private static final Expected IN_CHAT = new Expected("chat", null, null, null);
    private static final Expected OF_PERSON = new Expected("chat", "person", null, null);

    static Stream<Row> rows() {
        return Stream.of(messages(), chats(), polls(), others()).flatMap(rows -> rows);
    }

    private static Stream<Row> messages() {
        return Stream.of(
                row("message.received", MESSAGE_RECEIVED, scene -> {
                    linq.receiveIn(scene.chat, "Yes");
                    return new Expected(scene.chat, scene.person, "Yes", null);
                }),
                row("message.received", MESSAGE_RECEIVED, scene -> {
                    linq.receiveCard(LINE, scene.person, VCARD);
                    return new Expected(scene.chat, scene.person, null, "contact.vcf");
                }),
                row("message.received", MESSAGE_RECEIVED, scene -> {
                    String parts = "{\"parts\":[{\"type\":\"text\",\"value\":\"Look\",\"mention\":\"" + LINE
                            + "\",\"mention_range\":[0,4]},{\"type\":\"link\",\"value\":\"https://e.example\"},"
                            + "{\"type\":\"media\",\"id\":\"a1\",\"filename\":\"cat.png\",\"mime_type\":\"image/png\","
                            + "\"size_bytes\":3,\"url\":\"https://e.example/cat.png\",\"sticker\":true},"
                            + "{\"type\":\"app_clip\",\"value\":\"https://pay.example\"}]}";
                    linq.receiveParts(scene.chat, (ArrayNode) read(parts).path("parts"));
                    return new Expected(scene.chat, scene.person, "Look\nhttps://e.example", "cat.png");
                }),
                told(
                        "message.received",
                        MESSAGE_RECEIVED,
                        "\"id\":\"m1\",\"chat\":{CHAT},\"direction\":\"inbound\",\"sender_handle\":{HANDLE},"
                                + "\"parts\":[],\"zero_retention\":true",
                        OF_PERSON),
                row("message.sent", MESSAGE_SENT, scene -> {
                    scene.send();
                    return new Expected(scene.chat, LINE, "Hi", null);
                }),
                row("message.delivered", MESSAGE_DELIVERED, scene -> {
                    scene.send();
                    return new Expected(scene.chat, null, null, null);
                }),
                row("message.read", MESSAGE_READ, scene -> {
                    linq.readsAtOnce(scene.person);
                    scene.send();
                    return new Expected(scene.chat, null, null, null);
                }),
                row("message.failed", MESSAGE_FAILED, scene -> {
                    linq.undeliverable(scene.person, 4001);
                    scene.send();
                    return new Expected(scene.chat, null, null, null);
                }),
                row("message.edited", MESSAGE_EDITED, scene -> {
                    String id = linq.receiveParts(scene.chat, (ArrayNode)
                            read("{\"parts\":[" + text("Yse") + "]}").path("parts"));
                    linq.receiveEdit(id, "Yes");
                    return new Expected(scene.chat, scene.person, "Yes", null);
                }),
                row("reaction.added", REACTION_ADDED, scene -> {
                    linq.receiveReaction(scene.send(), "love");
                    return new Expected(scene.chat, scene.person, null, null);
                }),
                row("reaction.added", REACTION_ADDED, scene -> {
                    String sticker = "{\"type\":\"sticker\",\"sticker\":{\"file_name\":\"hat.png\",\"mime_type\":"
                            + "\"image/png\",\"url\":\"https://e.example/hat.png\"}}";
                    linq.receiveReaction(scene.send(), read(sticker), true);
                    return new Expected(scene.chat, scene.person, null, "hat.png");
                }),
                row("reaction.removed", REACTION_REMOVED, scene -> {
                    linq.receiveReaction(scene.send(), read("{\"type\":\"love\"}"), false);
                    return new Expected(scene.chat, scene.person, null, null);
                }));
    }

    private static Stream<Row> chats() {
        return Stream.of(
                row("participant.added", PARTICIPANT_ADDED, scene -> {
                    String group = scene.group();
                    scene.call("POST", "/chats/" + group + "/participants", "{\"handle\":\"+14155550173\"}");
                    return new Expected(group, "+14155550173", null, null);
                }),
                row("participant.removed", PARTICIPANT_REMOVED, scene -> {
                    String group = scene.group();
                    scene.call("DELETE", "/chats/" + group + "/participants", "{\"handle\":\"+14155550172\"}");
                    return new Expected(group, "+14155550172", null, null);
                }),
                row("chat.created", CHAT_CREATED, scene -> new Expected(scene.group(), null, null, null)),
                row("chat.group_name_updated", CHAT_UPDATED, scene -> {
                    String group = scene.group();
                    scene.call("PUT", "/chats/" + group, "{\"display_name\":\"Readers\"}");
                    return new Expected(group, LINE, "Readers", null);
                }),
                row("chat.group_icon_updated", CHAT_UPDATED, scene -> {
                    String group = scene.group();
                    scene.call("PUT", "/chats/" + group, "{\"group_chat_icon\":\"https://e.example/i.png\"}");
                    return new Expected(group, LINE, "https://e.example/i.png", null);
                }),
                told("chat.group_name_update_failed", OTHER, "\"chat_id\":\"{chat}\",\"error_code\":4001", IN_CHAT),
                told("chat.group_icon_update_failed", OTHER, "\"chat_id\":\"{chat}\",\"error_code\":3007", IN_CHAT),
                row("chat.background_updated", CHAT_UPDATED, scene -> {
                    scene.call("POST", "/chats/{chat}/background", "{\"type\":\"color\",\"variant\":\"mango\"}");
                    return new Expected(scene.chat, LINE, null, null);
                }),
                told("chat.background_update_failed", OTHER, "\"chat_id\":\"{chat}\",\"error_code\":5002", IN_CHAT),
                row("chat.typing_indicator.started", TYPING_STARTED, scene -> {
                    linq.receiveTyping(scene.chat, "started");
                    return new Expected(scene.chat, scene.person, null, null);
                }),
                row("chat.typing_indicator.stopped", TYPING_STOPPED, scene -> {
                    linq.receiveTyping(scene.chat, "stopped");
                    return new Expected(scene.chat, scene.person, null, null);
                }));
    }

    private static Stream<Row> polls() {
        String poll = "\"chat\":{CHAT},\"message_id\":\"p1\",\"service\":\"iMessage\"";
        return Stream.of(
                told("poll.received", OTHER, poll + ",\"direction\":\"inbound\",\"sender_handle\":{HANDLE}", OF_PERSON),
                row("poll.sent", OTHER, scene -> {
                    scene.call("POST", "/chats/{chat}/polls", "{\"poll\":{\"options\":[{\"text\":\"A\"}]}}");
                    return new Expected(scene.chat, LINE, null, null);
                }),
                row("poll.delivered", OTHER, scene -> {
                    scene.call("POST", "/chats/{chat}/polls", "{\"poll\":{\"options\":[{\"text\":\"A\"}]}}");
                    return new Expected(scene.chat, null, null, null);
                }),
                told("poll.read", OTHER, poll + ",\"read_at\":\"2026-11-20T09:05:00Z\"", IN_CHAT),
                told("poll.failed", OTHER, poll + ",\"failed_at\":\"2026-11-20T09:05:00Z\"", IN_CHAT),
                told("poll.updated", OTHER, poll + ",\"sender_handle\":{HANDLE},\"added_options\":[]", OF_PERSON),
                told("poll.vote.added", OTHER, poll + ",\"sender_handle\":{HANDLE},\"option_id\":\"o\"", OF_PERSON),
                told("poll.vote.removed", OTHER, poll + ",\"sender_handle\":{HANDLE},\"option_id\":\"o\"", OF_PERSON),
                told(
                        "poll.reaction.added",
                        REACTION_ADDED,
                        "\"chat_id\":\"{chat}\",\"message_id\":\"p1\",\"reaction_type\":\"love\",\"from_handle\":{HANDLE}",
                        OF_PERSON));
    }

    private static Stream<Row> others() {
        Stream<Row> lines = Stream.of(
                row("contact_card.received", CARD_RECEIVED, scene -> {
                    linq.receiveOwnCard(LINE, scene.person, "Mina", "Okafor");
                    return new Expected(null, scene.person, null, null);
                }),
                told("contact_card.created", LINE_UPDATED, "\"phone_number\":\"" + LINE + "\"", NOTHING),
                told("contact_card.updated", LINE_UPDATED, "\"phone_number\":\"" + LINE + "\"", NOTHING),
                told("contact_card.deleted", LINE_UPDATED, "\"phone_number\":\"" + LINE + "\"", NOTHING),
                row("phone_number.status_updated", LINE_UPDATED, scene -> {
                    linq.reputation(LINE, "AT_RISK");
                    return NOTHING;
                }),
                row("phone_number.assigned", LINE_UPDATED, scene -> {
                    linq.addLine("+12025550199");
                    return NOTHING;
                }),
                row("phone_number.released", LINE_UPDATED, scene -> {
                    linq.addLine("+12025550198");
                    linq.removeLine("+12025550198");
                    return NOTHING;
                }),
                told("phone_number.forwarding_updated", LINE_UPDATED, "\"phone_number\":\"" + LINE + "\"", NOTHING),
                row("location.sharing.started", OTHER, scene -> {
                    linq.shareLocation(scene.chat, 52.5, 13.4);
                    return new Expected(scene.chat, scene.person, null, null);
                }),
                row("location.sharing.stopped", OTHER, scene -> {
                    linq.shareLocation(scene.chat, 52.5, 13.4);
                    scene.call("DELETE", "/chats/{chat}/location", "{\"handle\":\"" + scene.person + "\"}");
                    return new Expected(scene.chat, scene.person, null, null);
                }));
        Stream<Row> calls = Stream.of("initiated", "ringing", "answered", "ended", "failed", "declined", "no_answer")
                .map(word -> told("call." + word, OTHER, "\"chat_id\":\"{chat}\",\"from\":\"{person}\"", OF_PERSON));
        Stream<Row> account = Stream.of(
                        "payment.succeeded,payment.canceled,payment.expired,payment.declined,payment.authorized,"
                                + "connection.created,connection.revoked,zero_day_retention.updated",
                        "api_token.created,api_token.renamed,api_token.expiry_scheduled,api_token.expired,"
                                + "api_token.activated,api_token.deleted,environment.line_moved,environment.created,"
                                + "environment.renamed,environment.deleted",
                        "webhook_subscription.created,webhook_subscription.deleted,"
                                + "webhook_subscription.target_url_changed,webhook_subscription.enabled,"
                                + "webhook_subscription.disabled,webhook_subscription.events.updated,"
                                + "webhook_subscription.phone_numbers.updated,"
                                + "webhook_subscription.routing_headers_set,"
                                + "webhook_subscription.routing_headers_cleared",
                        "team_member.added,team_member.signed_in,team_member.signed_out")
                .flatMap(names -> Stream.of(names.split(",")))
                .map(name -> told(name, OTHER, "\"summary\":\"Changed\",\"origin\":\"dashboard\"", NOTHING));
        return Stream.of(lines, calls, account).flatMap(rows -> rows);
    }

    @BeforeAll
    static void start() {
        caller = new TwinCaller("linq/api/partner/v3", Map.of("authorization", "Bearer twin"));
        linq = caller.twin.linq();
        linq.pace(Duration.ofMillis(1));
        host = new EventHost();
        host.receive("linq:events?includeFromMe=true&webhookVerifyToken=" + SECRET);
        linq.webhook(host.url("/webhooks/linq"), SECRET);
    }

    @AfterAll
    static void stop() {
        host.close();
        caller.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reachesTheRoute(Row row) {
        Scene scene = new Scene();
        host.routed.clear();
        Expected expected = row.deed().in(scene);

        await().untilAsserted(() -> assertThat(host.routed).anySatisfy(exchange -> {
            InboundEvent event = exchange.getMessage().getBody(InboundEvent.class);
            assertThat(event.providerType()).isEqualTo(row.event());
            assertThat(event.type()).isEqualTo(row.type());
            assertThat(event.chat()).isEqualTo(expected.chat());
            assertThat(event.sender()).isEqualTo(expected.person());
            assertThat(row.type() == MESSAGE_DELIVERED || row.type() == MESSAGE_READ ? null : event.text())
                    .isEqualTo(expected.text());
            assertThat(media(event)).contains(expected.media() == null ? "" : expected.media());
            assertThat(exchange.getMessage().getHeader("CamelCardEventType", String.class))
                    .isEqualTo(row.type().word());
            assertThat(exchange.getMessage().getHeader("CamelCardChatId")).isEqualTo(expected.chat());
        }));
    }

    private static String media(InboundEvent event) {
        List<String> all = event.media().stream()
                .map(each -> each.fileName() + " " + each.url())
                .toList();
        return String.join(",", all);
    }

    @Test
    void everyEventOfTheProviderHasARow() {
        List<String> events = new ArrayList<>();
        caller.call("GET", "/webhook-events", null).json().path("events").forEach(each -> events.add(each.asText()));

        assertThat(rows().map(Row::event).distinct()).containsExactlyInAnyOrderElementsOf(events);
    }
}
