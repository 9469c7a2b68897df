package io.callingcard.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.apache.camel.Exchange;

/** The key that makes a repeat safe. */
final class IdempotencyKey {

    private static final Given GIVEN = new Given("idempotencyKey", CardConstants.IDEMPOTENCY_KEY);

    private IdempotencyKey() {}

    /** The key that the exchange brings, or null. */
    static String given(Exchange exchange) {
        return GIVEN.text(exchange, null);
    }

    /**
     * A key made of the exchange and what it sends: a redelivery has the same key, another message of the same
     * exchange has not.
     */
    static String derived(Exchange exchange, String target, byte[] content) {
        MessageDigest digest = sha256();
        digest.update(exchange.getExchangeId().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(target.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return "cc-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
