// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The rows that the gateway's history may show for a card. Streams are not read for them. */
class SendContactTextsTest {

    private static final Map<String, Object> CARD =
            Map.of("full_name", "Mira Okafor", "phones", List.of(Map.of("value", "+12025550143")));

    private static List<String> texts(Object body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        return new SendContact().texts(exchange, new WaConfiguration());
    }

    @Test
    void givesBothRowsThatTheHistoryMayShowForACard() {
        assertThat(texts(CARD)).containsExactly("👤 Mira Okafor (+12025550143)", "👤 Mira Okafor");
    }

    @Test
    void givesNoRowsForSeveralCardsAndForStreams() {
        assertThat(texts(List.of(CARD, CARD))).isEmpty();
        assertThat(texts(new ByteArrayInputStream(new byte[0]))).isEmpty();
        assertThat(texts(new InputStreamCache(new byte[0]))).isEmpty();
    }
}
