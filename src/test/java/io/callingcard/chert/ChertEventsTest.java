// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the events of Chert into the shape that all providers share. */
class ChertEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final String RECEIVED = "{\"event\":\"message.received\",\"event_type\":\"message.received\","
            + "\"event_id\":\"chert:msg:41c9\",\"timestamp\":\"2026-06-10T08:15:02.000Z\",\"api_version\":\"v1\","
            + "\"webhook_version\":\"2026-05-04\",\"trace_id\":\"t\",\"partner_id\":\"harbor-books-19ab\",\"data\":{"
            + "\"chat\":{\"id\":\"ch_1\",\"is_group\":false,\"handles\":["
            + "{\"handle\":\"+12025550100\",\"service\":\"imessage\",\"is_me\":true},"
            + "{\"handle\":\"+12025550177\",\"service\":\"imessage\",\"is_me\":false}],"
            + "\"owner_handle\":{\"handle\":\"+12025550100\",\"service\":\"imessage\",\"is_me\":true}},"
            + "\"message\":{\"id\":\"m1\",\"direction\":\"inbound\",\"sender_handle\":{\"handle\":\"+12025550177\","
            + "\"service\":\"imessage\",\"is_me\":false},\"parts\":["
            + "{\"type\":\"text\",\"value\":\"Is Saturday fine?\"},"
            + "{\"type\":\"media\",\"attachment_id\":\"in_1\"},{\"type\":\"text\",\"value\":\"Or Sunday?\"}]}}}";

    private final ChertWebhooks webhooks = new ChertWebhooks(new ChertConfiguration());

    private InboundEvent read(String json) {
        return webhooks.read(json.getBytes(StandardCharsets.UTF_8), NOW);
    }

    @Test
    void readsAMessage() {
        InboundEvent event = read(RECEIVED);
        assertThat(event.provider()).isEqualTo("chert");
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_RECEIVED);
        assertThat(event.providerType()).isEqualTo("message.received");
        assertThat(event.id()).isEqualTo("chert:msg:41c9");
        assertThat(event.chat()).isEqualTo("ch_1");
        assertThat(event.group()).isFalse();
        assertThat(event.sender()).isEqualTo("+12025550177");
        assertThat(event.fromMe()).isFalse();
        assertThat(event.line()).isEqualTo("+12025550100");
        assertThat(event.text()).isEqualTo("Is Saturday fine?\nOr Sunday?");
        assertThat(event.media()).containsExactly(new InboundEvent.Media("in_1", null, null, null, null));
        assertThat(event.messageId()).isEqualTo("m1");
        assertThat(event.occurredAt()).isEqualTo("2026-06-10T08:15:02Z");
        assertThat(event.receivedAt()).isEqualTo(NOW);
        assertThat(event.raw().path("partner_id").asText()).isEqualTo("harbor-books-19ab");
    }

    /** The provider's sample and the event log have the envelope one level deeper. */
    @Test
    void readsAMessageOfTheEventLog() {
        InboundEvent event = read("{\"id\":\"evt_7\",\"type\":\"message.received\",\"event_id\":\"chert:msg:41c9\","
                + "\"lead_id\":\"l\",\"created_at\":\"2026-06-10T08:15:03Z\",\"payload\":" + RECEIVED + "}");
        assertThat(event.id()).isEqualTo("chert:msg:41c9");
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_RECEIVED);
        assertThat(event.sender()).isEqualTo("+12025550177");
        assertThat(event.text()).startsWith("Is Saturday");
        assertThat(event.occurredAt()).isEqualTo("2026-06-10T08:15:02Z");
    }

    @Test
    void readsAnOldMessageWithTopLevelAliases() {
        InboundEvent event = read(
                "{\"event\":\"message.received\",\"event_id\":\"e\",\"from\":\"+12025550177\","
                        + "\"to\":\"+12025550100\",\"text\":\"Hi\",\"message_guid\":\"m1\",\"data\":{\"chat\":{\"id\":\"ch_1\"}}}");
        assertThat(event.sender()).isEqualTo("+12025550177");
        assertThat(event.line()).isEqualTo("+12025550100");
        assertThat(event.text()).isEqualTo("Hi");
        assertThat(event.messageId()).isEqualTo("m1");
    }

    @ParameterizedTest
    @CsvSource({"\"is_me\":false,\"is_me\":true", "\"direction\":\"inbound\",\"direction\":\"outbound\""})
    void readsAMessageOfOurOwn(String theirs, String ours) {
        InboundEvent event = read(RECEIVED.replace(theirs, ours));
        assertThat(event.fromMe()).isTrue();
        assertThat(event.type()).isEqualTo(EventType.MESSAGE_SENT);
    }

    @Test
    void readsAReaction() {
        InboundEvent event = read(
                "{\"event_type\":\"reaction.added\",\"event_id\":\"e\",\"data\":{\"chat_id\":\"ch_1\","
                        + "\"message_id\":\"m1\",\"reaction\":\"love\",\"sender_handle\":{\"handle\":\"a@example.com\"}}}");
        assertThat(event.type()).isEqualTo(EventType.REACTION_ADDED);
        assertThat(event.chat()).isEqualTo("ch_1");
        assertThat(event.messageId()).isEqualTo("m1");
        assertThat(event.reaction()).isEqualTo("love");
        assertThat(event.sender()).isEqualTo("a@example.com");
    }

    /** It arrives beside message.received, for the same message. */
    @Test
    void doesNotTakeTheLegacySummaryForAMessage() {
        assertThat(read("{\"event_type\":\"lead_reply\",\"event_id\":\"e\"}").type())
                .isEqualTo(EventType.OTHER);
    }

    @Test
    void anEventWithoutAnIdIsIdentifiedByItsBytes() {
        InboundEvent one = read("{\"event_type\":\"x\"}");
        assertThat(one.id())
                .isNotBlank()
                .isEqualTo(read("{\"event_type\":\"x\"}").id());
        assertThat(one.id()).isNotEqualTo(read("{\"event_type\":\"y\"}").id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":{\"message\":\"m\"}}",
                "{\"data\":{\"message\":{\"parts\":{}}}}",
                "{\"event_type\":{},\"event_id\":[],\"timestamp\":17}",
                "{\"timestamp\":\"yesterday\",\"data\":{\"message\":{\"parts\":[null,1,\"x\",{\"type\":\"text\"}]}}}"
            })
    void acceptsUnexpectedShapes(String json) {
        InboundEvent event = read(json);
        assertThat(event.type()).isEqualTo(EventType.OTHER);
        assertThat(event.id()).isNotBlank();
        assertThat(event.asMap()).containsKeys("provider", "type", "id", "raw");
    }

    @Test
    void convertsToEveryType() throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.start();
        TypeConverter converter = camel.getTypeConverter();
        InboundEvent event = read(RECEIVED);

        assertThat(converter.convertTo(String.class, event)).isEqualTo(event.text());
        assertThat(converter.convertTo(String.class, read("{}"))).isEmpty();
        assertThat(converter.tryConvertTo(ContactCard.class, event)).isNull();
        Map<?, ?> map = converter.convertTo(Map.class, event);
        assertThat(map.get("type")).isEqualTo("message.received");
        assertThat(map.get("sender")).isEqualTo("+12025550177");
        assertThat(map.get("occurred_at")).isEqualTo("2026-06-10T08:15:02Z");
        JsonNode json = converter.convertTo(JsonNode.class, event);
        assertThat(json.at("/media/0/id").asText()).isEqualTo("in_1");
        assertThat(json.at("/raw/partner_id").asText()).isEqualTo("harbor-books-19ab");
        assertThat(new String(converter.convertTo(byte[].class, event), StandardCharsets.UTF_8))
                .isEqualTo(json.toString());
        camel.stop();
    }

    @Test
    void printsNoContent() {
        assertThat(read(RECEIVED).toString()).isEqualTo("InboundEvent[chert, message.received]");
        assertThat(read(RECEIVED).media().get(0).toString()).doesNotContain("in_1");
    }
}
