package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as it arrived, before anything was made of it.
 *
 * @param root    the address that stands for the provider's host, as the caller wrote it
 * @param path    below the provider's host, with the query, not decoded
 * @param headers names in lower case
 * @param body    only the beginning of a large one, of which the digest is kept
 * @param size    of the body
 * @param sha256  of the body, in hex
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

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
