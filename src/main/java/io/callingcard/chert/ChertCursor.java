package io.callingcard.chert;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.callingcard.provider.inbound.EventCursors;

/**
 * The position up to which events were read. It is stored as the option cursors says, or in memory. A first start
 * reads from now on.
 */
final class ChertCursor {

    private static final int REMEMBERED_EVENTS = 2_000;

    private final EventCursors kept;
    private final String name;
    private volatile Instant position;

    /** The latest events: an event may be read twice where two rounds overlap. */
    private final Map<String, Instant> routed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED_EVENTS;
        }
    };

    ChertCursor(ChertConfiguration configuration, String subscriber) {
        this.kept = configuration.getCursors();
        this.name = "chert-events:" + subscriber;
        this.position = configuration.getClock().instant();
    }

    /** Continues where the last run stopped. */
    void open() {
        if (kept != null) {
            kept.position(name).map(Instant::parse).ifPresent(known -> position = known);
        }
    }

    Instant position() {
        return position;
    }

    synchronized boolean isRouted(String id) {
        return routed.containsKey(id);
    }

    /** Records a routed event. The position never moves back, since the order of events is not guaranteed. */
    synchronized void advance(String id, Instant at) {
        routed.put(id, at);
        if (at.isAfter(position)) {
            position = at;
            if (kept != null) {
                kept.move(name, at.toString());
            }
        }
    }
}
