package io.callingcard.provider.wire;

import java.time.Duration;

import org.apache.camel.support.jsse.SSLContextParameters;

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
