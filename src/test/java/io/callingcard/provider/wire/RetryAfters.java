// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Parses the header {@code Retry-After}. */
public final class RetryAfters {

    private RetryAfters() {}

    public static Optional<Duration> parse(String header, Instant now) {
        return RetryAfter.parse(header, now);
    }
}
