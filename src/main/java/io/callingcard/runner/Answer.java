// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import io.callingcard.provider.wire.Json;

/** An answer to a request, usually as JSON. */
record Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {

    Answer(int status, String mediaType, ObjectNode body) {
        this(status, mediaType, Json.write(body), Map.of());
    }

    static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", Json.write((Object) body), Map.of());
    }

    /** Returns an answer that a browser saves as a file. */
    static Answer file(String name, String mediaType, String content) {
        return new Answer(200, mediaType, content.getBytes(StandardCharsets.UTF_8), Map.of())
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, mediaType, body, more);
    }

    Answer retryAfter(Duration wait) {
        return with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    void write(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        headers.forEach(response::putHeader);
        begin(context, status, mediaType).end(Buffer.buffer(body));
    }

    /** Begins an answer that no cache may keep. */
    static HttpServerResponse begin(RoutingContext context, int status, String mediaType) {
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", mediaType)
                .putHeader("Cache-Control", "no-store");
    }

    /** Omits the body: it may hold names. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
