package io.callingcard.provider.error;

/** The thing exists, but its state does not allow this. */
public class ConflictException extends ProviderException {

    public ConflictException(Failure failure, Throwable cause) {
        super(ErrorKind.CONFLICT, failure, cause);
    }
}
