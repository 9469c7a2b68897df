// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway's events, read into the shape that all providers share. */
class WaEventsTest {

    private static final String COMMON = "\"chat_id\":\"15550100077@s.whatsapp.net\","
            + "\"from\":\"15550100077@s.whatsapp.net\",\"from_name\":\"Rosa\",\"id\":\"3A0011\",\"is_from_me\":false,"
            + "\"sender_display_name\":\"Rosa P.\",\"timestamp\":\"2026-03-01T09:00:00Z\"";

    private final WaWebhooks webhooks = new WaWebhooks(new WaConfiguration());

    private InboundEvent read(String event, String payload) {
        return readAll("{\"device_id\":\"15550100001@s.whatsapp.net\",\"event\":\"" + event + "\",\"payload\":{"
                + payload + "},\"session_id\":\"sales\"}");
    }

    private InboundEvent readAll(String json) {
        return webhooks.read(json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    @Test
    void readsATextMessage() {
        InboundEvent event = read(
                "message",
                COMMON + ",\"body\":\"Is the card you sent current?\",\"quoted_body\":\"Our new number\","
                        + "\"replied_to_id\":\"3EB0AA11\"");
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_RECEIVED);
        assertThat(event.chat()).isEqualTo("15550100077@s.whatsapp.net");
        assertThat(event.group()).isFalse();
        assertThat(event.sender()).isEqualTo("+15550100077");
        assertThat(event.senderName()).isEqualTo("Rosa P.");
        assertThat(event.line()).isEqualTo("+15550100001");
        assertThat(event.text()).isEqualTo("Is the card you sent current?");
        assertThat(event.messageId()).isEqualTo("3A0011");
        assertThat(event.replyTo()).isEqualTo("3EB0AA11");
        assertThat(event.occurredAt()).isEqualTo("2026-03-01T09:00:00Z");
    }

    @Test
    void readsAVcardWithGroupedLines() throws Exception {
        String vcard = "BEGIN:VCARD\nVERSION:3.0\nN:Desk;Front;;;\nFN:Front Desk\nORG:Harbor Books;\n"
                + "item1.TEL;waid=14155550111:+1 415 555 0111\nitem1.X-ABLabel:Work\nEND:VCARD";
        InboundEvent event = read(
                "message",
                COMMON + ",\"contact\":{\"displayName\":\"Front Desk\",\"vcard\":"
                        + new ObjectMapper().writeValueAsString(vcard) + "}");
        ContactCard card = event.cards().get(0);
        assertThat(card.fullName()).isEqualTo("Front Desk");
        assertThat(card.organization()).isEqualTo("Harbor Books");
        assertThat(card.phones().get(0).value().replaceAll("\\D", "")).isEqualTo("14155550111");
        assertThat(card.phones().get(0).label()).isEqualToIgnoringCase("work");
        assertThat(event.text()).isNull();
    }

    @Test
    void readsSeveralCardsAndFallsBackToTheSummary() {
        InboundEvent event = read(
                "message",
                COMMON + ",\"contacts_array\":[{\"displayName\":\"Ada\",\"phone_number\":\"+1 415 555 0111\"},"
                        + "{\"displayName\":\"Bob\",\"vcard\":\"no card\",\"phone_number\":\"+1 415 555 0112\"},{}]");
        assertThat(event.cards()).extracting(ContactCard::fullName).containsExactly("Ada", "Bob");
        assertThat(event.cards().get(1).phones()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"image\":\"statics/media/1.jpeg\" | statics/media/1.jpeg | | ",
                "\"image\":{\"path\":\"statics/media/1.jpeg\",\"caption\":\"Us\"} | statics/media/1.jpeg | | Us",
                "\"document\":{\"url\":\"https://mmg.example/x\",\"filename\":\"a.pdf\"} | https://mmg.example/x | a.pdf | ",
                "\"audio\":\"statics/media/1.ogg\" | statics/media/1.ogg | | ",
                "\"video\":{\"url\":\"https://mmg.example/x\",\"caption\":\"Us\"} | https://mmg.example/x | | Us"
            })
    void readsFiles(String field, String place, String name, String text) {
        InboundEvent event = read("message", COMMON + "," + field);
        assertThat(event.media()).containsExactly(new InboundEvent.Media("3A0011", place, null, name, null));
        assertThat(event.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "120363000000000001@g.us,true",
        "15550100077@s.whatsapp.net,false",
        "123456789@lid,false",
        "120363000000000009@newsletter,true"
    })
    void tellsGroupsFromPersonsByTheJid(String chat, boolean group) {
        assertThat(read("message", "\"chat_id\":\"" + chat + "\"").group()).isEqualTo(group);
    }

    @Test
    void keepsTheJidOfASenderWithAHiddenNumber() {
        InboundEvent event = read("message", "\"from\":\"123456789@lid\",\"chat_id\":\"123456789@lid\"");
        assertThat(event.sender()).isEqualTo("123456789@lid");
        assertThat(read("message", "\"from\":\"15550100077:12@s.whatsapp.net\"").sender())
                .isEqualTo("+15550100077");
    }

    @Test
    void readsReceipts() {
        InboundEvent event = read(
                "message.ack",
                "\"chat_id\":\"15550100077@s.whatsapp.net\",\"from\":\"15550100077@s.whatsapp.net\","
                        + "\"ids\":[\"3EB0AA11\",\"3EB0AA12\"],\"receipt_type\":\"read\"");
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_READ);
        assertThat(event.messageIds()).isEqualTo(List.of("3EB0AA11", "3EB0AA12"));
        assertThat(event.fromMe()).isFalse();
        assertThat(read("message.ack", "\"receipt_type\":\"delivered\"").type()).isEqualTo(EventType.MESSAGE_DELIVERED);
        assertThat(read("message.ack", "\"receipt_type\":\"read-self\"").fromMe())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message | \"is_from_me\":true | message.sent",
                "message.reaction | \"reaction\":\"x\",\"reacted_message_id\":\"M\" | reaction.added",
                "message.reaction | \"reaction\":\"\",\"reacted_message_id\":\"M\" | reaction.removed",
                "message.revoked | \"revoked_message_id\":\"M\",\"id\":\"R\" | message.deleted",
                "message.edited | \"original_message_id\":\"M\",\"id\":\"E\" | message.edited",
                "message.deleted | \"deleted_message_id\":\"M\" | message.deleted",
                "chat_presence | \"state\":\"composing\" | typing.started",
                "chat_presence | \"state\":\"paused\" | typing.stopped",
                "group.participants | \"type\":\"join\" | participant.added",
                "group.participants | \"type\":\"leave\" | participant.removed",
                "group.participants | \"type\":\"promote\" | chat.updated",
                "group.joined | \"jids\":[] | participant.added",
                "call.offer | \"call_id\":\"C\" | call.received",
                "label.edit | \"x\":1 | line.updated",
                "label.association | \"label_id\":\"1\" | chat.updated",
                "newsletter.joined | \"name\":\"News\" | chat.created",
                "newsletter.left | \"role\":\"subscriber\" | chat.updated",
                "newsletter.mute | \"mute\":\"on\" | chat.updated",
                "newsletter.message | \"messages\":[] | chat.updated",
                "status.update | \"x\":1 | other"
            })
    void mapsTheEventTypes(String theirs, String payload, String ours) {
        InboundEvent event = read(theirs, payload);
        assertThat(event.type().word()).isEqualTo(ours);
        if (payload.contains("\"M\"")) {
            assertThat(event.messageId()).isEqualTo("M");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"location\":{\"degreesLatitude\":37.77,\"degreesLongitude\":-122.41,\"name\":\"Desk\"} | Desk (37.77, -122.41)",
                "\"live_location\":{\"degreesLatitude\":1.5,\"degreesLongitude\":2} | 1.5, 2",
                "\"interactive\":\"Choose one\" | Choose one",
                "\"list\":{\"title\":\"Menu\",\"description\":\"of today\"} | Menu, of today",
                "\"order\":{\"orderTitle\":\"Two books\",\"message\":\"Please\"} | Two books, Please",
                "\"poll\":{\"question\":\"When?\",\"options\":[{\"name\":\"Now\"},\"Later\"]} | When?: Now, Later"
            })
    void describesWhatHasNoText(String field, String text) {
        assertThat(read("message", COMMON + "," + field).text()).isEqualTo(text);
    }

    @Test
    void readsEachFileOfAnInteractiveMessage() {
        InboundEvent event = read("message", COMMON + ",\"interactive_media\":[\"statics/1.png\",\"statics/2.png\"]");

        assertThat(event.media()).extracting(InboundEvent.Media::url).containsExactly("statics/1.png", "statics/2.png");
    }

    @Test
    void namesTheChatOfReceiptsCallsAndChannels() {
        String lid = "\"chat_id\":\"77@lid\",\"from_lid\":\"77@lid\",\"from\":\"15550100077@s.whatsapp.net\"";
        assertThat(read("message.ack", lid + ",\"ids\":[\"a\"]").chat()).isEqualTo("15550100077@s.whatsapp.net");
        assertThat(read("message.ack", lid.replace("77@lid", "120363000000000001@g.us"))
                        .chat())
                .isEqualTo("120363000000000001@g.us");
        assertThat(read("call.offer", "\"call_id\":\"C\",\"from\":\"15550100077@s.whatsapp.net\"")
                        .chat())
                .isEqualTo("15550100077@s.whatsapp.net");
        InboundEvent channel = read(
                "newsletter.message",
                "\"newsletter_id\":\"120363000000000009@newsletter\",\"messages\":[{\"message_id\":\"M1\"},{\"server_id\":7}]");
        assertThat(channel.chat()).isEqualTo("120363000000000009@newsletter");
        assertThat(channel.messageIds()).containsExactly("M1", "7");
    }

    @Test
    void readsAllMembersOfAGroupChange() {
        InboundEvent event = read(
                "group.participants",
                "\"chat_id\":\"120363000000000001@g.us\",\"type\":\"join\",\"jids\":"
                        + "[\"15550100077@s.whatsapp.net\",\"15550100078@s.whatsapp.net\",\"9@lid\"]");

        assertThat(event.participants()).containsExactly("+15550100077", "+15550100078", "9@lid");
        assertThat(event.asMap()).containsKey("participants");
    }

    @Test
    void readsTheMemberOfAGroupChange() {
        InboundEvent event = read(
                "group.participants",
                "\"chat_id\":\"120363000000000001@g.us\",\"jids\":[\"15550100077@s.whatsapp.net\"],\"type\":\"join\"");
        assertThat(event.sender()).isEqualTo("+15550100077");
        assertThat(event.group()).isTrue();
    }

    @Test
    void derivesTheEventIdFromDeviceChatAndMessage() {
        String id = read("message", COMMON + ",\"body\":\"a\"").id();
        assertThat(read("message", COMMON + ",\"body\":\"b\"").id()).isEqualTo(id);
        assertThat(read("message.edited", COMMON).id()).isNotEqualTo(id);
        assertThat(read("message", COMMON.replace("3A0011", "3A0012")).id()).isNotEqualTo(id);
        String other =
                "{\"device_id\":\"15550100002@s.whatsapp.net\",\"event\":\"message\",\"payload\":{" + COMMON + "}}";
        assertThat(readAll(other).id()).isNotEqualTo(id);
        assertThat(id).doesNotContain("1555");
    }

    @Test
    void derivesTheEventIdFromTheBytesWhenThereIsNoMessageId() {
        String id =
                read("message.ack", "\"ids\":[\"a\"],\"receipt_type\":\"read\"").id();
        assertThat(read("message.ack", "\"ids\":[\"a\"],\"receipt_type\":\"read\"")
                        .id())
                .isEqualTo(id);
        assertThat(read("message.ack", "\"ids\":[\"a\"],\"receipt_type\":\"delivered\"")
                        .id())
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"event\":\"message\"}",
                "{\"event\":\"message\",\"payload\":[]}",
                "{\"event\":\"message\",\"payload\":{\"contact\":\"x\",\"contacts_array\":7,\"image\":[1]}}",
                "{\"event\":17,\"payload\":{\"ids\":[1,null]}}"
            })
    void readsMalformedEventsWithoutFailing(String json) {
        assertThat(readAll(json).id()).isNotBlank();
    }
}
