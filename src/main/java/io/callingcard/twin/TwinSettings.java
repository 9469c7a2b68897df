// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Clock;

/**
 * The settings of a twin server.
 *
 * @param host        the address to listen on
 * @param port        the port; 0 for any free one
 * @param secret      the secret of Chert's tenant {@code twin}, and Linq's token
 * @param clock       the providers' clock
 * @param allowRemote whether other machines may call the twins and be called
 * @param seed        determines the ids; null for other ids at each start
 * @param hooks       what a process of the twins adds to them
 */
record TwinSettings(
        String host, int port, String secret, Clock clock, boolean allowRemote, Long seed, TwinHooks hooks) {

    /** A free loopback port, and {@code twin} for every credential. Any address can subscribe, because a test chooses it. */
    static TwinSettings local() {
        return new TwinSettings("127.0.0.1", 0, "twin", Clock.systemUTC(), true, null, TwinHooks.NONE);
    }

    TwinSettings onPort(int other) {
        return new TwinSettings(host, other, secret, clock, allowRemote, seed, hooks);
    }

    TwinSettings onHost(String other) {
        return new TwinSettings(other, port, secret, clock, allowRemote, seed, hooks);
    }

    TwinSettings withSecret(String other) {
        return new TwinSettings(host, port, other, clock, allowRemote, seed, hooks);
    }

    TwinSettings withClock(Clock other) {
        return new TwinSettings(host, port, secret, other, allowRemote, seed, hooks);
    }

    TwinSettings withAllowRemote(boolean other) {
        return new TwinSettings(host, port, secret, clock, other, seed, hooks);
    }

    TwinSettings withSeed(long other) {
        return new TwinSettings(host, port, secret, clock, allowRemote, other, hooks);
    }

    TwinSettings withHooks(TwinHooks other) {
        return new TwinSettings(host, port, secret, clock, allowRemote, seed, other);
    }

    @Override
    public String toString() {
        return "TwinSettings[" + host + ":" + port + "]";
    }
}
