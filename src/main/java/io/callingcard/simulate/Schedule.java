// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.TimeZone;

import org.quartz.CronExpression;
import org.quartz.impl.triggers.CronTriggerImpl;

/** Computes when a timer fires. */
interface Schedule {

    /**
     * Returns when it fires next; null if it does not fire again.
     *
     * @param last the last time; null before the first
     * @param now  the present time, which is later than the last one if the event took long
     */
    Instant next(Instant last, Instant now);

    /** Fires at equal intervals. */
    static Schedule every(Duration first, Duration period, long times) {
        long[] left = {times <= 0 ? Long.MAX_VALUE : times};
        return (last, now) -> {
            if (left[0]-- <= 0) {
                return null;
            }
            return last == null ? now.plus(first) : last.plus(period);
        };
    }

    /** Fires at the times that Quartz computes. */
    static Schedule cron(String expression, TimeZone zone, Instant start) throws ParseException {
        CronExpression cron = new CronExpression(expression);
        cron.setTimeZone(zone);
        CronTriggerImpl trigger = new CronTriggerImpl();
        trigger.setStartTime(Date.from(start));
        trigger.setCronExpression(cron);
        return (last, now) -> {
            Date next = last == null ? trigger.computeFirstFireTime(null) : trigger.getFireTimeAfter(Date.from(last));
            return next == null ? null : next.toInstant();
        };
    }

    /** Fires once, at once, if one or more times have passed while the last event was in progress. */
    static Schedule firingOnceAfterMisfire(Schedule schedule) {
        return missed(schedule, true);
    }

    /** Skips the times that have passed while the last event was in progress. */
    static Schedule skippingMisfires(Schedule schedule) {
        return missed(schedule, false);
    }

    private static Schedule missed(Schedule schedule, boolean fires) {
        return (last, now) -> {
            Instant next = schedule.next(last, now);
            Instant due = next;
            while (next != null && next.isBefore(now)) {
                due = next;
                next = schedule.next(next, now);
            }
            return fires && due != null && due.isBefore(now) ? now : next;
        };
    }
}
