// SPDX-License-Identifier: Apache-2.0
package it;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.callingcard.provider.error.RateLimitedException;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The example of docs/twins.md: the extension as a static field. */
class RegisteredTwinsTest {

    @RegisterExtension
    static final TwinExtension twins = TwinExtension.create();

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void startRoute() throws Exception {
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
    }

    @AfterEach
    void stopRoute() {
        camel.stop();
    }

    @Test
    void thePhoneReceivesTheText() {
        camel.createProducerTemplate().sendBody("direct:hello", "Welcome!");

        JournalEntry received = twins.server().journal("+14155550100").get(0);
        assertEquals("text", received.kind());
        assertEquals("Welcome!", received.content().path("value").asText());
        assertEquals("/api/v1/send", twins.server().requests().get(0).path());
    }

    @Test
    void anErrorOfTheProviderReachesTheRoute() {
        twins.server().inject(Fault.error(1007).times(10));

        CamelExecutionException failed =
                assertThrows(CamelExecutionException.class, () -> camel.createProducerTemplate()
                        .sendBody("direct:hello", "Welcome!"));
        assertInstanceOf(RateLimitedException.class, failed.getCause());
        assertEquals(0, twins.server().journal().size());
    }
}
