// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the state of a chat, message or card does not allow the operation. */
public class ConflictException extends ProviderException {

    public ConflictException(Failure failure, Throwable cause) {
        super(ErrorKind.CONFLICT, failure, cause);
    }
}
