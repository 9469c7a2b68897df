package io.callingcard.provider.error;

/** The credentials are right, but the account may not do this: suspended, unpaid, or not its own line. */
public class NotPermittedException extends ProviderException {

    public NotPermittedException(Failure failure, Throwable cause) {
        super(ErrorKind.NOT_PERMITTED, failure, cause);
    }
}
