package io.callingcard.provider.wire;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A whole answer of the provider, whatever it says. */
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

    public boolean isEmpty() {
        return body.length() == 0;
    }

    /** The body as JSON; empty when it is not, as from a proxy on the way. */
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

    /** Whether the body is, by its beginning, a JSON object or list. */
    public boolean startsAsJson() {
        for (byte c : bytes()) {
            if (c > ' ') {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /** Whether the body contains a word of plain ASCII. */
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
     * The body as a record.
     *
     * @throws IllegalArgumentException when it has another shape
     */
    <T> T as(Class<T> type) {
        return Json.read(bytes(), type);
    }

    /** Bodies hold what people write: only the size is shown. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length() + " bytes";
    }
}
