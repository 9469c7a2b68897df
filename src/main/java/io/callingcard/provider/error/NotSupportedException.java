package io.callingcard.provider.error;

/** The provider or the line cannot do this at all. */
public class NotSupportedException extends ProviderException {

    public NotSupportedException(Failure failure, Throwable cause) {
        super(ErrorKind.NOT_SUPPORTED, failure, cause);
    }
}
