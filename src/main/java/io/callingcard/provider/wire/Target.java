package io.callingcard.provider.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The path and query of a call. Whatever an id or a value holds, it stays one segment or one value. */
public final class Target {

    private final StringBuilder text;
    private char separator;

    private Target(String path) {
        text = new StringBuilder(path);
        separator = path.indexOf('?') < 0 ? '?' : '&';
    }

    /** Begins with what we know, which may have a query already. */
    public static Target of(String path) {
        return new Target(path);
    }

    /**
     * An id that stands in a path without encoding.
     *
     * @param text must need no encoding
     */
    public record Verbatim(String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /** One more segment: an id, which is opaque. */
    public Target id(String id) {
        text.append('/').append(encoded(id));
        return this;
    }

    /** More segments, which we know. */
    public Target path(String path) {
        text.append(path);
        return this;
    }

    /** A value of the query; left out when there is none. */
    public Target query(String name, Object value) {
        if (value != null) {
            text.append(separator).append(name).append('=').append(encoded(value.toString()));
            separator = '&';
        }
        return this;
    }

    /** Most ids are letters, digits and hyphens, which stay as they are. */
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
