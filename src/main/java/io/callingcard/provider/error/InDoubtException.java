// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the message may or may not have been sent. The provider's history or a retry with the key can tell. */
public class InDoubtException extends ProviderException {

    public InDoubtException(Failure failure, Throwable cause) {
        super(ErrorKind.IN_DOUBT, failure, cause);
    }
}
