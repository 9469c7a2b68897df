// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Fields of events, with odd values too. */
class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "2026-06-10T08:15:02.000Z,2026-06-10T08:15:02Z",
        "2026-06-10T08:15:02.987Z,2026-06-10T08:15:02.987Z",
        "2026-06-10T08:15:02Z,2026-06-10T08:15:02Z",
        "2026-06-10T08:15:02.123456Z,2026-06-10T08:15:02.123456Z",
        "2026-06-10T10:15:02+02:00,2026-06-10T08:15:02Z"
    })
    void readsTimes(String text, String instant) {
        assertThat(Json.instant(text)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-10T08:15:02.000Z",
                "2026-06-10T08:15:xx.000Z",
                "xxxx-06-10T08:15:02.000Z"
            })
    void readsNoTimeFromOtherText(String text) {
        assertThat(Json.instant(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"15550100077,+15550100077", "+15550100077,+15550100077", "a@example.com,a@example.com", "12345,12345"})
    void addsThePlusToNumbersOnly(String told, String handle) {
        assertThat(InboundEvent.handle(told)).isEqualTo(handle);
        assertThat(InboundEvent.handle(null)).isNull();
    }

    @Test
    void readsTextsAndNumbers() throws Exception {
        var node = new ObjectMapper()
                .readTree("{\"a\":null,\"b\":\"\",\"c\":17,\"d\":\"x\",\"e\":[\"1\",2,null,\"3\"],\"f\":{}}");
        assertThat(Json.text(node, "a", "b", "f", "c", "d")).isEqualTo("17");
        assertThat(Json.text(node, "z")).isNull();
        assertThat(Json.texts(node.get("e"))).containsExactly("1", "3");
        assertThat(Json.number(node.get("c"))).isEqualTo(17);
        assertThat(Json.number(node.get("d"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "\u0000"})
    void refusesAnEventThatIsNoObject(String text) {
        assertThatThrownBy(() -> Webhooks.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Webhooks.UnreadableEventException.class);
    }
}
