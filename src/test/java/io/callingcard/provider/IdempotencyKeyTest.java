package io.callingcard.provider;

import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class IdempotencyKeyTest {

    private final Exchange exchange = exchange();

    private static Exchange exchange() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private static String key(Exchange exchange, String target, String content) {
        return IdempotencyKey.of(exchange, target, () -> content.getBytes(UTF_8));
    }

    @Test
    void aRedeliveryHasTheSameKey() {
        assertThat(key(exchange, "/send", "Hello")).isEqualTo(key(exchange, "/send", "Hello"));
    }

    @Test
    void anotherExchangeTargetOrContentHasAnotherKey() {
        assertThat(Stream.of(
                        key(exchange, "/send", "Hello"),
                        key(exchange, "/send", "Hello!"),
                        key(exchange, "/sendH", "ello"),
                        key(exchange(), "/send", "Hello")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aKeyFitsEveryProviderAndTellsNothing() {
        assertThat(key(exchange, "/chats/+14155550100", "Hello")).matches("cc-[A-Za-z0-9_-]{43}");
    }

    @Test
    void theKeyThatARouteGivesComesFirst() {
        exchange.getMessage().setHeader(CardConstants.IDEMPOTENCY_KEY, "order-17");

        assertThat(key(exchange, "/send", "Hello")).isEqualTo("order-17");
    }
}
