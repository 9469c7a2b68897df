// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes convert answers, with the provider's own field names. */
class AnswerConvertersTest {

    record Sent(String chatId, String status) implements Answer {}

    private static final Sent SENT = new Sent("ch_1", "sent");
    private static final String JSON = "{\"chat_id\":\"ch_1\",\"status\":\"sent\"}";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private TypeConverter converter;

    @BeforeEach
    void start() {
        camel.start();
        converter = camel.getTypeConverter();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void convertsToTextBytesStreamMapAndTree() throws Exception {
        assertThat(converter.convertTo(String.class, SENT)).isEqualTo(JSON);
        assertThat(converter.convertTo(byte[].class, SENT)).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        assertThat(converter.convertTo(InputStream.class, SENT).readAllBytes())
                .isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        Object map = converter.convertTo(Map.class, SENT);
        assertThat(map).isEqualTo(Map.of("chat_id", "ch_1", "status", "sent"));
        assertThat(converter.convertTo(JsonNode.class, SENT)).isEqualTo(new ObjectMapper().readTree(JSON));
    }

    @Test
    void everyJsonWriterUsesTheProvidersNames() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(SENT)).isEqualTo(JSON);
    }
}
