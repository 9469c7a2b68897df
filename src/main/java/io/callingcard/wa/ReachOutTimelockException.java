// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import io.callingcard.provider.error.RateLimitedException;

/**
 * WhatsApp does not let the account write to strangers for some hours (WA_REACHOUT_TIMELOCK). The component never retries:
 * each try makes the account's standing worse.
 */
public class ReachOutTimelockException extends RateLimitedException {

    public ReachOutTimelockException(Failure failure, Throwable cause) {
        super(failure, cause);
    }
}
