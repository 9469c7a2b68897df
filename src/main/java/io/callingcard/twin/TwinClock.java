// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The providers' clock, with an offset from the real one. */
final class TwinClock {

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    TwinClock(Clock clock) {
        this.clock = clock;
    }

    Instant instant() {
        return clock.instant().plus(offset);
    }

    void offset(Duration other) {
        offset = other;
    }

    void reset() {
        offset = Duration.ZERO;
    }
}
