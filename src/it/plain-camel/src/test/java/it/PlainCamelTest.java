// SPDX-License-Identifier: Apache-2.0
package it;

import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.twin.TwinServer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** The library jar on plain Camel, without Quarkus. */
class PlainCamelTest {

    @Test
    void aCardArrives() throws Exception {
        try (TwinServer twin = TwinServer.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            assertEquals(System.getProperty("camel.version"), camel.getVersion());
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:card")
                            .toF("chert:send-contact?baseUrl=%s&tenant=twin&secret=twin", twin.root("chert"));
                }
            });
            camel.start();

            Exchange answer = camel.createProducerTemplate().request("direct:card", exchange -> {
                exchange.getMessage().setHeader("CamelCardRecipient", "+1 415 555 0100");
                exchange.getMessage().setBody(Map.of("full_name", "Mira Okafor", "organization", "Harbor Books"));
            });

            assertNull(answer.getException());
            assertEquals(1, twin.journal("+14155550100").size());
        }
    }

    /** Routes in the form that a visual designer writes, started by camel-main. */
    @ParameterizedTest
    @ValueSource(strings = {"operation-as-parameter", "operation-in-uri", "kamelet"})
    void startsARouteFromADesigner(String route) throws Exception {
        try (TwinServer twin = TwinServer.start()) {
            Main main = new Main();
            main.addInitialProperty("camel.component.chert.baseUrl", twin.root("chert"));
            main.configure().withRoutesIncludePattern("classpath:designer/" + route + ".camel.yaml");
            main.start();
            try {
                main.getCamelTemplate()
                        .requestBodyAndHeader("direct:text", "Hello", "CamelCardRecipient", "+1 415 555 0100");
                assertEquals(1, twin.journal("+14155550100").size());
            } finally {
                main.stop();
            }
        }
    }

    /** By its name, from the jar. */
    @Test
    void aKameletIsFound() throws Exception {
        try (TwinServer twin = TwinServer.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:text").toF("kamelet:wa-send-text-sink?baseUrl=RAW(%s)", twin.root("wa"));
                }
            });
            camel.start();
            Exchange answer = camel.createProducerTemplate().request("direct:text", exchange -> {
                exchange.getMessage().setHeader("recipient", "+1 415 555 0100");
                exchange.getMessage().setBody("Hello");
            });
            assertNull(answer.getException());
            assertEquals(1, twin.journal("+14155550100").size());
            assertEquals(
                    "jar",
                    camel.getRouteTemplateDefinition("wa-send-text-sink")
                            .getResource()
                            .getURI()
                            .toURL()
                            .openConnection()
                            .getURL()
                            .getProtocol());
        }
    }

    /** The ledger too: the second time nothing is sent, although the route failed after the first. */
    @Test
    void aCardArrivesOnce(@TempDir Path folder) throws Exception {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(folder.resolve("ledger.db").toString());
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        try (TwinServer twin = TwinServer.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("chatLedger", ledger);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:card")
                            .idempotentConsumer(constant("welcome/card"), once)
                            .toF("chert:send-contact?baseUrl=%s&tenant=twin&secret=twin", twin.root("chert"))
                            .throwException(new IllegalStateException("after the send"));
                }
            });
            camel.start();
            for (int i = 0; i < 2; i++) {
                camel.createProducerTemplate().request("direct:card", exchange -> {
                    exchange.getMessage().setHeader("CamelCardRecipient", "+1 415 555 0100");
                    exchange.getMessage().setBody(Map.of("full_name", "Mira Okafor"));
                });
            }
            assertEquals(1, twin.journal("+14155550100").size());
            Object report = camel.createProducerTemplate().requestBody("ledger:report?by=STEP", null, String.class);
            assertEquals(
                    "[{\"flow\":\"welcome\",\"step\":\"card\",\"open\":0,\"sent\":1,\"in_doubt\":0,\"not_sent\":0}]",
                    report);
        }
    }
}
