package io.callingcard.provider.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.wire.Json;

/**
 * A JSON body that carries its own idempotency key. It is serialized once, with a placeholder for the key. If the exchange
 * has no key, the key is derived from these bytes and written over the placeholder.
 */
record KeyedBody(byte[] json, String key) {

    private static final String FIELD = "idempotency_key";
    private static final String BLANK = "cc-" + "_".repeat(43);

    /**
     * Puts the key into a body, and writes it.
     *
     * @param holder the part of the body that carries the key, as its last text
     */
    static KeyedBody of(Exchange exchange, String target, ObjectNode body, ObjectNode holder) {
        String given = IdempotencyKey.given(exchange);
        holder.put(FIELD, given == null ? BLANK : given);
        byte[] json = Json.write(body);
        if (given != null) {
            return new KeyedBody(json, given);
        }
        String made = IdempotencyKey.derived(exchange, target, json);
        fill(json, made);
        return new KeyedBody(json, made);
    }

    /** Searches from the end: a customer's text may look like the placeholder, and the key comes after it. */
    private static void fill(byte[] json, String key) {
        byte[] blank = BLANK.getBytes(StandardCharsets.US_ASCII);
        int start = json.length - blank.length;
        while (!Arrays.equals(json, start, start + blank.length, blank, 0, blank.length)) {
            start--;
        }
        System.arraycopy(key.getBytes(StandardCharsets.US_ASCII), 0, json, start, blank.length);
    }

    @Override
    public String toString() {
        return "KeyedBody[" + json.length + "]";
    }
}
