// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time within which a step happens once. Its slot is part of the step's key. */
sealed interface Window {

    /** The slot of steps that happen once for good. */
    String EVER = "ever";

    /**
     * Tells whether a step may have been sent before a time, in the slot that is open now.
     *
     * @param slot as it is part of the step's key
     */
    static boolean reaches(String slot, Instant time, Instant now) {
        if (slot.equals(EVER)) {
            return true;
        }
        int count = slot.indexOf(Rolling.COUNTED);
        return count < 0
                ? !LocalDate.parse(slot).isAfter(time.atOffset(Day.EARLIEST).toLocalDate())
                : now.isBefore(time.plus(Duration.parse(slot.substring(0, count))));
    }

    /** Once for good. */
    record Ever() implements Window {}

    /**
     * Once per calendar day.
     *
     * @param zone the time zone of the days; null for the recipient's
     */
    record Day(ZoneId zone) implements Window {

        /** Where a day begins first. */
        private static final ZoneOffset EARLIEST = ZoneOffset.ofHours(14);

        String slot(Instant now, ZoneId recipients) {
            return now.atZone(zone == null ? recipients : zone).toLocalDate().toString();
        }
    }

    /** Once per span of time. A span begins with each send. */
    record Rolling(Duration length) implements Window {

        private static final String COUNTED = "#";

        String first() {
            return length + COUNTED + "1";
        }

        /** Returns the open slot after the newest claim; empty while its window is closed. */
        Optional<String> next(ClaimTable.Last last, long now) {
            boolean isOver = last.state() == StepState.SENT
                    || last.state() == StepState.IN_DOUBT && last.decision() == Decision.SKIP;
            if (!isOver) {
                return Optional.of(last.slot());
            }
            return last.at() + length.toMillis() <= now ? Optional.of(after(last.slot())) : Optional.empty();
        }

        /** Counts, so that of several processes which open the next slot at once, one wins. */
        private String after(String slot) {
            int number = Integer.parseInt(slot.substring(slot.indexOf(COUNTED) + 1));
            return length + COUNTED + (number + 1);
        }
    }
}
