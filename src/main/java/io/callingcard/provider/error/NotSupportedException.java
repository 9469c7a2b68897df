// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the provider or the line does not support the operation. */
public class NotSupportedException extends ProviderException {

    public NotSupportedException(Failure failure, Throwable cause) {
        super(ErrorKind.NOT_SUPPORTED, failure, cause);
    }
}
