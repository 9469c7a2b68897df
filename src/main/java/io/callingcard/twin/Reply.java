// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerResponse;

/**
 * A provider's answer: JSON, bytes, or a stream.
 *
 * @param live writes and ends a stream; null for other answers
 */
record Reply(int status, Map<String, String> headers, JsonNode json, byte[] bytes, Consumer<HttpServerResponse> live) {

    Reply(int status, Map<String, String> headers, JsonNode json, byte[] bytes) {
        this(status, headers, json, bytes, null);
    }

    static Reply live(String contentType, Consumer<HttpServerResponse> live) {
        return new Reply(200, Map.of("content-type", contentType), null, null, live);
    }

    static Reply json(int status, JsonNode json) {
        return new Reply(status, Map.of("content-type", "application/json"), json, null);
    }

    /** JSON with one field. */
    static Reply json(int status, String field, JsonNode value) {
        return json(status, Json.object().set(field, value));
    }

    static Reply text(int status, String words) {
        Map<String, String> headers = Map.of("content-type", "text/plain; charset=utf-8");
        return new Reply(status, headers, null, words.getBytes(StandardCharsets.UTF_8));
    }

    static Reply file(String contentType, byte[] bytes) {
        return new Reply(200, Map.of("content-type", contentType), null, bytes);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), null, null);
    }

    /** The bytes of the body. */
    byte[] body() {
        if (json == null) {
            return bytes == null ? new byte[0] : bytes;
        }
        try {
            return Json.STRICT.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply status(int other) {
        return new Reply(other, headers, json, bytes, live);
    }

    /** Repeats the wait of an error in the header. */
    Reply retryAfter(JsonNode error) {
        return error.has("retry_after")
                ? with("retry-after", error.get("retry_after").asText())
                : this;
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, json, bytes, live);
    }
}
