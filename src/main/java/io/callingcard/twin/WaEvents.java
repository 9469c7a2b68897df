// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;

/** Posts events to the webhooks in the gateway's form and with its signature. */
record WaEvents(WaState state) {

    /** Go writes the keys of maps in order. */
    private static final ObjectMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    /** Posts the event of what happened. Answers the id of the message, or an empty text. */
    String tell(WaState.Slot slot, WaEventKind kind, ObjectNode deed) {
        ObjectNode payload = new WaPayload(state, slot, kind, deed).write();
        ObjectNode frame = Json.of(
                """
                {"event": %s, "device_id": %s, "session_id": %s, "payload": %s}""",
                kind.event(), slot.jid(), slot.id, payload);
        if (!kind.isMessage()) {
            frame.put("timestamp", state.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        post(slot, kind.event(), goJson(frame));
        return Json.text(payload, "id");
    }

    private void post(WaState.Slot slot, String event, byte[] body) {
        String own = slot.webhook.path("webhook_url").asText();
        List<String> addresses = own.isEmpty() ? List.copyOf(state.webhooks) : List.of(own);
        String secret = slot.webhook.path("webhook_secret").asText();
        String wanted = slot.webhook.path("webhook_events").asText();
        boolean unwanted = !own.isEmpty()
                && !wanted.isEmpty()
                && Stream.of(wanted.split(",")).noneMatch(each -> each.strip().equalsIgnoreCase(event));
        if (addresses.isEmpty() || unwanted) {
            return;
        }
        String key = own.isEmpty() || secret.isEmpty() ? state.webhookSecret : secret;
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("x-hub-signature-256", "sha256=" + signature(key, body))
                .add("user-agent", "Go-http-client/1.1");
        state.post(5, 30).send(addresses, headers, body, status -> false);
    }

    static String signature(String secret, byte[] body) {
        return Hmac.hex(secret, "", body);
    }

    /** Go's form of JSON: keys in order, and HTML characters escaped. */
    static byte[] goJson(ObjectNode value) {
        try {
            return SORTED.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
