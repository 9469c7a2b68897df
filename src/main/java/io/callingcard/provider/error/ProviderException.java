package io.callingcard.provider.error;

import java.time.Duration;

/** A call to a provider failed. The subclass names the kind; {@link #getOutcome()} tells whether it was sent. */
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

    /** The HTTP status, or 0 when the provider did not answer. */
    public int getHttpStatus() {
        return failure.status();
    }

    /** The provider's own code, or null. */
    public String getCode() {
        return failure.code();
    }

    /** The same failure, once a look at the provider has shown that nothing was done. */
    public ProviderException provenNotSent() {
        return ErrorKind.UNAVAILABLE.exception(failure.withOutcome(Outcome.NOT_SENT), null);
    }

    /** Whether another try may succeed. Whether it is safe is the outcome's business. */
    public boolean isRetryable() {
        return failure.retryable();
    }

    /** How long the provider asks us to wait, or null. */
    public Duration getRetryAfter() {
        return failure.retryAfter();
    }

    /** The provider's id of the call, or null. */
    public String getTraceId() {
        return failure.traceId();
    }

    /** The idempotency key that went with the call, or null. */
    public String getIdempotencyKey() {
        return failure.idempotencyKey();
    }

    /** Where the provider explains its code, or null. */
    public String getDocUrl() {
        return failure.docUrl();
    }

    /** Whether a repeat of the same exchange cannot become a second message. */
    public boolean isSafeToRepeat() {
        return failure.outcome() == Outcome.NOT_SENT || failure.idempotencyKey() != null;
    }

    /** The provider's own message, or null. It is not part of the exception's message because it may quote a body. */
    public String getProviderMessage() {
        return failure.providerMessage();
    }
}
