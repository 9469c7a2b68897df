// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The host names that callers may use. Another name means that a foreign page in a browser found its way here. */
final class AllowedHosts {

    /** A name or address, and maybe a port. */
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-f:.]{2,45}]|[a-z0-9._-]{1,253})(:[0-9]{1,5})?");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> chosen = new HashSet<>();
    private final String bound;

    /**
     * Allows this machine and the hosts that the operator chose.
     *
     * @param bound  the host that the server binds, or an empty text
     * @param chosen names or addresses, each for any port or with the only port
     * @throws IllegalArgumentException if an entry is not a host
     */
    AllowedHosts(String bound, Collection<String> chosen) {
        this.bound = lower(bound);
        for (String host : chosen) {
            String name = host.strip().toLowerCase(Locale.ROOT);
            if (!isAuthority(name)) {
                throw new IllegalArgumentException("callingcard.hosts: \"" + host
                        + "\" is not a host. Write hosts as in cards.example.com,[2001:db8::1]:8443.");
            }
            this.chosen.add(name);
        }
    }

    /** Returns whether a caller may use the host and port. */
    boolean contains(String authority) {
        String name = lower(authority);
        return isAuthority(name) && (THIS_MACHINE.contains(host(name)) || bound.equals(host(name)) || isChosen(name));
    }

    /**
     * Returns whether a page of this origin may change something here. A page on another port of this machine may not.
     *
     * @param origin    the header, such as {@code https://cards.example.com}
     * @param authority the allowed host that the page called
     */
    boolean isOwnOrigin(String origin, String authority) {
        String given = lower(origin);
        String name = given.startsWith("https://")
                ? given.substring("https://".length())
                : given.startsWith("http://") ? given.substring("http://".length()) : "";
        return isAuthority(name) && (name.equals(lower(authority)) || isChosen(name));
    }

    private boolean isChosen(String authority) {
        return chosen.contains(authority) || chosen.contains(host(authority));
    }

    private static boolean isAuthority(String name) {
        return AUTHORITY.matcher(name).matches();
    }

    /** Removes the port. The colons of an IPv6 address are within brackets. */
    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
