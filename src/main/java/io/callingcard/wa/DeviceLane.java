// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import io.callingcard.provider.claim.LineDrive;
import io.callingcard.provider.wire.Wire;

/**
 * The queue of one device. The gateway sends one message at a time for each device, and drops messages that wait too long
 * in its own queue. So calls wait here instead, in order and without a timeout.
 */
final class DeviceLane {

    private static final int REMEMBERED = 1_000;

    private final Queue<Turn<?>> waiting = new ArrayDeque<>();
    private final AtomicReferenceArray<String> told = new AtomicReferenceArray<>(REMEMBERED);
    private final AtomicInteger tellings = new AtomicInteger();
    private int running;
    /** When a call last began or ended; the pause starts then. */
    private OptionalLong lastMoved = OptionalLong.empty();

    private boolean resting;
    private boolean rested;

    /**
     * A call that waits.
     *
     * @param most     how many may be under way with it
     * @param interval the pause before it
     * @param wire     waits without blocking a thread
     * @param drive    tells whether this node may send on the line
     */
    static final class Turn<T> {

        private final int most;
        private final Duration interval;
        private final Supplier<Future<T>> call;
        private final Wire wire;
        private final LineDrive drive;
        private Promise<T> promise;
        private LineDrive.Sending sending;

        Turn(int most, Duration interval, Supplier<Future<T>> call, Wire wire, LineDrive drive) {
            this.most = most;
            this.interval = interval;
            this.call = call;
            this.wire = wire;
            this.drive = drive;
        }

        private boolean begin() {
            sending = drive.begin().orElse(null);
            return sending != null;
        }
    }

    <T> Future<T> pass(Turn<T> turn) {
        if (isFree(turn)) {
            return turn.call.get().onComplete(answer -> {
                left(turn);
                proceed();
            });
        }
        turn.promise = Promise.promise();
        synchronized (this) {
            waiting.add(turn);
        }
        proceed();
        return turn.promise.future();
    }

    /** The usual case: no call waits, and no pause is configured. */
    private synchronized boolean isFree(Turn<?> turn) {
        boolean free = turn.interval.isZero() && waiting.isEmpty() && running < turn.most && turn.begin();
        if (free) {
            began(turn);
        }
        return free;
    }

    private void began(Turn<?> turn) {
        running++;
        rested = false;
        lastMoved = OptionalLong.of(turn.wire.nanoTime());
    }

    /** Remembers the id of a message that the gateway reported for one of our calls. */
    void tell(String messageId) {
        told.set(Math.floorMod(tellings.getAndIncrement(), REMEMBERED), messageId);
    }

    /** Whether the id was reported for one of our recent calls. */
    boolean isTold(String messageId) {
        for (int i = 0; i < REMEMBERED; i++) {
            if (messageId.equals(told.get(i))) {
                return true;
            }
        }
        return false;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private void proceed() {
        for (Turn<?> next = next(); next != null; next = next()) {
            begin(next);
        }
    }

    private <T> void begin(Turn<T> turn) {
        turn.call.get().onComplete(answer -> {
            left(turn);
            turn.promise.handle(answer);
            proceed();
        });
    }

    /** The first waiting call, if it may start now. Otherwise the end of a call or of the pause asks again. */
    private synchronized Turn<?> next() {
        Turn<?> first = waiting.peek();
        if (first == null || resting || running >= first.most) {
            return null;
        }
        Duration pause = pause(first);
        if (!first.interval.isZero() && !rested && !pause.isNegative()) {
            Future<Void> rest = first.wire.after(pause.plusMillis(1));
            if (!rest.isComplete()) {
                resting = true;
                rest.onComplete(over -> {
                    wake();
                    proceed();
                });
                return null;
            }
        }
        if (!first.begin()) {
            Future<Void> rest = first.wire.after(first.drive.untilNextTry());
            if (!rest.isComplete()) {
                resting = true;
                rest.onComplete(over -> {
                    stopResting();
                    proceed();
                });
                return null;
            }
        }
        waiting.poll();
        began(first);
        return first;
    }

    /** The rest of the pause since a call last began or ended. */
    private Duration pause(Turn<?> turn) {
        return lastMoved.isEmpty()
                ? Duration.ofNanos(-1)
                : Duration.ofNanos(lastMoved.getAsLong() + turn.interval.toNanos() - turn.wire.nanoTime());
    }

    /** The pause is over; or the connections are closed, and waiting calls must fail instead of waiting forever. */
    private synchronized void wake() {
        resting = false;
        rested = true;
    }

    private synchronized void stopResting() {
        resting = false;
    }

    private synchronized void left(Turn<?> turn) {
        running--;
        if (turn.sending != null) {
            turn.sending.ended();
        }
        lastMoved = OptionalLong.of(turn.wire.nanoTime());
    }
}
