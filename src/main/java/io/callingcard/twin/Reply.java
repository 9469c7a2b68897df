package io.callingcard.twin;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** A provider's answer: JSON, or the bytes of a file. */
public record Reply(int status, Map<String, String> headers, JsonNode json, byte[] bytes) {

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
        return new Reply(other, headers, json, bytes);
    }

    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, json, bytes);
    }
}
