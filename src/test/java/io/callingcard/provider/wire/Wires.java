// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Event loops and connections for the tests of the wire. */
final class Wires implements AutoCloseable {

    static final WireRequest READ =
            WireRequest.of("list-messages", Effect.NONE, HttpMethod.GET, "/messages", WireBody.EMPTY);
    static final WireRequest SEND = WireRequest.of(
            "send-text",
            Effect.LASTING,
            HttpMethod.POST,
            "/messages",
            WireBody.json("{\"text\":\"hello\"}".getBytes(UTF_8)));

    final Vertx vertx = Vertx.vertx();
    final CamelContext camel = new DefaultCamelContext();
    final ConnectionPools pools = new ConnectionPools(camel, vertx);

    static ConnectionPools.Transport transport(int maxConnections) {
        return transport(maxConnections, null, null);
    }

    static ConnectionPools.Transport transport(
            int maxConnections, SSLContextParameters tls, ConnectionPools.Transport.Proxy proxy) {
        return new ConnectionPools.Transport(Duration.ofSeconds(2), Duration.ofSeconds(30), maxConnections, tls, proxy);
    }

    Wire to(String baseUrl) {
        return to(baseUrl, Duration.ofSeconds(5));
    }

    Wire to(String baseUrl, Duration timeout) {
        return to(baseUrl, timeout, transport(4));
    }

    Wire to(String baseUrl, Duration timeout, ConnectionPools.Transport transport) {
        return new HttpWire(pools.connections(transport), baseUrl, timeout, 1000, Runnable::run);
    }

    static Future<WireResponse> send(Wire wire, WireRequest request) {
        return wire.send(request, new WireHeaders(), () -> true);
    }

    static WireResponse answer(Wire wire, WireRequest request) {
        return await(send(wire, request));
    }

    static WireFailure failure(Wire wire, WireRequest request) {
        Throwable failure = failureOf(send(wire, request));
        assertThat(failure).isInstanceOf(WireFailure.class);
        return (WireFailure) failure;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static Throwable failureOf(Future<?> future) {
        return await(future.map((Throwable) null).otherwise(failure -> failure));
    }

    @Override
    public void close() {
        pools.close();
        await(vertx.close());
    }
}
