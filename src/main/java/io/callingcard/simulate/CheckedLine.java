// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** What the checker keeps of a line: the last message, those without an answer, and the counts of the day. */
final class CheckedLine {

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, LocalDate> days = new HashMap<>();
    private final Map<String, Instant> last = new HashMap<>();
    private int inFlight;

    /** Counts one more of a kind on its day, and returns how many that day has. */
    int count(String kind, Instant at, ZoneId zone) {
        LocalDate day = at.atZone(zone).toLocalDate();
        if (!day.equals(days.put(kind, day))) {
            counts.put(kind, 0);
        }
        return counts.merge(kind, 1, Integer::sum);
    }

    /** Returns whether the last one of the kind was less than a gap ago. One whose outcome was known late is not compared. */
    boolean isTooSoon(String kind, Instant at, long gapMillis) {
        Instant before = last.get(kind);
        if (before != null && at.isBefore(before)) {
            return false;
        }
        last.put(kind, at);
        return gapMillis > 0 && before != null && Duration.between(before, at).toMillis() < gapMillis;
    }

    int begin() {
        return ++inFlight;
    }

    void end() {
        inFlight = Math.max(0, inFlight - 1);
    }

    /** A process that was killed leaves messages without an outcome. */
    void forgetInFlight() {
        inFlight = 0;
    }
}
