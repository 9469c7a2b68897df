// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.call;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.wire.Json;

/**
 * A JSON body that carries its idempotency key. The body is serialized once, with a placeholder that is then
 * overwritten by the key derived from it.
 */
record KeyedBody(byte[] json, String key, String content) {

    private static final String FIELD = "idempotency_key";
    private static final String BLANK = "cc-" + "_".repeat(43);

    /**
     * Adds the key to a body and serializes it.
     *
     * @param holder  the part of the body that the key is added to, as its last text
     * @param uploads the attachment ids of uploaded files, by the fingerprints of content and address
     */
    static KeyedBody of(
            Exchange exchange, String target, ObjectNode body, ObjectNode holder, Map<String, String> uploads) {
        String given = IdempotencyKey.given(exchange);
        holder.put(FIELD, given == null ? BLANK : given);
        byte[] json = Json.write(body);
        // A chat can be addressed by its id or by a number: the message is the same.
        String message = content(Json.write(holder), uploads);
        if (given != null) {
            return new KeyedBody(json, given, message);
        }
        String made = IdempotencyKey.derived(exchange, target, message, content(json, uploads));
        fill(json, made);
        return new KeyedBody(json, made, message);
    }

    /** A file that is uploaded again has another id, but is the same content. */
    private static String content(byte[] json, Map<String, String> uploads) {
        String text = new String(json, StandardCharsets.UTF_8);
        for (Map.Entry<String, String> upload : uploads.entrySet()) {
            text = text.replace(
                    upload.getValue(),
                    upload.getKey().substring(0, upload.getKey().indexOf('@')));
        }
        return Fingerprint.of(text);
    }

    /** Overwrites the last placeholder: a customer's text may contain the same characters, but stands before it. */
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
