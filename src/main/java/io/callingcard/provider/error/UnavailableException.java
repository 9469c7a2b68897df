package io.callingcard.provider.error;

/** The provider could not be reached or could not serve the call. */
public class UnavailableException extends ProviderException {

    public UnavailableException(Failure failure, Throwable cause) {
        super(ErrorKind.UNAVAILABLE, failure, cause);
    }
}
