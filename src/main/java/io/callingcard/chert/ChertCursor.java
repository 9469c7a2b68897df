package io.callingcard.chert;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.callingcard.provider.inbound.EventCursors;

/** The read position, kept in the configured store or in memory. The first start begins with new events. */
final class ChertCursor {

    private static final int REMEMBERED = 2_000;

    private final EventCursors kept;
    private final String name;
    private volatile Instant position;

    /** The events that were routed recently; two rounds may read the same ones. */
    private final Map<String, Instant> passed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
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

    synchronized boolean isPassed(String id) {
        return passed.containsKey(id);
    }

    /** Records a routed event. The position never goes back, because the order is not guaranteed. */
    synchronized void pass(String id, Instant at) {
        passed.put(id, at);
        if (at.isAfter(position)) {
            position = at;
            if (kept != null) {
                kept.move(name, at.toString());
            }
        }
    }
}
