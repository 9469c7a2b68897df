// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events that another node received, as JSON. */
class ReceivedEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T19:00:00.123456Z");

    private static InboundEvent read(String json) {
        return ReceivedEvents.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEventKeepsAllItsFields() {
        InboundEvent event = new InboundEvent.Builder("wa", Json.object().put("a", "b"), NOW)
                .type(EventType.MESSAGE_RECEIVED, "message")
                .id("e1")
                .chat("c1", true)
                .sender("+12125550100", "Ada", true)
                .participants(List.of("+12125550101"))
                .line("+12025550143")
                .text("Hello")
                .cards(List.of(ContactCard.builder().fullName("Ada").build()))
                .media(List.of(new InboundEvent.Media("m", "https://example.com/m", "image/png", "m.png", 17L)))
                .messages(List.of("m1", "m2"))
                .replyTo("m0")
                .reaction("love")
                .occurredAt(NOW.minusSeconds(1))
                .build();

        assertThat(ReceivedEvents.read(Json.write(event))).isEqualTo(event);
    }

    @Test
    void anEventKeepsThatFieldsAreMissing() {
        InboundEvent event =
                new InboundEvent.Builder("wa", Json.object(), NOW).id("e1").build();

        assertThat(ReceivedEvents.read(Json.write(event))).isEqualTo(event);
    }

    @Test
    void aTypeOfANewerVersionIsOther() {
        assertThat(read("{'provider':'wa','type':'poll.created','id':'e1','received_at':'" + NOW + "'}")
                        .type())
                .isEqualTo(EventType.OTHER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|the body is not a JSON object",
                "{}|received_at: is missing",
                "{\"received_at\":\"today\"}|received_at: is not a time",
                "{\"received_at\":\"2026-03-02T19:00:00Z\"}|provider: is missing",
                "{\"received_at\":\"2026-03-02T19:00:00Z\",\"provider\":\"wa\",\"type\":\"other\"}|id: is missing",
            })
    void otherRecordsAreNoEvents(String json, String reason) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(Webhooks.UnreadableEventException.class)
                .hasMessage(reason);
    }

    @Test
    void aBrokenCardIsNoEvent() {
        assertThatThrownBy(() -> read("{'provider':'wa','type':'other','id':'e1','received_at':'" + NOW
                        + "','cards':[{'emails':7}]}"))
                .isInstanceOf(Webhooks.UnreadableEventException.class)
                .hasMessageStartingWith("cards: ");
        assertThatThrownBy(() -> ReceivedEvents.read(null))
                .isInstanceOf(Webhooks.UnreadableEventException.class)
                .hasMessage("the body is empty");
    }
}
