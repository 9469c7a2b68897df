// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

/** A connection pool, its event loop, and the calls in progress on it. */
final class Connections {

    /**
     * How often time limits are checked. They are checked together: a timer per call costs more than the call itself.
     */
    private static final long TICK_MILLIS = 20;

    private final Vertx vertx;
    private final HttpClient client;
    private final Context eventLoop;
    /** Finished calls stay until the next tick: one pass over all is cheaper than a removal per call. */
    private final Queue<Running> running = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Queue<Runnable> starting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean handedOver = new AtomicBoolean();
    private volatile boolean closed;

    Connections(Vertx vertx, HttpClient client, Context eventLoop) {
        this.vertx = vertx;
        this.client = client;
        this.eventLoop = eventLoop;
    }

    /** Something with a time limit that is told when the connections are closed. */
    interface Running {

        /** Checks the time limit; returns true once finished. Called on the event loop at each tick. */
        boolean isOver(long nanoTime);

        /** Called on any thread when the connections are closed. */
        void closed();
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient client() {
        return client;
    }

    /**
     * Runs work on the event loop. Work that arrives before the loop runs is batched, since a handover costs more than
     * the work.
     *
     * @throws RejectedExecutionException if the event loop is closed
     */
    void execute(Runnable work) {
        starting.add(work);
        if (handedOver.compareAndSet(false, true)) {
            eventLoop.runOnContext(here -> takeOver());
        }
    }

    private void takeOver() {
        // Reset before polling: work that is added from now on hands over again.
        handedOver.set(false);
        for (Runnable next = starting.poll(); next != null; next = starting.poll()) {
            next.run();
        }
    }

    /** Waits without a thread. Fails when the connections are closed. */
    Future<Void> after(Duration wait) {
        Promise<Void> promise = Promise.promise();
        long end = System.nanoTime() + wait.toNanos();
        Running waiting = new Running() {
            @Override
            public boolean isOver(long nanoTime) {
                if (nanoTime - end >= 0) {
                    promise.tryComplete();
                }
                return promise.future().isComplete();
            }

            @Override
            public void closed() {
                promise.tryFail("the connections were closed");
            }
        };
        execute(() -> begin(waiting));
        return promise.future();
    }

    /** Tracks a call until it is finished. Called on the event loop. */
    void begin(Running started) {
        running.add(started);
        if (closed) {
            started.closed();
        } else if (ticking.compareAndSet(false, true)) {
            tickLater();
        }
    }

    private void tickLater() {
        vertx.setTimer(TICK_MILLIS, timer -> {
            long now = System.nanoTime();
            running.removeIf(each -> each.isOver(now));
            if (running.isEmpty()) {
                ticking.set(false);
            } else {
                tickLater();
            }
        });
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        running.forEach(Running::closed);
        client.close();
    }
}
