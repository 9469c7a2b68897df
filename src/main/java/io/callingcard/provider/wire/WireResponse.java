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
            json = Json.read(body.getBytes());
        }
        return json;
    }

    /** Bodies hold what people write: only the size is shown. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length() + " bytes";
    }
}
