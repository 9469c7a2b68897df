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
 * @param allowRemote whether other machines may call the twins and be called
 */
record TwinSettings(
        String host,
        int port,
        String tenant,
        String secret,
        String linqToken,
        Clock clock,
        KeyCertOptions certificate,
        boolean allowRemote) {

    /** A free loopback port, and {@code twin} for every credential. Any address can subscribe, because a test chooses it. */
    static TwinSettings local() {
        return new TwinSettings("127.0.0.1", 0, "twin", "twin", "twin", Clock.systemUTC(), null, true);
    }

    TwinSettings onPort(int other) {
        return new TwinSettings(host, other, tenant, secret, linqToken, clock, certificate, allowRemote);
    }

    TwinSettings withClock(Clock other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, other, certificate, allowRemote);
    }

    TwinSettings withAccount(String otherTenant, String otherSecret) {
        return new TwinSettings(host, port, otherTenant, otherSecret, linqToken, clock, certificate, allowRemote);
    }

    TwinSettings withLinqToken(String other) {
        return new TwinSettings(host, port, tenant, secret, other, clock, certificate, allowRemote);
    }

    TwinSettings withTls(KeyCertOptions other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, clock, other, allowRemote);
    }

    TwinSettings withAllowRemote(boolean other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, clock, certificate, other);
    }

    @Override
    public String toString() {
        return "TwinSettings[" + host + ":" + port + "]";
    }
}
