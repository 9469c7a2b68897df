// SPDX-License-Identifier: Apache-2.0
package it;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WelcomeTest {

    @RegisterExtension
    static final TwinExtension twins = TwinExtension.create();

    @Test
    void thePhoneReceivesTheText() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:hello")
                            .toF(
                                    "chert:send-text?to=+14155550100&tenant=twin&secret=twin&baseUrl=%s",
                                    twins.server().root("chert"));
                }
            });
            camel.start();
            camel.createProducerTemplate().sendBody("direct:hello", "Welcome!");
        }
        JournalEntry received = twins.server().journal("+14155550100").get(0);
        assertEquals("text", received.kind());
        assertEquals("Welcome!", received.content().path("value").asText());
    }
}
