package io.callingcard.provider.error;

import java.io.Serializable;
import java.time.Duration;

/**
 * Everything that is known of a failed call.
 *
 * @param provider        scheme of the component, such as {@code chert}
 * @param operation       the operation's word, such as {@code send-contact}
 * @param outcome         what the call did to the world
 * @param reason          our own sentence: never a secret, a body or a full number
 * @param status          HTTP status, or 0 when there was no answer
 * @param code            the provider's own code, or null
 * @param retryable       whether another try may succeed; says nothing of whether it is safe
 * @param retryAfter      how long the provider asks us to wait, or null
 * @param traceId         the provider's id of the call, for its support, or null
 * @param idempotencyKey  the key that went with the call: with it a repeat is safe even in doubt; or null
 * @param providerMessage the provider's own words; kept out of messages and logs, since they may quote a body
 * @param docUrl          where the provider explains the code, or null
 */
public record Failure(
        String provider,
        String operation,
        Outcome outcome,
        String reason,
        int status,
        String code,
        boolean retryable,
        Duration retryAfter,
        String traceId,
        String idempotencyKey,
        String providerMessage,
        String docUrl)
        implements Serializable {

    /** A failure without an answer of the provider. */
    public static Failure local(String provider, String operation, Outcome outcome, String reason, boolean retryable) {
        return new Failure(provider, operation, outcome, reason, 0, null, retryable, null, null, null, null, null);
    }

    public Failure withOutcome(Outcome other) {
        return new Failure(
                provider,
                operation,
                other,
                reason,
                status,
                code,
                retryable,
                retryAfter,
                traceId,
                idempotencyKey,
                providerMessage,
                docUrl);
    }

    public Failure withIdempotencyKey(String key) {
        return new Failure(
                provider,
                operation,
                outcome,
                reason,
                status,
                code,
                retryable,
                retryAfter,
                traceId,
                key,
                providerMessage,
                docUrl);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(96)
                .append(provider)
                .append(' ')
                .append(operation)
                .append(": ")
                .append(reason);
        text.append(" [").append(outcome);
        append(text, "HTTP ", status == 0 ? null : status);
        append(text, "code ", code);
        append(text, "retry after ", retryAfter);
        append(text, "trace ", traceId);
        return text.append(']').toString();
    }

    private static void append(StringBuilder text, String name, Object value) {
        if (value != null) {
            text.append(", ").append(name).append(value);
        }
    }
}
