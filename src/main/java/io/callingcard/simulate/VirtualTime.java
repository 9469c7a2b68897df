// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * A clock that jumps from one event to the next. One thread runs all events. Events that are due now run in the order in which
 * they were added. The others follow by their time.
 */
final class VirtualTime extends Clock {

    private static final Comparator<Event> BY_TIME =
            Comparator.<Event>comparingLong(event -> event.at).thenComparingLong(event -> event.number);

    private final Instant start;
    /** The moment at which a wait for a condition gives up. */
    private final long end;

    private final Queue<Event> ready = new ArrayDeque<>();
    private final PriorityQueue<Event> later = new PriorityQueue<>(BY_TIME);
    private long nanos;
    private long events;

    VirtualTime(Instant start, Instant end) {
        this.start = start;
        this.end = Duration.between(start, end).toNanos();
    }

    /** Work that runs at a time, unless it is canceled. */
    static final class Event {

        private final long at;
        private final long number;
        private Runnable work;

        private Event(long at, long number, Runnable work) {
            this.at = at;
            this.number = number;
            this.work = work;
        }

        void cancel() {
            work = null;
        }

        long at() {
            return at;
        }
    }

    /** Returns the nanoseconds since the start. */
    long nanos() {
        return nanos;
    }

    Event now(Runnable work) {
        Event event = new Event(nanos, ++events, work);
        ready.add(event);
        return event;
    }

    Event after(long wait, Runnable work) {
        if (wait <= 0) {
            return now(work);
        }
        Event event = new Event(nanos + wait, ++events, work);
        later.add(event);
        return event;
    }

    /** Runs all events until a time, and sets the clock to that time. */
    void runUntil(Instant moment) {
        long last = Duration.between(start, moment).toNanos();
        while (step(last)) {
            // The condition runs the events.
        }
        nanos = Math.max(nanos, last);
    }

    /** Runs events until a condition holds. Returns false if it does not hold until the end. */
    boolean runUntil(BooleanSupplier isDone) {
        while (!isDone.getAsBoolean()) {
            if (!step(end)) {
                return false;
            }
        }
        return true;
    }

    private boolean step(long last) {
        Event next = ready.poll();
        if (next == null) {
            next = later.peek();
            if (next == null || next.at > last) {
                return false;
            }
            later.poll();
            nanos = Math.max(nanos, next.at);
        }
        Runnable work = next.work;
        if (work != null) {
            next.work = null;
            work.run();
        }
        return true;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos);
    }

    @Override
    public long millis() {
        return start.toEpochMilli() + nanos / 1_000_000;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : Clock.fixed(instant(), zone);
    }
}
