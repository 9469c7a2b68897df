package io.callingcard.twin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;

/**
 * A provider's answer: JSON, the bytes of a file, or something that is written on and on.
 *
 * @param live writes it, and sees to its end
 */
public record Reply(
        int status, Map<String, String> headers, JsonNode json, byte[] bytes, Consumer<HttpServerResponse> live) {

    public Reply(int status, Map<String, String> headers, JsonNode json, byte[] bytes) {
        this(status, headers, json, bytes, null);
    }

    public static Reply live(String contentType, Consumer<HttpServerResponse> live) {
        return new Reply(200, Map.of("content-type", contentType), null, null, live);
    }

    public static Reply json(int status, JsonNode json) {
        return new Reply(status, Map.of("content-type", "application/json"), json, null);
    }

    public static Reply file(String contentType, byte[] bytes) {
        return new Reply(200, Map.of("content-type", contentType), null, bytes);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), null, null);
    }

    public Reply status(int other) {
        return new Reply(other, headers, json, bytes, live);
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, json, bytes, live);
    }
}
