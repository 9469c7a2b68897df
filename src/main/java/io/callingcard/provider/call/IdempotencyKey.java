// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import org.apache.camel.Exchange;

import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.claim.StepClaim;

/** Finds or derives the idempotency key of a message. */
final class IdempotencyKey {

    private IdempotencyKey() {}

    /** Returns the key that the route sets, or null. */
    static String given(Exchange exchange) {
        String key = exchange.getMessage().getHeader(CardConstants.IDEMPOTENCY_KEY, String.class);
        return key == null || key.isBlank() ? null : key.strip();
    }

    /**
     * Derives a key from the exchange and the content: a redelivery has the same key, another message of the exchange
     * has a different one. An event replaces the exchange, so that an event routed again after a crash sends the same
     * key. A claimed step replaces both: an attempt by another process with the same message is a repeat.
     *
     * @param message the fingerprint of the message without the address
     * @param content the fingerprint of the message with the address
     */
    static String derived(Exchange exchange, String target, String message, String content) {
        StepClaim claim = StepClaim.of(exchange);
        if (claim != null) {
            return "cc-" + Fingerprint.of(claim.nameOf(message, content));
        }
        String event = exchange.getProperty(CardConstants.EVENT_ID, String.class);
        String origin = event == null ? exchange.getExchangeId() : event;
        return "cc-" + Fingerprint.of(origin, target, content);
    }
}
