package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

/** A pool of kept connections, and the event loops that drive it. */
public final class Connections {

    private final Vertx vertx;
    private final HttpClient client;
    private final Context[] lanes;
    private final Set<Runnable> unfinished = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Connections(Vertx vertx, HttpClient client, Context[] lanes) {
        this.vertx = vertx;
        this.client = client;
        this.lanes = lanes;
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient client() {
        return client;
    }

    /** One lane for each calling thread: calls of one thread need no hop between event loops. */
    Context lane() {
        return lanes[(int) (Thread.currentThread().getId() % lanes.length)];
    }

    /** Waits without a thread. The wait fails when the connections are closed: nothing could follow it. */
    Future<Void> after(Duration wait) {
        Promise<Void> promise = Promise.promise();
        Runnable closing = () -> promise.tryFail("the connections were closed");
        long timer = vertx.setTimer(Math.max(1, wait.toMillis()), id -> promise.tryComplete());
        begin(closing);
        return promise.future().onComplete(over -> {
            vertx.cancelTimer(timer);
            finish(closing);
        });
    }

    /** Has something told when the connections are closed, since timers and answers may never come then. */
    void begin(Runnable closing) {
        unfinished.add(closing);
        if (closed) {
            closing.run();
        }
    }

    void finish(Runnable closing) {
        unfinished.remove(closing);
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        unfinished.forEach(Runnable::run);
        client.close();
    }
}
