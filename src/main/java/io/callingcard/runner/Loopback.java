// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** Tells whether only this machine can connect to an address. */
final class Loopback {

    private Loopback() {}

    /** Returns whether all addresses of the host are of this machine. An unknown host counts as another machine. */
    static boolean isHost(String host) {
        try {
            return host != null
                    && !host.isEmpty()
                    && Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns whether the host of the URL is this machine. */
    static boolean isUrl(String url) {
        try {
            return isHost(URI.create(url).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
