// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** The hours in which nothing is shared, in the recipient's time zone. Equal times mean no quiet hours. */
record QuietHours(LocalTime from, LocalTime to) {

    /** Returns the first moment from now on that is outside the quiet hours of all zones. */
    Instant end(Instant now, List<ZoneId> zones) {
        Instant moment = now;
        boolean moved = true;
        // Quiet hours of several zones may follow each other, each at most twice.
        for (int round = 0; moved && round <= 2 * zones.size(); round++) {
            moved = false;
            for (ZoneId zone : zones) {
                Instant later = end(moment, zone);
                moved |= later.isAfter(moment);
                moment = later;
            }
        }
        return moment;
    }

    private Instant end(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        if (!isQuiet(local.toLocalTime())) {
            return now;
        }
        ZonedDateTime morning = local.toLocalDate().atTime(to).atZone(zone);
        return (morning.isAfter(local)
                        ? morning
                        : local.toLocalDate().plusDays(1).atTime(to).atZone(zone))
                .toInstant();
    }

    private boolean isQuiet(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : from.isAfter(to) && (!time.isBefore(from) || time.isBefore(to));
    }
}
