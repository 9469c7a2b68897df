package io.callingcard.wa.operation;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.callingcard.wa.WaConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** How the gateway's history will show a card, as far as that can be said without reading a stream to its end. */
class SendContactWordsTest {

    private static final Map<String, Object> CARD =
            Map.of("full_name", "Mira Okafor", "phones", List.of(Map.of("value", "+12025550143")));

    private static List<String> words(Object body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return new SendContact(new WaConfiguration()).words(exchange);
    }

    @Test
    void oneCardIsShownInOneOfTwoWays() {
        assertThat(words(CARD)).containsExactly("👤 Mira Okafor (+12025550143)", "👤 Mira Okafor");
    }

    @Test
    void severalCardsAndStreamsAreNotForetold() {
        assertThat(words(List.of(CARD, CARD))).isEmpty();
        assertThat(words(new ByteArrayInputStream(new byte[0]))).isEmpty();
        assertThat(words(new InputStreamCache(new byte[0]))).isEmpty();
    }
}
