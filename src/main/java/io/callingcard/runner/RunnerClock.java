// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import io.quarkus.arc.Unremovable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The clock of flows and twins. The page can move it forward, to show a week in a minute. */
@Singleton
@Unremovable
@Named("callingCardClock")
class RunnerClock extends Clock {

    private volatile Duration offset = Duration.ZERO;

    void offset(Duration other) {
        offset = other;
    }

    Duration offset() {
        return offset;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return RunnerClock.this.withZone(other);
            }

            @Override
            public Instant instant() {
                return RunnerClock.this.instant();
            }
        };
    }
}
