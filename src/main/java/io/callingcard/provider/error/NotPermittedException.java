// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the account may not do this: it is suspended or unpaid, or the line belongs to another account. */
public class NotPermittedException extends ProviderException {

    public NotPermittedException(Failure failure, Throwable cause) {
        super(ErrorKind.NOT_PERMITTED, failure, cause);
    }
}
