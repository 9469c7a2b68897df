package io.callingcard.provider.wire;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

/** A pool of kept connections, and the event loops that drive it. */
public final class Connections {

    private final Vertx vertx;
    private final HttpClient client;
    private final Context[] lanes;

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
}
