package io.callingcard.provider.error;

/** The chat, message, attachment or other thing that was named does not exist. */
public class NotFoundException extends ProviderException {

    public NotFoundException(Failure failure, Throwable cause) {
        super(ErrorKind.NOT_FOUND, failure, cause);
    }
}
