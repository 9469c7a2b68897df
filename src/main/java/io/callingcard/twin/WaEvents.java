package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    String text(WaState.Slot slot, String from, String text) {
        return tell(slot, "message", message(slot, from, text, "").put("body", text));
    }

    String card(WaState.Slot slot, String from, String name, String vcard) {
        ObjectNode payload = message(slot, from, "Contact: " + name, "");
        ObjectNode contact =
                payload.putObject("contact").put("displayName", name).put("vcard", vcard);
        Matcher phone = Pattern.compile("^TEL.*:(.*)$", Pattern.MULTILINE).matcher(vcard);
        if (phone.find()) {
            contact.put("phone_number", phone.group(1));
        }
        return tell(slot, "message", payload);
    }

    void reaction(WaState.Slot slot, String from, String messageId, String reaction) {
        ObjectNode payload = message(slot, from, reaction, "");
        tell(slot, "message.reaction", payload.put("reaction", reaction).put("reacted_message_id", messageId));
    }

    String file(WaState.Slot slot, String from, String filename, byte[] bytes) {
        ObjectNode payload = message(slot, from, "", "document");
        String id = Json.text(payload, "id");
        WaState.Row row = slot.rows.get(id);
        row.path = "statics/media/" + id + "-" + filename;
        row.filename = filename;
        state.files.put(row.path, bytes);
        return tell(slot, "message", payload.put("document", row.path));
    }

    void ack(WaState.Slot slot, String from, List<String> ids, String receiptType) {
        String jid = from + "@s.whatsapp.net";
        ObjectNode payload = Json.of(
                """
                {"chat_id": %s, "from": %s, "ids": %s, "receipt_type": %s, "receipt_type_description": %s}""",
                jid, jid, ids, receiptType, "the message was " + receiptType + ".");
        tell(slot, "message.ack", payload);
    }

    /** The fields that all messages share. Also adds the row to the history. */
    private ObjectNode message(WaState.Slot slot, String from, String content, String mediaType) {
        String id = state.receivedId();
        String jid = from + "@s.whatsapp.net";
        slot.rows.put(id, new WaState.Row(id, jid, jid, false, content, mediaType, state.now(), state.now()));
        return Json.of(
                """
                {"id": %s, "chat_id": %s, "from": %s, "from_name": "Somebody", "sender_display_name": "Somebody",
                 "is_from_me": false, "timestamp": %s}""",
                id, jid, jid, state.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Answers the id of the message. */
    private String tell(WaState.Slot slot, String event, ObjectNode payload) {
        ObjectNode frame = Json.of(
                """
                {"event": %s, "device_id": %s, "session_id": %s, "payload": %s}""",
                event, slot.jid(), slot.id, payload);
        if (event.equals("message.ack")) {
            frame.put("timestamp", state.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        post(slot, event, goJson(frame));
        return Json.text(payload, "id");
    }

    private void post(WaState.Slot slot, String event, byte[] body) {
        String own = slot.webhook.path("webhook_url").asText();
        List<String> addresses = own.isEmpty() ? List.copyOf(state.webhooks) : List.of(own);
        String secret = slot.webhook.path("webhook_secret").asText();
        String wanted = slot.webhook.path("webhook_events").asText();
        boolean unwanted = !own.isEmpty()
                && !wanted.isEmpty()
                && !List.of(wanted.split("\\s*,\\s*")).contains(event);
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
