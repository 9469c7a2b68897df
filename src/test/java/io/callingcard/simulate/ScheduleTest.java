// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.TimeZone;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Timers fire at the times that their options name, also after a misfire. */
class ScheduleTest {

    private static final Instant START = at("15:00");

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }

    private static Schedule cron(String expression) throws Exception {
        return Schedule.cron(expression, TimeZone.getTimeZone(ZoneOffset.UTC), START);
    }

    @Test
    void aTimerEndsAfterItsTimes() {
        Schedule twice = Schedule.every(Duration.ZERO, Duration.ofHours(1), 2);
        assertThat(twice.next(null, START)).isEqualTo(START);
        assertThat(twice.next(START, START)).isEqualTo(at("16:00"));
        assertThat(twice.next(at("16:00"), at("16:00"))).isNull();
    }

    @Test
    void aCronOfAnEarlierYearNeverFires() throws Exception {
        String earlier = "0 0 12 * * ? 2020";
        assertThat(Schedule.firingOnceAfterMisfire(cron(earlier)).next(null, START))
                .isNull();
        assertThat(Schedule.skippingMisfires(cron(earlier)).next(null, START)).isNull();
    }

    @Test
    void missedTimesFireOnceOrNotAtAll() throws Exception {
        String hourly = "0 0 * * * ?";
        assertThat(Schedule.firingOnceAfterMisfire(cron(hourly)).next(at("16:00"), at("18:30")))
                .isEqualTo(at("18:30"));
        assertThat(Schedule.skippingMisfires(cron(hourly)).next(at("16:00"), at("18:30")))
                .isEqualTo(at("19:00"));
    }

    @Test
    void theLastTimeMayBeMissed() throws Exception {
        String twice = "0 0 16,17 2 3 ? 2026";
        assertThat(Schedule.firingOnceAfterMisfire(cron(twice)).next(at("16:00"), at("18:30")))
                .isEqualTo(at("18:30"));
        assertThat(Schedule.skippingMisfires(cron(twice)).next(at("16:00"), at("18:30")))
                .isNull();
    }
}
