// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many leads each line may have in progress: as many as it ends in ten seconds. So a line that is slow, or that waits
 * between its messages, does not take the places of the other lines, and a stop does not wait for it long.
 */
final class LinePlaces {

    /** A line that ended no lead lately. */
    private static final int LEAST = 8;

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Clock clock;
    private final Map<String, Place> places = new HashMap<>();

    LinePlaces(Clock clock) {
        this.clock = clock;
    }

    /** The leads of a line: those in progress, and those that ended in this window and in the one before. */
    private static final class Place {

        private Instant since;
        private int inProgress;
        private int ended;
        private int endedBefore;

        Place(Instant now) {
            since = now;
        }

        private void turn(Instant now) {
            Duration age = Duration.between(since, now);
            if (age.compareTo(WINDOW) >= 0) {
                endedBefore = age.compareTo(WINDOW.multipliedBy(2)) < 0 ? ended : 0;
                ended = 0;
                since = now;
            }
        }
    }

    private Place place(String line) {
        Instant now = clock.instant();
        Place place = places.computeIfAbsent(line, missing -> new Place(now));
        place.turn(now);
        return place;
    }

    /** Returns how many more leads the line may have in progress now. */
    synchronized int room(String line) {
        Place place = place(line);
        return Math.max(LEAST, Math.max(place.ended, place.endedBefore)) - place.inProgress;
    }

    synchronized void begun(String line) {
        place(line).inProgress++;
    }

    synchronized void ended(String line) {
        Place place = place(line);
        place.inProgress--;
        place.ended++;
    }
}
