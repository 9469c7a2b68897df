// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the person opted out after a route had checked the consent, and before the message left. */
public class OptedOutException extends ConflictException {

    public OptedOutException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
