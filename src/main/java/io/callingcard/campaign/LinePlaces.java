package io.callingcard.campaign;

import java.util.HashMap;
import java.util.Map;

/**
 * How many leads each line may have in progress: as many as it ends in half a minute. So a line that is slow, or that waits
 * between its messages, does not take the places of the other lines.
 */
final class LinePlaces {

    /** A line that ended no lead lately. */
    private static final int LEAST = 8;

    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int WINDOWS = 3;

    private final Map<String, Place> places = new HashMap<>();

    /** The leads of a line. */
    private static final class Place {

        private int inProgress;
        private int ended;
        private int endedBefore;
        private long since = System.nanoTime();

        private void turn(long now) {
            if (now - since >= WINDOW_NANOS) {
                endedBefore = now - since >= 2 * WINDOW_NANOS ? 0 : ended;
                ended = 0;
                since = now;
            }
        }
    }

    private Place place(String line) {
        Place place = places.computeIfAbsent(line, missing -> new Place());
        place.turn(System.nanoTime());
        return place;
    }

    /** Returns how many more leads the line may have in progress now. */
    synchronized int room(String line) {
        Place place = place(line);
        return Math.max(LEAST, WINDOWS * Math.max(place.ended, place.endedBefore)) - place.inProgress;
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
