// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/** Tells calls from and to this machine. Names are compared, not looked up, because a name server can be a stranger's. */
final class ThisMachine {

    /** The cure for calls from and to other machines. */
    static final String TO_ALLOW_OTHERS =
            "Set callingcard.twins.allow-remote=true, or start the twins' jar with --allow-remote, to allow others.";

    private static final Pattern NAME = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private ThisMachine() {}

    /** Whether the request comes from this machine, to a name of it, and through no proxy that says so. */
    static boolean isCaller(HttpServerRequest request) {
        HostAndPort host = request.authority();
        boolean isForwarded =
                Stream.of("forwarded", "x-forwarded-for", "x-forwarded-host").anyMatch(request.headers()::contains);
        // The address of the connection: the one of the request can come from a header.
        String peer = request.connection().remoteAddress().hostAddress();
        return !isForwarded && host != null && isName(host.host()) && peer != null && isName(shortened(peer));
    }

    /** Whether a call to the address stays on this machine. */
    static boolean isTarget(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null && uri.getUserInfo() == null && isName(uri.getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isName(String host) {
        return NAME.matcher(host).matches();
    }

    private static String shortened(String peer) {
        return peer.equals("0:0:0:0:0:0:0:1") ? "::1" : peer;
    }
}
