package io.callingcard.provider.error;

/** The provider does not accept the credentials, or the clock they were signed with. */
public class AuthenticationException extends ProviderException {

    public AuthenticationException(Failure failure, Throwable cause) {
        super(ErrorKind.AUTHENTICATION, failure, cause);
    }
}
