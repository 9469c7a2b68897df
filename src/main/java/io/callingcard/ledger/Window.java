package io.callingcard.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** How long once is once. */
sealed interface Window {

    /** For good. */
    record Ever() implements Window {}

    /**
     * The calendar day.
     *
     * @param zone where; or null for where the recipient is
     */
    record Day(ZoneId zone) implements Window {
        String slot(Instant now, ZoneId recipients) {
            return now.atZone(zone == null ? recipients : zone).toLocalDate().toString();
        }
    }

    /** A span of time that begins with each send. */
    record Rolling(Duration length) implements Window {

        private static final String COUNTED = "#";

        String first() {
            return length + COUNTED + "1";
        }

        /** The slot after the given one: of several who open it at once, one does. */
        String after(String slot) {
            int number = Integer.parseInt(slot.substring(slot.indexOf(COUNTED) + 1));
            return length + COUNTED + (number + 1);
        }
    }
}
