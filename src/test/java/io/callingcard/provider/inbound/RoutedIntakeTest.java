// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** What a duplicate gets that arrives while its event is routed. */
class RoutedIntakeTest {

    private static final InboundEvent EVENT = new InboundEvent.Builder("chert", Json.object(), Instant.now())
            .type(EventType.MESSAGE_RECEIVED, "message.received")
            .id("e1")
            .build();

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Exchange> routing = new ArrayList<>();
    private final List<AsyncCallback> ends = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private RoutedIntake intake;

    @BeforeEach
    void start() {
        camel.start();
        AsyncProcessor thinks = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                routing.add(exchange);
                ends.add(callback);
                return false;
            }
        };
        intake = new RoutedIntake(
                new EventRoute(camel.getEndpoint("direct:events"), thinks, false, false),
                new EventFilter(true, true, EnumSet.allOf(EventType.class)),
                MemoryIdempotentRepository.memoryIdempotentRepository(10),
                "test");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void deliver() {
        intake.accept(EVENT, new byte[0], receipts::add);
    }

    @Test
    void aDuplicateWaitsUntilItsEventIsRouted() {
        deliver();
        deliver();
        assertThat(receipts).isEmpty();

        ends.get(0).done(false);

        assertThat(receipts).containsExactlyInAnyOrder(Receipt.ACCEPTED, Receipt.DUPLICATE);
        assertThat(routing).hasSize(1);
        deliver();
        assertThat(receipts).hasSize(3).endsWith(Receipt.DUPLICATE);
        assertThat(routing).hasSize(1);
    }

    @Test
    void aDuplicateOfAnEventThatFailsFailsToo() {
        deliver();
        deliver();
        routing.get(0).setException(new IllegalStateException("not today"));

        ends.get(0).done(false);

        assertThat(receipts).containsExactly(Receipt.FAILED, Receipt.FAILED);
        deliver();
        assertThat(routing).hasSize(2);
    }
}
