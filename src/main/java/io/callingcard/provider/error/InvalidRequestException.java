// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the request is invalid, found before sending or by the provider. A retry does not help. */
public class InvalidRequestException extends ProviderException {

    public InvalidRequestException(Failure failure, Throwable cause) {
        super(ErrorKind.INVALID_REQUEST, failure, cause);
    }
}
