package io.callingcard.twin;

import java.time.Clock;

import io.vertx.core.net.KeyCertOptions;

/**
 * How the twins run.
 *
 * @param host        the address to listen on; loopback, unless someone wants otherwise
 * @param port        the port, 0 for any free one
 * @param tenant      the tenant slug that is known
 * @param secret      the secret that is accepted
 * @param clock       the providers' clock
 * @param certificate for TLS, or null
 */
public record TwinSettings(
        String host, int port, String tenant, String secret, Clock clock, KeyCertOptions certificate) {

    /** On a free port of this machine, with the documented credentials: {@code twin} for all. */
    public static TwinSettings local() {
        return new TwinSettings("127.0.0.1", 0, "twin", "twin", Clock.systemUTC(), null);
    }

    public TwinSettings onPort(int other) {
        return new TwinSettings(host, other, tenant, secret, clock, certificate);
    }

    public TwinSettings withClock(Clock other) {
        return new TwinSettings(host, port, tenant, secret, other, certificate);
    }

    public TwinSettings withAccount(String otherTenant, String otherSecret) {
        return new TwinSettings(host, port, otherTenant, otherSecret, clock, certificate);
    }

    public TwinSettings withTls(KeyCertOptions other) {
        return new TwinSettings(host, port, tenant, secret, clock, other);
    }

    @Override
    public String toString() {
        return "TwinSettings[" + host + ":" + port + "]";
    }
}
