// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The state of a line in the rule checker: the last messages, the messages in flight and the counts of the day. */
final class CheckedLine {

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, LocalDate> days = new HashMap<>();
    private final Map<String, Instant> last = new HashMap<>();
    private int inFlight;

    /** Counts a message of a kind, and returns how many of that kind the day has so far. */
    int count(String kind, Instant at, ZoneId zone) {
        LocalDate day = at.atZone(zone).toLocalDate();
        if (!day.equals(days.put(kind, day))) {
            counts.put(kind, 0);
        }
        return counts.merge(kind, 1, Integer::sum);
    }

    /** Returns whether the last message of the kind is less than a gap ago. A message that comes out of order is not compared. */
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

    /** Forgets the messages in flight, because those of a killed node never get an outcome. */
    void forgetInFlight() {
        inFlight = 0;
    }
}
