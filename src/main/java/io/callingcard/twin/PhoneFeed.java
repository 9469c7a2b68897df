package io.callingcard.twin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/** What happens on the phones, in order, for whoever watches: what they receive, and what their people do. */
final class PhoneFeed {

    private static final int MOST_KEPT = 5_000;

    private final Deque<Moment> moments = new ArrayDeque<>();
    private final Set<Consumer<Moment>> watchers = new CopyOnWriteArraySet<>();
    private long number;

    /**
     * One thing that happens.
     *
     * @param kind received, done (by a person), or reset
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

    /** From now on nothing of what was counts any more. */
    synchronized void reset() {
        moments.clear();
        add("reset", "{}");
    }

    /** Tells all that came after a moment, and from then on whatever comes; till the answer is run. */
    synchronized Runnable watch(long after, Consumer<Moment> watcher) {
        List<Moment> missed = new ArrayList<>(moments);
        missed.removeIf(moment -> moment.number() <= after);
        missed.forEach(watcher);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
