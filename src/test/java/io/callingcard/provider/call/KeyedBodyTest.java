// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedBodyTest {

    private final Exchange exchange = exchange();

    private static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private static KeyedBody body(Exchange exchange, String target, String content) {
        ObjectNode body = Json.object();
        ObjectNode message = body.putObject("message").put("text", content);
        body.put("override", true);
        return KeyedBody.of(exchange, target, body, message, Map.of());
    }

    private static String text(KeyedBody body) {
        return new String(body.json(), StandardCharsets.UTF_8);
    }

    @Test
    void theBodyContainsTheKey() {
        KeyedBody body = body(exchange, "/send", "Hello");

        assertThat(text(body))
                .isEqualTo("{\"message\":{\"text\":\"Hello\",\"idempotency_key\":\"" + body.key()
                        + "\"},\"override\":true}");
        assertThat(body).hasToString("KeyedBody[" + body.json().length + "]");
    }

    @Test
    void aRedeliveryHasTheSameKey() {
        assertThat(body(exchange, "/send", "Hello").key())
                .isEqualTo(body(exchange, "/send", "Hello").key());
    }

    @Test
    void anotherExchangeTargetOrContentHasAnotherKey() {
        assertThat(Stream.of(
                        body(exchange, "/send", "Hello").key(),
                        body(exchange, "/send", "Hello!").key(),
                        body(exchange, "/sendH", "ello").key(),
                        body(exchange(), "/send", "Hello").key()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aKeyIsValidForEveryProviderAndShowsNoContent() {
        assertThat(body(exchange, "/chats/+14155550100", "Hello").key()).matches("cc-[A-Za-z0-9_-]{43}");
    }

    @Test
    void theKeyOfTheRouteTakesPrecedence() {
        exchange.getMessage().setHeader(CardConstants.IDEMPOTENCY_KEY, "order-17");

        KeyedBody body = body(exchange, "/send", "Hello");

        assertThat(body.key()).isEqualTo("order-17");
        assertThat(text(body)).contains("\"idempotency_key\":\"order-17\"");
    }

    @Test
    void aTextThatLooksLikeThePlaceholderIsUnchanged() {
        String blank = "cc-" + "_".repeat(43);

        KeyedBody body = body(exchange, "/send", blank);

        assertThat(text(body)).contains("\"text\":\"" + blank + "\"", body.key());
    }
}
