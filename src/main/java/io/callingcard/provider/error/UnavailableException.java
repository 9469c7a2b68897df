// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the provider cannot be reached or cannot serve the call. */
public class UnavailableException extends ProviderException {

    public UnavailableException(Failure failure, Throwable cause) {
        super(ErrorKind.UNAVAILABLE, failure, cause);
    }

    /** Creates the exception of a call in doubt, after a look at the provider has proved that nothing was sent. */
    public static UnavailableException notSent(ProviderException doubt) {
        return new UnavailableException(doubt.failure().withOutcome(Outcome.NOT_SENT), null);
    }
}
