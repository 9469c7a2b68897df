package io.callingcard.chert;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.callingcard.provider.inbound.EventCursors;

/** How far events were read. Kept where the option says, else in memory; a first start begins now. */
final class ChertCursor {

    private static final int REMEMBERED = 2_000;

    private final EventCursors kept;
    private final String name;
    private volatile Instant position;

    /** Those that were passed lately: the same may be read again where two rounds meet. */
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

    /** Goes on where the last run stopped. */
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

    /** An event got through. The position never goes back: rows come in no promised order. */
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
