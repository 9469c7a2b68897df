// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the events of Linq into the shape that all providers share. */
class LinqEventsTest {

    private static final String CHAT = "\"chat\":{\"id\":\"c1\",\"is_group\":false,\"owner_handle\":{\"id\":\"h0\","
            + "\"handle\":\"+12025550143\",\"service\":\"iMessage\",\"is_me\":true}}";

    private final LinqWebhooks webhooks = new LinqWebhooks(new LinqConfiguration());

    private InboundEvent read(String type, String data) {
        String json = "{\"api_version\":\"v3\",\"webhook_version\":\"2026-02-03\",\"event_type\":\"" + type
                + "\",\"event_id\":\"e1\",\"created_at\":\"2026-11-20T09:05:00.123456Z\",\"partner_id\":\"acme\","
                + "\"data\":{" + data + "}}";
        return webhooks.read(json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    private static String message(String direction, boolean isMe, String parts) {
        return "\"id\":\"m1\"," + CHAT + ",\"direction\":\"" + direction + "\",\"sender_handle\":{\"id\":\"h1\","
                + "\"handle\":\"+12025550199\",\"service\":\"iMessage\",\"is_me\":" + isMe + "},\"parts\":[" + parts
                + "],\"reply_to\":{\"message_id\":\"m0\",\"part_index\":0}";
    }

    @Test
    void readsAMessage() {
        InboundEvent event = read(
                "message.received",
                message(
                        "inbound",
                        false,
                        "{\"type\":\"text\",\"value\":\"Here is my card\"},{\"type\":\"media\",\"id\":\"a1\","
                                + "\"filename\":\"mina.vcf\",\"mime_type\":\"text/vcard\",\"size_bytes\":312,"
                                + "\"url\":\"https://example.com/mina.vcf\"}"));
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_RECEIVED);
        assertThat(event.id()).isEqualTo("e1");
        assertThat(event.chat()).isEqualTo("c1");
        assertThat(event.sender()).isEqualTo("+12025550199");
        assertThat(event.line()).isEqualTo("+12025550143");
        assertThat(event.text()).isEqualTo("Here is my card");
        assertThat(event.replyTo()).isEqualTo("m0");
        assertThat(event.messageId()).isEqualTo("m1");
        assertThat(event.occurredAt()).isEqualTo("2026-11-20T09:05:00.123456Z");
        assertThat(event.media())
                .containsExactly(
                        new InboundEvent.Media("a1", "https://example.com/mina.vcf", "text/vcard", "mina.vcf", 312L));
    }

    @Test
    void readsAMessageOfTheOlderVersion() {
        InboundEvent event = read(
                "message.received",
                "\"chat_id\":\"c1\",\"is_group\":true,\"from\":\"+12025550199\",\"from_handle\":{\"handle\":"
                        + "\"+12025550199\"},\"is_from_me\":false,\"recipient_phone\":\"+12025550143\",\"message\":{"
                        + "\"id\":\"m1\",\"parts\":[{\"type\":\"text\",\"value\":\"Hi\"}]},\"received_at\":\"x\"");
        assertThat(event.chat()).isEqualTo("c1");
        assertThat(event.group()).isTrue();
        assertThat(event.sender()).isEqualTo("+12025550199");
        assertThat(event.line()).isEqualTo("+12025550143");
        assertThat(event.text()).isEqualTo("Hi");
        assertThat(event.messageId()).isEqualTo("m1");
    }

    @Test
    void readsAMessageOfOurOwn() {
        assertThat(read("message.sent", message("outbound", true, "")).fromMe()).isTrue();
        assertThat(read("message.received", "\"is_from_me\":true").fromMe()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"message.delivered", "message.read"})
    void aReceiptIsNotAMessageOfOurOwn(String type) {
        InboundEvent event = read(type, message("outbound", true, ""));
        assertThat(event.type().word()).isEqualTo(type);
        assertThat(event.fromMe()).isFalse();
        assertThat(event.messageId()).isEqualTo("m1");
        assertThat(event.chat()).isEqualTo("c1");
    }

    @Test
    void readsAFailure() {
        InboundEvent event = read(
                "message.failed",
                "\"chat_id\":\"c1\",\"message_id\":\"m1\",\"code\":4005,\"reason\":\"undeliverable\"");
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_FAILED);
        assertThat(event.messageId()).isEqualTo("m1");
        assertThat(event.raw().at("/data/code").asInt()).isEqualTo(4005);
    }

    @Test
    void readsAnEdit() {
        InboundEvent event = read(
                "message.edited",
                "\"id\":\"m1\"," + CHAT + ",\"direction\":\"inbound\",\"sender_handle\":{\"handle\":\"+12025550199\"},"
                        + "\"part\":{\"index\":0,\"text\":\"Now\"}");
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_EDITED);
        assertThat(event.text()).isEqualTo("Now");
    }

    @ParameterizedTest
    @CsvSource({"like,,like", "custom,\uD83D\uDC4B,\uD83D\uDC4B"})
    void readsAReaction(String kind, String emoji, String reaction) {
        InboundEvent event = read(
                "reaction.added",
                "\"chat_id\":\"c1\",\"message_id\":\"m1\",\"part_index\":0,\"is_from_me\":false,\"reaction_type\":\""
                        + kind + "\",\"custom_emoji\":" + (emoji == null ? "null" : "\"" + emoji + "\"")
                        + ",\"from_handle\":{\"handle\":\"+12025550199\"}");
        assertThat(event.type()).isEqualTo(EventType.REACTION_ADDED);
        assertThat(event.reaction()).isEqualTo(reaction);
        assertThat(event.sender()).isEqualTo("+12025550199");
        assertThat(event.messageId()).isEqualTo("m1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"chat_id\":\"c1\",\"participant\":{\"handle\":\"+12025550199\"}",
                "\"chat_id\":\"c1\",\"handle\":\"+12025550199\"",
                "\"chat_id\":\"c1\",\"participant\":\"+12025550199\""
            })
    void readsAParticipant(String data) {
        InboundEvent event = read("participant.added", data);
        assertThat(event.type()).isEqualTo(EventType.PARTICIPANT_ADDED);
        assertThat(event.sender()).isEqualTo("+12025550199");
        assertThat(event.chat()).isEqualTo("c1");
    }

    @Test
    void readsASharedCard() {
        InboundEvent event = read(
                "contact_card.received",
                "\"first_name\":\"Mina\",\"last_name\":\"\",\"owner_handle\":\"+12025550143\","
                        + "\"sender_handle\":\"+12025550199\",\"media_url\":\"https://example.com/p.jpg\"");
        assertThat(event.type()).isEqualTo(EventType.CARD_RECEIVED);
        assertThat(event.line()).isEqualTo("+12025550143");
        ContactCard card = event.cards().get(0);
        assertThat(card.displayName()).isEqualTo("Mina");
        assertThat(card.phones().get(0).value()).isEqualTo("+12025550199");
        assertThat(card.photo().url()).isEqualTo("https://example.com/p.jpg");
    }

    @Test
    void readsASharedCardWithoutFields() {
        InboundEvent event = read("contact_card.received", "\"sender_handle\":\"mina@example.com\",\"media_url\":null");
        assertThat(event.cards().get(0).emails().get(0).value()).isEqualTo("mina@example.com");
        assertThat(event.media()).isEmpty();
        assertThat(read("contact_card.received", "").cards()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "chat.created,chat.created",
        "chat.group_name_updated,chat.updated",
        "chat.group_icon_updated,chat.updated",
        "chat.typing_indicator.started,typing.started",
        "chat.typing_indicator.stopped,typing.stopped",
        "phone_number.status_updated,line.updated",
        "participant.removed,participant.removed",
        "reaction.removed,reaction.removed",
        "contact_card.created,line.updated",
        "contact_card.updated,line.updated",
        "contact_card.deleted,line.updated",
        "poll.reaction.added,reaction.added",
        "poll.vote.added,other",
        "call.ringing,other",
        "card.received,other",
        "other,other"
    })
    void convertsToEveryType(String theirs, String ours) {
        InboundEvent event = read(theirs, "\"chat_id\":\"c1\",\"id\":\"c1\",\"phone_number\":\"+12025550143\"");
        assertThat(event.type().word()).isEqualTo(ours);
        assertThat(event.providerType()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"event_type\":\"message.received\",\"data\":null}",
                "{\"event_type\":\"message.received\",\"data\":{\"chat\":[],\"parts\":\"x\",\"message\":7}}",
                "{\"event_type\":\"contact_card.received\"}",
                "{\"event_type\":\"reaction.added\",\"data\":[]}"
            })
    void acceptsUnexpectedShapes(String json) {
        assertThat(webhooks.read(json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH)
                        .id())
                .isNotBlank();
    }
}
