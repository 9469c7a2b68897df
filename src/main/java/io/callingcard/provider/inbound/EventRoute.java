// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes events, each in a new exchange without anything of the HTTP request.
 *
 * @param keyed whether idempotency keys of the route derive from the event, so that an event that is routed again
 *              after a crash sends nothing twice
 * @param asCloudEvents whether events are routed as CloudEvents
 */
record EventRoute(Endpoint endpoint, AsyncProcessor processor, boolean keyed, boolean asCloudEvents) {

    private static final Logger LOG = LoggerFactory.getLogger(EventRoute.class);

    /**
     * Routes an event.
     *
     * @param done receives once whether the route succeeded, also after an error; a handled failure counts as success
     */
    void route(InboundEvent event, Consumer<Boolean> done) {
        AtomicBoolean ended = new AtomicBoolean();
        Consumer<Boolean> once = routed -> {
            if (ended.compareAndSet(false, true)) {
                done.accept(routed);
            }
        };
        try {
            Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
            fill(exchange, event);
            processor.process(exchange, synchronous -> end(exchange, event, once));
        } catch (Throwable e) {
            once.accept(false);
            LOG.error(
                    "Could not route an event ({}); it is retried; report this as a bug",
                    e.getClass().getName());
        }
    }

    private static void end(Exchange exchange, InboundEvent event, Consumer<Boolean> done) {
        Exception failure = exchange.getException();
        try {
            if (failure != null) {
                // The message of the exception may quote the event; the route's error handler decides what to log.
                LOG.warn(
                        "The route failed with {} for {}; the event is retried",
                        failure.getClass().getName(),
                        event);
            }
        } finally {
            done.accept(failure == null && !exchange.isRollbackOnly());
        }
    }

    private void fill(Exchange exchange, InboundEvent event) {
        ReceivedEvents.fill(exchange, event);
        if (keyed) {
            ReceivedEvents.key(exchange, event);
        }
        if (asCloudEvents) {
            CloudEventTransformer.describe(exchange.getMessage(), event);
        }
    }

    @Override
    public String toString() {
        return "EventRoute[" + endpoint + "]";
    }
}
