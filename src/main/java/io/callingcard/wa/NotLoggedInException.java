package io.callingcard.wa;

import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.UnavailableException;

/**
 * The device cannot speak to WhatsApp: it never logged in, was logged out, or its connection is down (INVALID_WA_CLI,
 * AUTHENTICATION_ERROR). It is no matter of the gateway's user name and password.
 */
public class NotLoggedInException extends UnavailableException {

    public NotLoggedInException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
