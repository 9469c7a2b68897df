package io.callingcard.provider.wire;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Context lane;
    private final Map<Transport, Connections> pools = new ConcurrentHashMap<>();

    public ConnectionPools(CamelContext camelContext, Vertx vertx) {
        this.camelContext = camelContext;
        this.vertx = vertx;
        this.lane = eventLoop(vertx);
    }

    /**
     * One event loop of its own: it carries more calls than any provider takes, and a second one would cost each call
     * hops between the two. Asked for from a plain thread: on a thread of Vert.x one would get the caller's
     * context, and a route that waits there for its own answer would wait forever.
     */
    private static Context eventLoop(Vertx vertx) {
        CompletableFuture<Context> context = new CompletableFuture<>();
        new Thread(() -> context.complete(vertx.getOrCreateContext()), "callingcard-lane").start();
        return context.orTimeout(10, TimeUnit.SECONDS).join();
    }

    public Connections connections(Transport transport) {
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
                .withConnectHandler(ConnectionPools::keepToItself)
                .build();
        return new Connections(vertx, client, lane);
    }

    /** What breaks a connection reaches the calls on it; Vert.x would log it too, and quote what came. */
    private static void keepToItself(HttpConnection connection) {
        connection.exceptionHandler(known -> {});
    }

    private void secure(HttpClientOptions options, SSLContextParameters tls) {
        try {
            VertxHelper.setupSSLOptions(camelContext, tls, options);
        } catch (Exception e) {
            throw new RuntimeCamelException("The TLS settings cannot be used", e);
        }
        // What is not set stays the platform's: Camel's helper wraps the nothing, and the handshake trips over it.
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
     * How connections are made. Endpoints with equal settings share a pool; credentials are no part of it.
     *
     * @param tls   trust and keys, or null for the platform's
     * @param proxy the proxy on the way, or null
     */
    public record Transport(
            Duration connectTimeout, Duration keepAlive, int maxConnections, SSLContextParameters tls, Proxy proxy) {

        /** A proxy on the way out. */
        public record Proxy(String type, String host, int port, String username, String password) {
            @Override
            public String toString() {
                return type + " proxy " + host + ":" + port;
            }
        }
    }
}
