// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the provider refuses the credentials, or the time of the signature. */
public class AuthenticationException extends ProviderException {

    public AuthenticationException(Failure failure, Throwable cause) {
        super(ErrorKind.AUTHENTICATION, failure, cause);
    }
}
