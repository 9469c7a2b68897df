package io.callingcard.ledger;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** The hours in which nobody is disturbed, by the clock of who would be; the same times for both mean none. */
record QuietHours(LocalTime from, LocalTime to) {

    /** The first moment, from now on, at which it is quiet in none of the zones. */
    Instant over(Instant now, List<ZoneId> zones) {
        Instant moment = now;
        boolean moved = true;
        // Zones may take turns; but whoever is in several is so for one of them at most twice.
        for (int round = 0; moved && round <= 2 * zones.size(); round++) {
            moved = false;
            for (ZoneId zone : zones) {
                Instant later = over(moment, zone);
                moved |= later.isAfter(moment);
                moment = later;
            }
        }
        return moment;
    }

    private Instant over(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        if (!isQuiet(local.toLocalTime())) {
            return now;
        }
        ZonedDateTime end = local.toLocalDate().atTime(to).atZone(zone);
        return (end.isAfter(local)
                        ? end
                        : local.toLocalDate().plusDays(1).atTime(to).atZone(zone))
                .toInstant();
    }

    private boolean isQuiet(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : from.isAfter(to) && (!time.isBefore(from) || time.isBefore(to));
    }
}
