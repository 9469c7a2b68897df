package io.callingcard.provider.error;

/** Thrown when the provider cannot be reached or cannot serve the call. */
public class UnavailableException extends ProviderException {

    public UnavailableException(Failure failure, Throwable cause) {
        super(ErrorKind.UNAVAILABLE, failure, cause);
    }
}
