package io.callingcard.provider.error;

/** The request is wrong, found before sending or by the provider. A retry fails again. */
public class InvalidRequestException extends ProviderException {

    public InvalidRequestException(Failure failure, Throwable cause) {
        super(ErrorKind.INVALID_REQUEST, failure, cause);
    }
}
