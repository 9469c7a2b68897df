package io.callingcard.provider.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The unchanged body and headers of a call that another HTTP server has read. */
final class RawBody {

    private static final byte[] NOTHING = {};

    private RawBody() {}

    /**
     * The bytes, or null when something has parsed them. A body that is announced as too large is not read at all, any
     * other only until that is seen.
     */
    static byte[] read(Exchange http, int most) throws IOException {
        Message message = http.getMessage();
        if (message.getBody() == null) {
            return NOTHING;
        }
        InputStream stream = message.getBody(InputStream.class);
        if (stream == null) {
            return null;
        }
        try (stream) {
            return stream.readNBytes(most + 1);
        }
    }

    static List<String> header(Message message, String name) {
        Object value = message.getHeader(name);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }
}
