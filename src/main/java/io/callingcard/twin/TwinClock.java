// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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

    /** Returns the time as the header {@code date} has it. */
    String httpDate() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant().atOffset(ZoneOffset.UTC));
    }

    void offset(Duration other) {
        offset = other;
    }

    void reset() {
        offset = Duration.ZERO;
    }
}
