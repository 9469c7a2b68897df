package io.callingcard.twin;

import java.time.Clock;

import io.vertx.core.net.KeyCertOptions;

/**
 * The settings of a twin server.
 *
 * @param host        the address to listen on
 * @param port        the port; 0 for any free one
 * @param tenant      the tenant slug that Chert knows
 * @param secret      the secret that Chert accepts
 * @param linqToken   the token that Linq accepts
 * @param clock       the providers' clock
 * @param certificate for TLS, or null
 */
record TwinSettings(
        String host,
        int port,
        String tenant,
        String secret,
        String linqToken,
        Clock clock,
        KeyCertOptions certificate) {

    /** A free loopback port, and {@code twin} for every credential. */
    static TwinSettings local() {
        return new TwinSettings("127.0.0.1", 0, "twin", "twin", "twin", Clock.systemUTC(), null);
    }

    TwinSettings onPort(int other) {
        return new TwinSettings(host, other, tenant, secret, linqToken, clock, certificate);
    }

    TwinSettings withClock(Clock other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, other, certificate);
    }

    TwinSettings withAccount(String otherTenant, String otherSecret) {
        return new TwinSettings(host, port, otherTenant, otherSecret, linqToken, clock, certificate);
    }

    TwinSettings withLinqToken(String other) {
        return new TwinSettings(host, port, tenant, secret, other, clock, certificate);
    }

    TwinSettings withTls(KeyCertOptions other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, clock, other);
    }

    @Override
    public String toString() {
        return "TwinSettings[" + host + ":" + port + "]";
    }
}
