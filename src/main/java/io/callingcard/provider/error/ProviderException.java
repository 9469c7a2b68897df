package io.callingcard.provider.error;

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
}
