package io.callingcard.twin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The providers' clock, which can be put wrong on purpose. */
final class TwinClock {

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    TwinClock(Clock clock) {
        this.clock = clock;
    }

    Instant instant() {
        return clock.instant().plus(offset);
    }

    /** From now on the providers' clock differs from the real one. */
    void offset(Duration other) {
        offset = other;
    }

    void reset() {
        offset = Duration.ZERO;
    }
}
