package io.callingcard.provider.error;

import java.io.Serializable;
import java.time.Duration;

/**
 * Describes a failed call.
 *
 * @param provider        scheme of the component, such as {@code chert}
 * @param operation       the operation's word, such as {@code send-contact}
 * @param outcome         whether the message was sent
 * @param reason          our description, without secrets, bodies and full numbers
 * @param status          HTTP status, or 0 when there was no answer
 * @param code            the provider's own code, or null
 * @param retryable       whether a retry may succeed; the outcome says whether it is safe
 * @param retryAfter      the wait that the provider asks for, or null
 * @param traceId         the provider's id of the call, for its support, or null
 * @param idempotencyKey  the key of the call, or null; with a key, a retry is safe even in doubt
 * @param providerMessage the provider's own text; not logged, since it may quote a body
 * @param docUrl          the provider's page about the code, or null
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

    /** Creates a failure without an answer of the provider. */
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
