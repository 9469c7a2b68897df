package io.callingcard.provider.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What providers tell, however oddly they tell it. */
class EventJsonTest {

    @ParameterizedTest
    @CsvSource({
        "2026-06-10T08:15:02.000Z,2026-06-10T08:15:02Z",
        "2026-06-10T08:15:02.987Z,2026-06-10T08:15:02.987Z",
        "2026-06-10T08:15:02Z,2026-06-10T08:15:02Z",
        "2026-06-10T08:15:02.123456Z,2026-06-10T08:15:02.123456Z",
        "2026-06-10T10:15:02+02:00,2026-06-10T08:15:02Z"
    })
    void times(String text, String instant) {
        assertThat(EventJson.instant(text)).isEqualTo(Instant.parse(instant));
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
    void noTimes(String text) {
        assertThat(EventJson.instant(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"15550100077,+15550100077", "+15550100077,+15550100077", "a@example.com,a@example.com", "12345,12345"})
    void handles(String told, String handle) {
        assertThat(EventJson.handle(told)).isEqualTo(handle);
        assertThat(EventJson.handle(null)).isNull();
    }

    @Test
    void texts() throws Exception {
        var node = new ObjectMapper()
                .readTree("{\"a\":null,\"b\":\"\",\"c\":17,\"d\":\"x\",\"e\":[\"1\",2,null,\"3\"],\"f\":{}}");
        assertThat(EventJson.text(node, "a", "b", "f", "c", "d")).isEqualTo("17");
        assertThat(EventJson.text(node, "z")).isNull();
        assertThat(EventJson.texts(node.get("e"))).containsExactly("1", "3");
        assertThat(EventJson.number(node.get("c"))).isEqualTo(17);
        assertThat(EventJson.number(node.get("d"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "\u0000"})
    void whatIsNoObjectIsNoEvent(String text) {
        assertThatThrownBy(() -> EventJson.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Webhooks.UnreadableEventException.class);
    }
}
