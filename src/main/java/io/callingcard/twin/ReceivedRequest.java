// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as it arrived.
 *
 * @param root    the address that stands for the provider's host, in the caller's words
 * @param path    the path below the provider's host, with the query, not decoded
 * @param headers the headers; names in lower case
 * @param body    the body; only the first 4 KiB if it is larger than 1 MiB
 * @param size    the size of the body in bytes
 * @param sha256  the digest of the whole body, in hex
 */
public record ReceivedRequest(
        String provider,
        String method,
        String root,
        String path,
        Map<String, String> headers,
        byte[] body,
        long size,
        String sha256) {

    /** The path without the query. */
    String barePath() {
        return path.replaceAll("\\?.*", "");
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A header by its name in lower case, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
