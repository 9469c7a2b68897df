// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * Opens the port for webhooks, which strangers can reach. A connection that does not bring the head of a request in time
 * is closed, so that slow callers do not use up the connections.
 *
 * @param most    the most connections
 * @param head    how long the first head may take
 * @param between how long a connection may take from one head to the next
 */
record WebhookPort(Vertx vertx, int most, Duration head, Duration between, Map<HttpConnection, Long> timers) {

    WebhookPort(Vertx vertx, int most, Duration head, Duration between) {
        this(vertx, most, head, between, new ConcurrentHashMap<>());
    }

    Future<HttpServer> open(String host, int port, Handler<HttpServerRequest> requests) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHandle100ContinueAutomatically(true)
                // Otherwise a connection is counted only when its first bytes tell the version.
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout((int) between.toSeconds());
        return vertx.createHttpServer(options)
                .connectionHandler(this::admit)
                .requestHandler(request -> {
                    await(request.connection(), between);
                    requests.handle(request);
                })
                .listen();
    }

    private void admit(HttpConnection connection) {
        if (timers.size() >= most) {
            connection.close();
            return;
        }
        await(connection, head);
        connection.closeHandler(closed -> {
            Long timer = timers.remove(connection);
            if (timer != null) {
                vertx.cancelTimer(timer);
            }
        });
    }

    /** Closes the connection unless the next head arrives in time. */
    private void await(HttpConnection connection, Duration time) {
        Long before = timers.put(connection, vertx.setTimer(time.toMillis(), id -> {
            timers.remove(connection, id);
            connection.close();
        }));
        if (before != null) {
            vertx.cancelTimer(before);
        }
    }
}
