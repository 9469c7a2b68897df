package io.callingcard.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;

import org.apache.camel.Exchange;

/** The key that makes a repeat safe. */
public final class IdempotencyKey {

    private static final Given GIVEN = new Given("idempotencyKey", CardConstants.IDEMPOTENCY_KEY);

    private IdempotencyKey() {}

    /**
     * The key the exchange brings, or one made of the exchange and what it sends: a redelivery has the same key,
     * another message of the same exchange has not.
     */
    public static String of(Exchange exchange, String target, Supplier<byte[]> content) {
        String given = GIVEN.text(exchange, null);
        return given == null ? derived(exchange, target, content.get()) : given;
    }

    /** What names a content that an exchange sends to a target, whatever key it brings. */
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
