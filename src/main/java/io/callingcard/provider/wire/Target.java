// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Builds the path and query of a call. Ids and values are encoded, so each stays one segment or one value. */
public final class Target {

    private final StringBuilder text;
    private char separator;

    private Target(String path) {
        text = new StringBuilder(path);
        separator = path.indexOf('?') < 0 ? '?' : '&';
    }

    /** Starts with a path, which may have a query. */
    public static Target of(String path) {
        return new Target(path);
    }

    /**
     * An id that needs no encoding.
     *
     * @param text the id
     */
    public record Verbatim(String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /** Adds an id as a segment. */
    public Target id(String id) {
        text.append('/').append(encoded(id));
        return this;
    }

    /** Adds segments as they are. */
    public Target path(String path) {
        text.append(path);
        return this;
    }

    /** Adds a value to the query, unless it is null. */
    public Target query(String name, Object value) {
        if (value != null) {
            text.append(separator).append(name).append('=').append(encoded(value.toString()));
            separator = '&';
        }
        return this;
    }

    /** Encodes a value. The usual ids consist of letters, digits and hyphens, and are returned as they are. */
    private static String encoded(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '-' || c == '_';
            if (!plain) {
                return urlEncoded(value);
            }
        }
        return value;
    }

    private static String urlEncoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
