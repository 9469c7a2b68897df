// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The connection pools of one component: one for each distinct {@link Transport}. */
public final class ConnectionPools implements AutoCloseable {

    private final CamelContext camelContext;
    private final Vertx vertx;
    private final Context eventLoop;
    private final Map<Transport, Connections> pools = new ConcurrentHashMap<>();

    public ConnectionPools(CamelContext camelContext, Vertx vertx) {
        this.camelContext = camelContext;
        this.vertx = vertx;
        this.eventLoop = eventLoop(vertx);
    }

    /**
     * Creates an event loop. One loop carries more calls than any provider accepts, and a second one would cost each
     * call hops between the two. It is created on a plain thread: on a Vert.x thread this would return the caller's
     * loop, and a route that waits there for its answer would wait forever.
     */
    private static Context eventLoop(Vertx vertx) {
        CompletableFuture<Context> context = new CompletableFuture<>();
        new Thread(() -> context.complete(vertx.getOrCreateContext()), "callingcard-eventLoop").start();
        return context.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /**
     * Creates a wire to one base URL.
     *
     * @param timeout the time limit of one attempt
     * @param answers runs what follows an answer, which must not be the event loop
     */
    public Wire wire(Transport transport, String baseUrl, Duration timeout, int maxResponseSize, Executor answers) {
        return new HttpWire(connections(transport), baseUrl, timeout, maxResponseSize, answers);
    }

    Connections connections(Transport transport) {
        return pools.computeIfAbsent(transport, this::open);
    }

    private Connections open(Transport transport) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) transport.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) Math.max(1, transport.keepAlive().toSeconds()))
                .setTcpNoDelay(true)
                .setDecompressionSupported(false);
        if (transport.proxy() != null) {
            options.setProxyOptions(proxy(transport.proxy()));
        }
        if (transport.tls() != null) {
            secure(options, transport.tls());
        }
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(transport.maxConnections());
        HttpClient client = vertx.httpClientBuilder()
                .with(options)
                .with(pool)
                .withConnectHandler(ConnectionPools::silenceErrors)
                .build();
        return new Connections(vertx, client, eventLoop);
    }

    /**
     * Keeps Vert.x from logging a broken connection, since it would quote the bytes. The calls on it receive the
     * error.
     */
    private static void silenceErrors(HttpConnection connection) {
        connection.exceptionHandler(known -> {});
    }

    private void secure(HttpClientOptions options, SSLContextParameters tls) {
        try {
            VertxHelper.setupSSLOptions(camelContext, tls, options);
        } catch (Exception e) {
            throw new RuntimeCamelException(
                    "sslContextParameters: cannot be used; check the files, passwords and protocols that they name", e);
        }
        // Without managers the JVM's apply. Camel's helper wraps null in options that break the handshake.
        if (tls.getKeyManagers() == null) {
            options.setKeyCertOptions(null);
        }
        if (tls.getTrustManagers() == null) {
            options.setTrustOptions(null);
        }
    }

    private static ProxyOptions proxy(Transport.Proxy proxy) {
        return new ProxyOptions()
                .setType(ProxyType.valueOf(proxy.type()))
                .setHost(proxy.host())
                .setPort(proxy.port())
                .setUsername(proxy.username())
                .setPassword(proxy.password());
    }

    @Override
    public void close() {
        pools.values().forEach(Connections::close);
        pools.clear();
    }

    /**
     * The settings of connections. Endpoints with equal settings share a pool, whatever their credentials.
     *
     * @param tls   trust and keys, or null for those of the JVM
     * @param proxy the proxy, or null
     */
    public record Transport(
            Duration connectTimeout, Duration keepAlive, int maxConnections, SSLContextParameters tls, Proxy proxy) {

        /** A proxy and its credentials. */
        public record Proxy(String type, String host, int port, String username, String password) {
            @Override
            public String toString() {
                return type + " proxy " + host + ":" + port;
            }
        }
    }
}
