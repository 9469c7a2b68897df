// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import io.callingcard.provider.error.UnavailableException;

/**
 * The device is not connected to WhatsApp: it never logged in, was logged out, or its connection is down (INVALID_WA_CLI,
 * AUTHENTICATION_ERROR). The gateway's user name and password are not the problem.
 */
public class NotLoggedInException extends UnavailableException {

    public NotLoggedInException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
