// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Stores events durably from their acknowledgment until the route has finished. Several nodes can share one. No thread waits
 * for what is written, so that many events can be written together.
 */
public interface EventInbox {

    /**
     * A stored event, waiting or leased.
     *
     * @param attempts the number of attempts, including this one
     * @param token    identifies the lease; each new lease has a new token
     */
    record Kept(String subscriber, String eventId, byte[] body, Instant receivedAt, int attempts, String token) {

        /** Omits the body: it contains personal data. */
        @Override
        public String toString() {
            return "Kept[attempt " + attempts + "]";
        }
    }

    /**
     * Stores an event. When this has completed, the event survives a crash of the process.
     *
     * @return false if the event was stored before, even if it is finished
     */
    CompletableFuture<Boolean> keep(String subscriber, String eventId, byte[] body, Instant receivedAt);

    /**
     * Leases events that wait, or whose lease expired; oldest first.
     *
     * @param attempts only events that were tried fewer times than this
     */
    List<Kept> leaseEvents(String subscriber, int most, int attempts, Duration lease);

    /**
     * Leases one event that was tried at least so often, and whose last try had no end. It may be what ends the process.
     */
    List<Kept> leaseDangerous(String subscriber, int attempts, Duration lease);

    /** Renews the leases that are still ours. */
    void renew(List<Kept> taken, Duration lease);

    /** Marks an event as finished. Does nothing if its lease is no longer ours. */
    CompletableFuture<?> done(Kept taken);

    /** Schedules a retry after the route failed. */
    CompletableFuture<?> retry(Kept taken, Duration wait);

    /** Sets an event aside, for a person to look at. */
    CompletableFuture<?> setAside(Kept taken);
}
