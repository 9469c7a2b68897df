package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Posts events to the subscriptions, signed as Standard Webhooks and with the older headers. */
record LinqEvents(LinqState state) {

    private static final int ATTEMPTS = 10;
    private static final int BUDGET_SECONDS = 1_500;
    private static final int TOO_MANY = 429;

    void message(Chat.Message message, String from) {
        ObjectNode data = about(message);
        data.set("sender_handle", LinqChats.handle(message.chat, from, false));
        tell("message.received", message.chat.line.number, data);
    }

    /** One of our messages was delivered or read. */
    void receipt(Chat.Message message, String word) {
        ObjectNode data = about(message);
        data.set("sender_handle", LinqChats.handle(message.chat, message.chat.line.number, true));
        tell(
                "message." + word,
                message.chat.line.number,
                data.put(word + "_at", state.now().toString()));
    }

    private ObjectNode about(Chat.Message message) {
        ObjectNode data = Json.object().put("id", message.id);
        ObjectNode chat = data.putObject("chat").put("id", message.chat.id).put("is_group", message.chat.group);
        chat.set("owner_handle", LinqChats.handle(message.chat, message.chat.line.number, true));
        chat.putObject("health_status").put("status", message.chat.health);
        data.put("direction", message.outbound ? "outbound" : "inbound");
        data.set("parts", message.parts);
        return data.put("service", message.chat.service).put("sent_at", message.createdAt.toString());
    }

    void reaction(Chat.Message message, String from, String reaction) {
        ObjectNode data = Json.object()
                .put("chat_id", message.chat.id)
                .put("message_id", message.id)
                .put("part_index", 0)
                .put("is_from_me", false)
                .put("reaction_type", reaction)
                .put("from", from)
                .put("reacted_at", state.now().toString())
                .put("service", message.chat.service);
        data.set("from_handle", LinqChats.handle(message.chat, from, false));
        tell("reaction.added", message.chat.line.number, data);
    }

    /** A person shares their own name. */
    void card(String line, String from, String firstName, String lastName) {
        ObjectNode data = Json.object()
                .put("first_name", firstName)
                .put("last_name", lastName)
                .put("owner_handle", line)
                .put("sender_handle", from)
                .putNull("media_url");
        tell("contact_card.received", line, data);
    }

    private void tell(String type, String line, ObjectNode data) {
        String id = state.nextId();
        ObjectNode envelope = Json.object()
                .put("api_version", "v3")
                .put("webhook_version", "2026-02-03")
                .put("event_type", type)
                .put("event_id", id)
                .put("created_at", state.now().toString())
                .put("trace_id", id.replace("-", ""))
                .put("partner_id", "twin");
        envelope.set("data", data);
        byte[] body = envelope.toString().getBytes(StandardCharsets.UTF_8);
        for (ObjectNode subscription : List.copyOf(state.webhooks.values())) {
            boolean wanted = subscription.path("is_active").asBoolean(true)
                    && isListed(subscription, "subscribed_events", type)
                    && isListed(subscription, "phone_numbers", line);
            if (wanted) {
                String secret = state.webhookSecret(subscription.path("id").asText());
                new WebhookPost(state.vertx(), state.pace, ATTEMPTS, BUDGET_SECONDS)
                        .send(
                                List.of(subscription.path("target_url").asText()),
                                headers(id, type, subscription, secret, body),
                                body,
                                status -> status >= 400 && status < 500 && status != TOO_MANY);
            }
        }
    }

    private static boolean isListed(ObjectNode subscription, String field, String value) {
        return subscription.path(field).isEmpty()
                || subscription.path(field).toString().contains('"' + value + '"');
    }

    private Map<String, String> headers(String id, String type, ObjectNode subscription, String secret, byte[] body) {
        Instant now = state.now();
        String time = Long.toString(now.getEpochSecond());
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", time);
        headers.put(
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(Hmac.sign(key, id + "." + time + ".", body)));
        headers.put("x-webhook-event", type);
        headers.put("x-webhook-subscription-id", subscription.path("id").asText());
        headers.put("x-webhook-timestamp", time);
        headers.put(
                "x-webhook-signature",
                HexFormat.of().formatHex(Hmac.sign(secret.getBytes(StandardCharsets.UTF_8), time + ".", body)));
        return headers;
    }
}
