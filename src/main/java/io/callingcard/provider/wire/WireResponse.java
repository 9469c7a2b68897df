// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.wire;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A complete answer of the provider: a success or a failure. */
public final class WireResponse {

    private final int status;
    private final MultiMap headers;
    private final Buffer body;
    private byte[] bytes;
    private Optional<JsonNode> json;

    public WireResponse(int status, MultiMap headers, Buffer body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public String header(String name) {
        return headers.get(name);
    }

    /** Returns the time of the answer, by the provider's clock. */
    public Optional<Instant> date() {
        return RetryAfter.httpDate(header("date"));
    }

    /** Returns the provider's id of the call, or null. */
    String traceId() {
        String header = header("x-trace-id");
        return json().map(tree -> tree.path("trace_id").asText(header)).orElse(header);
    }

    public boolean isEmpty() {
        return body.length() == 0;
    }

    /** Returns the body as JSON; empty if it is not JSON, as from a proxy. */
    public Optional<JsonNode> json() {
        if (json == null) {
            json = Json.read(bytes());
        }
        return json;
    }

    private byte[] bytes() {
        if (bytes == null) {
            bytes = body.getBytes();
        }
        return bytes;
    }

    /** Whether the body starts as a JSON object or array. */
    public boolean startsAsJson() {
        for (byte c : bytes()) {
            if (c > ' ') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /** Whether the body contains an ASCII word. */
    public boolean mentions(String word) {
        byte[] text = bytes();
        char first = word.charAt(0);
        for (int i = 0; i <= text.length - word.length(); i++) {
            if (text[i] == first && isAt(i, text, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(int start, byte[] text, String word) {
        for (int i = 1; i < word.length(); i++) {
            if (text[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Converts the body to a record.
     *
     * @throws IllegalArgumentException if the body has another shape
     */
    <T> T as(Class<T> type) {
        return Json.read(bytes(), type);
    }

    /** Omits the body: it contains personal data. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length() + " bytes";
    }
}
