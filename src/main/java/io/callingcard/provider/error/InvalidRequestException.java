package io.callingcard.provider.error;

/** What was asked for is wrong, found by us before sending or by the provider; trying again changes nothing. */
public class InvalidRequestException extends ProviderException {

    public InvalidRequestException(Failure failure, Throwable cause) {
        super(ErrorKind.INVALID_REQUEST, failure, cause);
    }
}
