package io.callingcard.provider.error;

/** Too much at once: nothing was sent; the provider may say when to come back. */
public class RateLimitedException extends ProviderException {

    public RateLimitedException(Failure failure, Throwable cause) {
        super(ErrorKind.RATE_LIMITED, failure, cause);
    }
}
