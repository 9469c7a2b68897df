// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.error;

/** Thrown when the provider's rate limit is reached. Nothing was sent. */
public class RateLimitedException extends ProviderException {

    public RateLimitedException(Failure failure, Throwable cause) {
        super(ErrorKind.RATE_LIMITED, failure, cause);
    }
}
