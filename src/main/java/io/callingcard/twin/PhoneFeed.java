// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** A stream of everything that phones receive and that people do, for pages that show it live. */
final class PhoneFeed {

    private static final int MOST_KEPT = 5_000;

    private final Deque<Moment> moments = new ArrayDeque<>();
    private final Set<Consumer<Moment>> watchers = new CopyOnWriteArraySet<>();
    private long number;

    /**
     * One event.
     *
     * @param kind {@code received}, {@code done} (by a person) or {@code reset}
     */
    record Moment(long number, String kind, String json) {}

    synchronized void add(String kind, String json) {
        Moment moment = new Moment(++number, kind, json);
        moments.add(moment);
        if (moments.size() > MOST_KEPT) {
            moments.remove();
        }
        watchers.forEach(watcher -> watcher.accept(moment));
    }

    /** Forgets all moments, and tells the watchers so. */
    synchronized void reset() {
        moments.clear();
        add("reset", "{}");
    }

    /** Sends the moments after a number, then every new one, until the answer is run. */
    synchronized Runnable watch(long after, Consumer<Moment> watcher) {
        List<Moment> missed = new ArrayList<>(moments);
        missed.removeIf(moment -> moment.number() <= after);
        missed.forEach(watcher);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
