// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.camel.AsyncProcessor;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.call.CardConstants;

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

    /** Sets the headers of the event, including those that an answer in the next step reads. */
    private void fill(Exchange exchange, InboundEvent event) {
        Message message = exchange.getMessage();
        message.setBody(event);
        set(message, CardConstants.CHAT_ID, event.chat());
        set(message, CardConstants.MESSAGE_ID, event.messageId());
        set(message, CardConstants.REACTION, event.reaction());
        set(message, CardConstants.PROVIDER, event.provider());
        set(message, CardConstants.EVENT_TYPE, event.type().word());
        set(message, CardConstants.PROVIDER_EVENT_TYPE, event.providerType());
        set(message, CardConstants.EVENT_ID, event.id());
        set(message, CardConstants.SENDER, event.sender());
        set(message, CardConstants.SENDER_NAME, event.senderName());
        set(message, CardConstants.LINE, event.line());
        set(message, CardConstants.IN_REPLY_TO, event.replyTo());
        message.setHeader(CardConstants.GROUP, event.group());
        message.setHeader(CardConstants.FROM_ME, event.fromMe());
        if (event.occurredAt() != null) {
            set(message, Exchange.MESSAGE_TIMESTAMP, event.occurredAt().toEpochMilli());
        }
        boolean direct = !event.group() && !event.fromMe();
        if (direct && event.sender() != null && event.sender().startsWith("+")) {
            set(message, CardConstants.RECIPIENT, event.sender());
            exchange.setProperty(CardConstants.CHAT_OF, event.sender());
        }
        if (keyed) {
            exchange.setProperty(CardConstants.EVENT_ID, event.provider() + ":" + event.id());
        }
        if (asCloudEvents) {
            CloudEventTransformer.describe(message, event);
        }
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    @Override
    public String toString() {
        return "EventRoute[" + endpoint + "]";
    }
}
