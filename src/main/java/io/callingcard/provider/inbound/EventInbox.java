package io.callingcard.provider.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stores events durably from their acknowledgement until the route has finished. Nodes may share an inbox. */
public interface EventInbox {

    /**
     * A stored event.
     *
     * @param attempts how often it was begun, this time included
     * @param token    identifies the lease; a later lease has another token
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
     * @return false if it was stored before, even if the route has finished
     */
    boolean keep(String subscriber, String eventId, byte[] body, Instant receivedAt);

    /** Takes events that wait, or whose owner gave no sign of life for the time of the lease; oldest first. */
    List<Kept> take(String subscriber, int most, Duration lease);

    /** A sign of life: those that are still ours stay ours for another lease. */
    void renew(List<Kept> taken, Duration lease);

    /** The route has finished. Does nothing if the lease expired. */
    void done(Kept taken);

    /** The route failed; the event is tried again after the wait. */
    void retry(Kept taken, Duration wait);

    /** The route failed permanently; the event is set aside for an operator. */
    void setAside(Kept taken);
}
