package io.callingcard.provider.error;

/** The message may or may not have been delivered; only the provider's history or its idempotency key can tell. */
public class InDoubtException extends ProviderException {

    public InDoubtException(Failure failure, Throwable cause) {
        super(ErrorKind.IN_DOUBT, failure, cause);
    }
}
