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
        Chat chat = message.chat;
        ObjectNode told = Json.of(
                """
                {"id": %s, "is_group": %s, "owner_handle": %s, "health_status": {"status": %s}}""",
                chat.id, chat.group, LinqChats.handle(chat, chat.line.number, true), chat.health);
        return Json.of(
                """
                {"id": %s, "chat": %s, "direction": %s, "parts": %s, "service": %s, "sent_at": %s}""",
                message.id,
                told,
                message.outbound ? "outbound" : "inbound",
                message.parts,
                chat.service,
                message.createdAt);
    }

    void reaction(Chat.Message message, String from, String reaction) {
        Chat chat = message.chat;
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "message_id": %s, "part_index": 0, "is_from_me": false, "reaction_type": %s,
                 "from": %s, "reacted_at": %s, "service": %s, "from_handle": %s}""",
                chat.id, message.id, reaction, from, state.now(), chat.service, LinqChats.handle(chat, from, false));
        tell("reaction.added", chat.line.number, data);
    }

    /** A person shares their own name. */
    void card(String line, String from, String firstName, String lastName) {
        ObjectNode data = Json.of(
                """
                {"first_name": %s, "last_name": %s, "owner_handle": %s, "sender_handle": %s, "media_url": null}""",
                firstName, lastName, line, from);
        tell("contact_card.received", line, data);
    }

    private void tell(String type, String line, ObjectNode data) {
        String id = state.nextId();
        ObjectNode envelope = Json.of(
                """
                {"api_version": "v3", "webhook_version": "2026-02-03", "event_type": %s, "event_id": %s,
                 "created_at": %s, "trace_id": %s, "partner_id": "twin", "data": %s}""",
                type, id, state.now(), id.replace("-", ""), data);
        byte[] body = envelope.toString().getBytes(StandardCharsets.UTF_8);
        for (ObjectNode webhook : state.webhooksFor(each -> ChatState.isListed(each, "subscribed_events", type)
                && ChatState.isListed(each, "phone_numbers", line))) {
            MultiMap headers = signed(id, state.webhookSecret(Json.text(webhook, "id")), body)
                    .add("x-webhook-event", type)
                    .add("x-webhook-subscription-id", Json.text(webhook, "id"));
            state.post(ATTEMPTS, BUDGET_SECONDS)
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
