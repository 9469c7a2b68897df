// SPDX-License-Identifier: Apache-2.0
package it;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.callingcard.twin.InjectTwins;
import io.callingcard.twin.TwinServer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

/** The server injected into a field and into a parameter. */
class InjectedTwinsTest {

    @InjectTwins
    TwinServer twins;

    @RepeatedTest(2)
    void everyTestSeesItsOwnMessageOnly() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:hello").toF("wa:send-text?to=+14155550100&deviceId=twin&baseUrl=%s", twins.root("wa"));
                }
            });
            camel.start();
            camel.createProducerTemplate().sendBody("direct:hello", "Welcome!");
        }
        assertEquals(1, twins.journal("+14155550100").size());
    }

    @Test
    void aParameterIsTheSameServer(@InjectTwins TwinServer parameter) {
        assertSame(twins, parameter);
    }
}
