package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.MultiMap;

/** Posts events to the webhooks in the gateway's form and with its signature. */
record WaEvents(WaState state) {

    /** Go writes the keys of maps in order. */
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    String text(WaState.Slot slot, String from, String text) {
        Map<String, Object> payload = message(slot, from, text, "");
        payload.put("body", text);
        return told(slot, "message", payload);
    }

    String card(WaState.Slot slot, String from, String name, String vcard) {
        Map<String, Object> payload = message(slot, from, "Contact: " + name, "");
        Map<String, Object> contact = new TreeMap<>();
        contact.put("displayName", name);
        contact.put("vcard", vcard);
        Matcher phone = Pattern.compile("^TEL.*:(.*)$", Pattern.MULTILINE).matcher(vcard);
        if (phone.find()) {
            contact.put("phone_number", phone.group(1));
        }
        payload.put("contact", contact);
        return told(slot, "message", payload);
    }

    void reaction(WaState.Slot slot, String from, String messageId, String reaction) {
        Map<String, Object> payload = message(slot, from, reaction, "");
        payload.put("reaction", reaction);
        payload.put("reacted_message_id", messageId);
        told(slot, "message.reaction", payload);
    }

    String file(WaState.Slot slot, String from, String filename, byte[] bytes) {
        Map<String, Object> payload = message(slot, from, "", "document");
        String id = (String) payload.get("id");
        String path = "statics/media/" + id + "-" + filename;
        state.files.put(path, bytes);
        WaState.Row row = slot.rows.get(id);
        row.path = path;
        row.filename = filename;
        payload.put("document", path);
        return told(slot, "message", payload);
    }

    void ack(WaState.Slot slot, String from, List<String> ids, String receiptType) {
        Map<String, Object> payload = new TreeMap<>();
        payload.put("chat_id", from + "@s.whatsapp.net");
        payload.put("from", from + "@s.whatsapp.net");
        payload.put("ids", ids);
        payload.put("receipt_type", receiptType);
        payload.put("receipt_type_description", "the message was " + receiptType + ".");
        told(slot, "message.ack", payload);
    }

    /** The fields that all messages share. Also adds the row to the history. */
    private Map<String, Object> message(WaState.Slot slot, String from, String content, String mediaType) {
        String id = state.receivedId();
        String jid = from + "@s.whatsapp.net";
        slot.rows.put(id, new WaState.Row(id, jid, jid, false, content, mediaType, state.now(), state.now()));
        Map<String, Object> payload = new TreeMap<>();
        payload.put("id", id);
        payload.put("chat_id", jid);
        payload.put("from", jid);
        payload.put("from_name", "Somebody");
        payload.put("sender_display_name", "Somebody");
        payload.put("is_from_me", false);
        payload.put("timestamp", state.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return payload;
    }

    private String told(WaState.Slot slot, String event, Map<String, Object> payload) {
        Map<String, Object> frame = new TreeMap<>();
        frame.put("event", event);
        frame.put("device_id", slot.jid());
        frame.put("session_id", slot.id);
        frame.put("payload", payload);
        if (!event.equals("message") && !event.equals("message.reaction")) {
            frame.put("timestamp", state.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        post(slot, event, goJson(frame));
        return (String) payload.get("id");
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
        new WebhookPost(state.vertx(), state.pace, 5, 30).send(addresses, headers, body, status -> false);
    }

    static String signature(String secret, byte[] body) {
        return Hmac.hex(secret, "", body);
    }

    /** Go's form of JSON: keys in order, and HTML characters escaped. */
    static byte[] goJson(Map<String, Object> value) {
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
