// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** Gives requests to the gateway's twin without a network, so that paths and headers arrive as they were recorded. */
public final class WaReplay implements AutoCloseable {

    /** The answer of the twin. */
    public record Answer(int status, String code, String message, String body) {}

    private final TwinServer twin = TwinServer.start();

    /** @param state the slots that are there: none, one, one+two */
    public WaReplay in(String state) {
        twin.wa().fresh();
        twin.wa().internet(false);
        if (!state.equals("none")) {
            for (String slot : state.split("\\+")) {
                answer(
                        "POST",
                        "/devices",
                        Map.of("content-type", "application/json"),
                        "{\"device_id\":\"" + slot + "\"}");
            }
        }
        return this;
    }

    public WaTwin wa() {
        return twin.wa();
    }

    public Answer answer(String method, String path, Map<String, String> headers, String body) {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value.strip()));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Reply reply = twin.wa()
                .answer(new ReceivedRequest(
                        "wa", method, "http://localhost/twin/wa", path, lower, bytes, bytes.length, ""));
        if (method.equals("HEAD")) {
            return new Answer(reply.status(), "", "", "");
        }
        JsonNode json = reply.json();
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        return json == null
                ? new Answer(reply.status(), "", text, text)
                : new Answer(
                        reply.status(),
                        json.path("code").asText(),
                        json.path("message").asText(),
                        text);
    }

    @Override
    public void close() {
        twin.close();
    }
}
