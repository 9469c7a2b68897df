// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

import java.io.Serializable;
import java.time.Duration;

/**
 * Thrown when a call to a provider fails. The subclass is the kind of failure; {@link #getOutcome()} says whether the
 * message was sent.
 */
public abstract class ProviderException extends RuntimeException {

    private final Failure failure;
    private final ErrorKind kind;

    protected ProviderException(ErrorKind kind, Failure failure, Throwable cause) {
        super(failure.toString(), cause);
        this.kind = kind;
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    public ErrorKind getKind() {
        return kind;
    }

    public String getProvider() {
        return failure.provider();
    }

    public String getOperation() {
        return failure.operation();
    }

    public Outcome getOutcome() {
        return failure.outcome();
    }

    /** Returns the HTTP status, or 0 if the provider did not answer. */
    public int getHttpStatus() {
        return failure.status();
    }

    /** Returns the provider's own code, or null. */
    public String getCode() {
        return failure.code();
    }

    /** Whether a retry may succeed. The outcome says whether it is safe. */
    public boolean isRetryable() {
        return failure.retryable();
    }

    /**
     * Whether the line or its account cannot send, whatever the message: the credentials are wrong, the phone is logged
     * out, a quota is used up. Nothing was sent. Let the line rest and retry the message later.
     */
    public boolean isOfLine() {
        return failure.ofLine();
    }

    /** Returns the wait that the provider asks for, or null. */
    public Duration getRetryAfter() {
        return failure.retryAfter();
    }

    /** Returns the provider's id of the call, or null. */
    public String getTraceId() {
        return failure.traceId();
    }

    /** Returns the idempotency key of the call, or null. */
    public String getIdempotencyKey() {
        return failure.idempotencyKey();
    }

    /** Returns the provider's page about its code, or null. */
    public String getDocUrl() {
        return failure.docUrl();
    }

    /** Whether a retry of the same exchange cannot send a second message. */
    public boolean isSafeToRepeat() {
        return failure.outcome() == Outcome.NOT_SENT || failure.idempotencyKey() != null;
    }

    /** Returns the provider's own text, or null. It is not part of the message, since it may quote a body. */
    public String getProviderMessage() {
        return failure.providerMessage();
    }

    /** The kinds of failure. Each has its own exception class. */
    public enum ErrorKind {
        AUTHENTICATION,
        NOT_PERMITTED,
        INVALID_REQUEST,
        NOT_FOUND,
        CONFLICT,
        NOT_SUPPORTED,
        RATE_LIMITED,
        UNAVAILABLE,
        IN_DOUBT;

        /** Returns the kind of an answer that has only an HTTP status and no known code. */
        public static ErrorKind ofStatus(int status) {
            return switch (status) {
                case 401 -> AUTHENTICATION;
                case 402, 403 -> NOT_PERMITTED;
                case 404, 410 -> NOT_FOUND;
                case 409 -> CONFLICT;
                case 429 -> RATE_LIMITED;
                case 405, 501 -> NOT_SUPPORTED;
                default -> status < 500 ? INVALID_REQUEST : UNAVAILABLE;
            };
        }
    }

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
     * @param ofLine          whether the line or its account cannot send, whatever the message
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
            String docUrl,
            boolean ofLine)
            implements Serializable {

        /** Creates a failure of one message, not of the line. */
        public Failure(
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
                String docUrl) {
            this(
                    provider,
                    operation,
                    outcome,
                    reason,
                    status,
                    code,
                    retryable,
                    retryAfter,
                    traceId,
                    idempotencyKey,
                    providerMessage,
                    docUrl,
                    false);
        }

        /** Creates a failure without an answer of the provider. */
        public static Failure local(
                String provider, String operation, Outcome outcome, String reason, boolean retryable) {
            return new Failure(provider, operation, outcome, reason, 0, null, retryable, null, null, null, null, null);
        }

        public Failure withOutcome(Outcome other) {
            return with(other, reason, idempotencyKey);
        }

        public Failure withIdempotencyKey(String key) {
            return with(outcome, reason, key);
        }

        /** Marks a failure of the line or its account. */
        public Failure ofTheLine() {
            return with(outcome, reason, idempotencyKey, true);
        }

        public Failure with(Outcome otherOutcome, String otherReason, String key) {
            return with(otherOutcome, otherReason, key, ofLine);
        }

        private Failure with(Outcome otherOutcome, String otherReason, String key, boolean isOfLine) {
            return new Failure(
                    provider,
                    operation,
                    otherOutcome,
                    otherReason,
                    status,
                    code,
                    retryable,
                    retryAfter,
                    traceId,
                    key,
                    providerMessage,
                    docUrl,
                    isOfLine);
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
}
