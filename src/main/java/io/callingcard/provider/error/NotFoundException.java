// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when a chat, message, attachment or other resource does not exist. */
public class NotFoundException extends ProviderException {

    public NotFoundException(Failure failure, Throwable cause) {
        super(ErrorKind.NOT_FOUND, failure, cause);
    }
}
