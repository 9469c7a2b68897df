package io.callingcard.provider.call;

import java.nio.charset.StandardCharsets;

import org.apache.camel.Exchange;

import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.claim.StepClaim;

/** The key that makes a repeat safe. */
final class IdempotencyKey {

    private static final CallParameter<Object> GIVEN = CallParameter.header(CardConstants.IDEMPOTENCY_KEY);

    private IdempotencyKey() {}

    /** The key that the exchange brings, or null. */
    static String given(Exchange exchange) {
        return GIVEN.text(exchange, null);
    }

    /**
     * A key made of the exchange and what it sends: a redelivery has the same key, another message of the same
     * exchange has not. What is sent because of an event has the event for its exchange: should the event be routed
     * once more, after a crash, the provider knows the message. What is sent for a claimed step has its key from the
     * step: a try by another process, in other words even, is the same message.
     */
    static String derived(Exchange exchange, String target, byte[] content) {
        StepClaim claim = StepClaim.of(exchange);
        if (claim != null) {
            return "cc-" + Fingerprint.of(claim.nameOf(Fingerprint.of(content)));
        }
        String event = exchange.getProperty(CardConstants.EVENT_ID, String.class);
        String origin = event == null ? exchange.getExchangeId() : event;
        return "cc-"
                + Fingerprint.of(
                        origin.getBytes(StandardCharsets.UTF_8), target.getBytes(StandardCharsets.UTF_8), content);
    }
}
