package io.callingcard.provider.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Keeps events, durably, from the moment we say that we have them until the route is through. Many nodes share one. */
public interface EventInbox {

    /**
     * An event that waits, or that somebody is at.
     *
     * @param attempts how often it was begun, this time included
     * @param token    who is at it: another one, later, has another token
     */
    record Kept(String subscriber, String eventId, byte[] body, Instant receivedAt, int attempts, String token) {

        /** Bodies hold what people write. */
        @Override
        public String toString() {
            return "Kept[attempt " + attempts + "]";
        }
    }

    /**
     * Keeps an event. When this returns, the event survives the process, and the machine as far as the database does.
     *
     * @return false when it was kept before, also when it is through already
     */
    boolean keep(String subscriber, String eventId, byte[] body, Instant receivedAt);

    /** Takes events that wait, or whose owner gave no sign of life for the time of the lease; oldest first. */
    List<Kept> take(String subscriber, int most, Duration lease);

    /** A sign of life: those that are still ours stay ours for another lease. */
    void renew(List<Kept> taken, Duration lease);

    /** The route is through. Does nothing when the event is no longer ours. */
    void done(Kept taken);

    /** The route failed; the event is tried again after the wait. */
    void retry(Kept taken, Duration wait);

    /** The route failed for good; the event is put aside for somebody to look at. */
    void putAside(Kept taken);
}
