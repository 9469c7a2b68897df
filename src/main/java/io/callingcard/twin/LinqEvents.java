package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;

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
        for (ObjectNode webhook : state.webhooksFor(each -> ChatState.isListed(each, "subscribed_events", type)
                && ChatState.isListed(each, "phone_numbers", line))) {
            MultiMap headers = signed(id, state.webhookSecret(Json.text(webhook, "id")), body)
                    .add("x-webhook-event", type)
                    .add("x-webhook-subscription-id", Json.text(webhook, "id"));
            new WebhookPost(state.vertx(), state.pace, ATTEMPTS, BUDGET_SECONDS)
                    .send(
                            List.of(Json.text(webhook, "target_url")),
                            headers,
                            body,
                            status -> status >= 400 && status < 500 && status != TOO_MANY);
        }
    }

    /** The headers of both kinds of signature. */
    private MultiMap signed(String id, String secret, byte[] body) {
        String time = Long.toString(state.now().getEpochSecond());
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String signature = Base64.getEncoder().encodeToString(Hmac.sign(key, id + "." + time + ".", body));
        return MultiMap.caseInsensitiveMultiMap()
                .add("webhook-id", id)
                .add("webhook-timestamp", time)
                .add("webhook-signature", "v1," + signature)
                .add("x-webhook-timestamp", time)
                .add("x-webhook-signature", Hmac.hex(secret, time + ".", body));
    }
}
