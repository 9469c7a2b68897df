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

/** A pool of connections, its event loop, and the calls in progress. */
public final class Connections {

    /** Time limits are looked after together, this often: a timer for each call costs more than the call's own work. */
    private static final long TICK_MILLIS = 20;

    private final Vertx vertx;
    private final HttpClient client;
    private final Context lane;
    /** Those that are over stay until the next tick: one look at all costs less than a look for each. */
    private final Queue<Running> running = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Queue<Runnable> starting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean handedOver = new AtomicBoolean();
    private volatile boolean closed;

    Connections(Vertx vertx, HttpClient client, Context lane) {
        this.vertx = vertx;
        this.client = client;
        this.lane = lane;
    }

    /** Something that has a time limit, and that must hear when the connections are closed. */
    interface Running {

        /** Called on the event loop every now and then, until it says that it is over. */
        boolean isOver(long nanoTime);

        /** Called on any thread. */
        void closed();
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient client() {
        return client;
    }

    /**
     * Does something on the one event loop that all calls are made on. What comes before the loop has got round to it
     * goes along, since handing over costs more than doing.
     *
     * @throws RejectedExecutionException when the event loop is no more
     */
    void execute(Runnable work) {
        starting.add(work);
        if (handedOver.compareAndSet(false, true)) {
            lane.runOnContext(here -> takeOver());
        }
    }

    private void takeOver() {
        // Before taking: what is added from now on sees to its own handing over.
        handedOver.set(false);
        for (Runnable next = starting.poll(); next != null; next = starting.poll()) {
            next.run();
        }
    }

    /** Waits without a thread. The wait fails when the connections are closed: nothing could follow it. */
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

    /** Called on the event loop. */
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
