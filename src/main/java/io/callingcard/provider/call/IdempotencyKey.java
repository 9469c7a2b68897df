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
     * A key that is derived from the exchange and the content: a redelivery has the same key, another message of the same
     * exchange has another one. For a message that replies to an event, the event replaces the exchange: if the event is
     * routed again after a crash, the provider recognizes the message. For a claimed step the key is derived from the
     * step: a try by another process is the same message, even with another text.
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
