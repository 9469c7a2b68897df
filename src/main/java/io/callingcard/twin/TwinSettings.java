// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Clock;

/**
 * The settings of a twin server.
 *
 * @param host        the address to listen on
 * @param port        the port; 0 for any free one
 * @param tenant      the tenant slug that Chert knows
 * @param secret      the secret that Chert accepts
 * @param linqToken   the token that Linq accepts
 * @param clock       the providers' clock
 * @param allowRemote whether other machines may call the twins and be called
 * @param seed        determines the ids; null for other ids at each start
 * @param hooks       what a process of the twins adds to them
 */
record TwinSettings(
        String host,
        int port,
        String tenant,
        String secret,
        String linqToken,
        Clock clock,
        boolean allowRemote,
        Long seed,
        TwinHooks hooks) {

    /** A free loopback port, and {@code twin} for every credential. Any address can subscribe, because a test chooses it. */
    static TwinSettings local() {
        return new TwinSettings("127.0.0.1", 0, "twin", "twin", "twin", Clock.systemUTC(), true, null, TwinHooks.NONE);
    }

    TwinSettings onPort(int other) {
        return new TwinSettings(host, other, tenant, secret, linqToken, clock, allowRemote, seed, hooks);
    }

    TwinSettings onHost(String other) {
        return new TwinSettings(other, port, tenant, secret, linqToken, clock, allowRemote, seed, hooks);
    }

    TwinSettings withClock(Clock other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, other, allowRemote, seed, hooks);
    }

    TwinSettings withAccount(String otherTenant, String otherSecret) {
        return new TwinSettings(host, port, otherTenant, otherSecret, linqToken, clock, allowRemote, seed, hooks);
    }

    TwinSettings withLinqToken(String other) {
        return new TwinSettings(host, port, tenant, secret, other, clock, allowRemote, seed, hooks);
    }

    TwinSettings withAllowRemote(boolean other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, clock, other, seed, hooks);
    }

    TwinSettings withSeed(long other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, clock, allowRemote, other, hooks);
    }

    TwinSettings withHooks(TwinHooks other) {
        return new TwinSettings(host, port, tenant, secret, linqToken, clock, allowRemote, seed, other);
    }

    @Override
    public String toString() {
        return "TwinSettings[" + host + ":" + port + "]";
    }
}
