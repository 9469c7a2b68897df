// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** The CloudEvents of each component. */
class CloudEventTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Exchange transformed(String provider, Object body) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + provider).transform(new DataType(provider + ":application-cloudevents"));
            }
        });
        return camel.createProducerTemplate().request("direct:" + provider, exchange -> {
            exchange.getMessage().setHeader("CamelCardChatId", "c1");
            exchange.getMessage().setBody(body);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void anEventHasAllItsAttributes(String provider) throws Exception {
        InboundEvent event = new InboundEvent.Builder(
                        provider, Json.object().put("x", 1), Instant.parse("2026-11-21T09:00:01Z"))
                .type(EventType.REACTION_ADDED, "theirs")
                .id("e1")
                .chat("c1", false)
                .line("+12025550143")
                .reaction("love")
                .occurredAt(Instant.parse("2026-11-21T09:00:00Z"))
                .build();
        Exchange done = transformed(provider, event);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders())
                .containsEntry("CamelCloudEventVersion", "1.0")
                .containsEntry("CamelCloudEventID", "e1")
                .containsEntry("CamelCloudEventType", "io.callingcard.reaction.added")
                .containsEntry("CamelCloudEventSource", "/" + provider + "/+12025550143")
                .containsEntry("CamelCloudEventSubject", "c1")
                .containsEntry("CamelCloudEventTime", "2026-11-21T09:00:00Z")
                .containsEntry("CamelCloudEventDataContentType", "application/json")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("CamelCardChatId", "c1");
        JsonNode data = new ObjectMapper().readTree(done.getMessage().getBody(byte[].class));
        assertThat(data.path("reaction").asText()).isEqualTo("love");
        assertThat(data.at("/raw/x").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void omitsUnknownAttributes(String provider) throws Exception {
        InboundEvent event = new InboundEvent.Builder(provider, Json.object(), Instant.parse("2026-11-21T09:00:01Z"))
                .id("e1")
                .build();
        assertThat(transformed(provider, event).getMessage().getHeaders())
                .containsEntry("CamelCloudEventType", "io.callingcard.other")
                .containsEntry("CamelCloudEventSource", "/" + provider)
                .containsEntry("CamelCloudEventTime", "2026-11-21T09:00:01Z")
                .doesNotContainKey("CamelCloudEventSubject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void keepsOtherBodies(String provider) throws Exception {
        byte[] body = "text".getBytes(StandardCharsets.UTF_8);
        Exchange done = transformed(provider, body);
        assertThat(done.getMessage().getBody()).isSameAs(body);
        assertThat(done.getMessage().getHeaders()).doesNotContainKey("CamelCloudEventID");
    }
}
