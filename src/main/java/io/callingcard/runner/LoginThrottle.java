// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits wrong logins: ten a minute from each address, then none for the rest of the minute. Remembers the addresses that
 * failed last, so that many addresses do not fill the memory.
 */
final class LoginThrottle {

    static final int LIMIT = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Shorter than the window, so that an operator sees an attack while it lasts. */
    static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    static final int MOST_ADDRESSES = 10_000;

    private static final int IPV4 = 4;
    private static final int HALF = 8;

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };
    private Instant nextReport = Instant.MIN;
    private int unreported;

    private record Failures(int count, Instant until) {}

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Returns how long the address must wait before its next login. */
    synchronized Duration wait(String address) {
        Failures earlier = failures.get(network(address));
        Instant now = clock.instant();
        boolean isBlocked = earlier != null && earlier.count() >= LIMIT && now.isBefore(earlier.until());
        return isBlocked ? Duration.between(now, earlier.until()) : Duration.ZERO;
    }

    /**
     * Counts a wrong login.
     *
     * @return the number of wrong logins since the last report when a report is due, otherwise 0
     */
    synchronized int fail(String address) {
        Instant now = clock.instant();
        String network = network(address);
        // Removed and added again, so that the oldest entry comes first.
        Failures earlier = failures.remove(network);
        failures.put(
                network,
                earlier == null || !now.isBefore(earlier.until())
                        ? new Failures(1, now.plus(WINDOW))
                        : new Failures(earlier.count() + 1, earlier.until()));
        unreported++;
        if (now.isBefore(nextReport)) {
            return 0;
        }
        int reported = unreported;
        unreported = 0;
        nextReport = now.plus(BETWEEN_REPORTS);
        return reported;
    }

    synchronized int remembered() {
        return failures.size();
    }

    /** Returns the address without its last part, for the log. */
    static String masked(String address) {
        String network = network(address);
        int dot = network.lastIndexOf('.');
        return dot < 0 ? network : network.substring(0, dot) + ".•";
    }

    /** Returns an IPv4 address itself, and the first half of an IPv6 address, because one caller can have all the rest. */
    private static String network(String address) {
        String text = address == null ? "unknown" : address;
        if (text.indexOf(':') < 0) {
            return text;
        }
        try {
            // An address with a colon is never looked up in the DNS.
            byte[] bytes = InetAddress.getByName(text).getAddress();
            return bytes.length == IPV4 ? text : HexFormat.of().formatHex(bytes, 0, HALF) + "::";
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
