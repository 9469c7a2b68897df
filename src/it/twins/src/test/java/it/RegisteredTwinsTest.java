// SPDX-License-Identifier: Apache-2.0
package it;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The extension as a static field, and the lines that docs/twins.md shows. */
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

    @Test
    void faultsThatDidNotHappenAreForgotten() {
        // Rate limited, once.
        twins.server().inject(Fault.error(1007).retryAfter(2));
        // Delivered, yet an error.
        twins.server().inject(Fault.errorAfterDelivery(3001).on("POST", "send-contact"));
        // Delivered, no answer.
        twins.server().inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).times(3));
        // Half of the calls are late.
        twins.server()
                .inject(Fault.latency(Duration.ofSeconds(2)).probability(0.5).times(99));

        twins.server().clearFaults();
        camel.createProducerTemplate().sendBody("direct:hello", "Welcome!");
        assertEquals(1, twins.server().journal().size());
    }

    @Test
    void aPersonWritesToTheReceiver() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", call -> {
            events.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        http.start();
        try {
            String receiver = "http://localhost:" + http.getAddress().getPort() + "/webhooks/chert";
            twins.server().chert().webhook(receiver, "s1");
            twins.server().chert().receive("+14155550177", "Hello");
            assertTrue(events.poll(10, TimeUnit.SECONDS).contains("Hello"));
        } finally {
            http.stop(0);
        }
    }
}
