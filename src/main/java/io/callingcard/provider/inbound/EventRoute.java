package io.callingcard.provider.inbound;

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
 * Routes events, each in an exchange of its own, without anything of the HTTP request.
 *
 * @param keyed         whether idempotency keys are derived from the event, so that an event that is routed again after
 *                      a crash sends nothing twice
 * @param asCloudEvents whether the body is JSON, and the headers have the attributes of a CloudEvent
 */
record EventRoute(Endpoint endpoint, AsyncProcessor route, boolean keyed, boolean asCloudEvents) {

    private static final Logger LOG = LoggerFactory.getLogger(EventRoute.class);

    /**
     * Routes an event.
     *
     * @param done receives whether the route succeeded; a failure that the route handled counts as success
     */
    void take(InboundEvent event, Consumer<Boolean> done) {
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
        fill(exchange, event);
        route.process(exchange, synchronous -> done.accept(isThrough(exchange, event)));
    }

    private static boolean isThrough(Exchange exchange, InboundEvent event) {
        Exception failure = exchange.getException();
        if (failure != null) {
            // The message of the exception may quote a text, so only its class is logged.
            LOG.warn("The route failed with {} for {}", failure.getClass().getName(), event);
        }
        return failure == null && !exchange.isRollbackOnly();
    }

    /** Sets the headers that a reply in the next step reads, and those that describe the event. */
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
