// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells the subscriptions what happens in chats. */
record LinqEvents(LinqState state) {

    /** How long a message takes to a phone, and a person to read it. */
    private static final Duration DELIVERY = Duration.ofSeconds(1);

    private static final Duration READING = Duration.ofSeconds(2);

    private LinqDeliveries deliveries() {
        return new LinqDeliveries(state);
    }

    /** A person wrote. */
    void received(Chat.Message message, String from) {
        ObjectNode data = about(message, message.createdAt);
        data.set("sender_handle", LinqShapes.handle(message.chat, from, false));
        tell("message.received", message.chat, data, Duration.ZERO);
    }

    /** A person changed a text of theirs. */
    void edited(Chat.Message message, int index, String text) {
        ObjectNode data = Json.of(
                """
                {"id": %s, "chat": %s, "direction": %s, "sender_handle": %s, "part": {"index": %s, "text": %s},
                 "edited_at": %s}""",
                message.id, chat(message.chat), direction(message), sender(message), index, text, state.now());
        tell("message.edited", message.chat, data, Duration.ZERO);
    }

    void created(Chat chat) {
        tell("chat.created", chat, LinqShapes.chat(chat), Duration.ZERO);
    }

    /** Tells what becomes of a message of ours. Answers whether it arrives. */
    boolean arrives(Chat.Message message) {
        String person = message.chat.group ? null : message.chat.members.get(0);
        Integer failure = state.unreachable.get(person);
        if (failure == null) {
            message.status = state.readers.contains(person) ? "read" : message.status;
            sent(message);
        } else {
            message.status = "failed";
            failed(message, failure);
        }
        return failure == null;
    }

    /**
     * We wrote. SMS reports no delivery, and groups report none either. A person reads only if a test says so.
     */
    private void sent(Chat.Message message) {
        Instant now = state.now();
        tell("message.sent", message.chat, ours(message, now, null, null), Duration.ZERO);
        if (message.chat.group || message.chat.service.equals("SMS")) {
            return;
        }
        Instant delivered = now.plus(DELIVERY);
        tell("message.delivered", message.chat, ours(message, now, delivered, null), DELIVERY);
        if (state.readers.contains(message.chat.members.get(0))) {
            tell("message.read", message.chat, ours(message, now, delivered, now.plus(READING)), READING);
        }
    }

    /** A message was accepted, but did not arrive. */
    private void failed(Chat.Message message, int code) {
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "message_id": %s, "code": %s, "reason": "The message was not delivered",
                 "service": %s, "preferred_service": %s, "failed_at": %s}""",
                message.chat.id,
                message.id,
                code,
                message.chat.service,
                message.sent.path("preferred_service").asText(null),
                state.now().plus(DELIVERY));
        tell("message.failed", message.chat, data, DELIVERY);
    }

    /** One of our messages was delivered or read, at the word of a test. */
    void receipt(Chat.Message message, String word) {
        Instant now = state.now();
        ObjectNode data = ours(message, message.createdAt, now, word.equals("read") ? now : null);
        tell("message." + word, message.chat, data, Duration.ZERO);
    }

    private ObjectNode ours(Chat.Message message, Instant sent, Instant delivered, Instant read) {
        ObjectNode data = about(message, sent);
        data.put("delivered_at", text(delivered)).put("read_at", text(read));
        return data.set("sender_handle", LinqShapes.handle(message.chat, message.chat.line.number, true));
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }

    private ObjectNode about(Chat.Message message, Instant sent) {
        ObjectNode data = Json.of(
                """
                {"id": %s, "chat": %s, "direction": %s, "parts": %s, "service": %s, "sent_at": %s, "delivered_at": null,
                 "read_at": null, "preferred_service": null, "effect": null, "reply_to": null, "idempotency_key": null}""",
                message.id, chat(message.chat), direction(message), message.parts, message.chat.service, sent);
        Json.copy(message.sent, data, "preferred_service", "effect", "reply_to", "idempotency_key");
        return data;
    }

    private static String direction(Chat.Message message) {
        return message.outbound ? "outbound" : "inbound";
    }

    private static ObjectNode sender(Chat.Message message) {
        Chat chat = message.chat;
        String sender = message.outbound ? chat.line.number : chat.members.get(0);
        return LinqShapes.handle(chat, sender, message.outbound);
    }

    private static ObjectNode chat(Chat chat) {
        return Json.of(
                """
                {"id": %s, "is_group": %s, "owner_handle": %s,
                 "health_status": {"status": %s, "doc_url": "https://docs.linqapp.com/health", "updated_at": %s}}""",
                chat.id, chat.group, LinqShapes.handle(chat, chat.line.number, true), chat.health, chat.createdAt);
    }

    /**
     * A person reacted, or took a reaction away.
     *
     * @param added whether the reaction is new
     * @param given {@code type}, and {@code custom_emoji} or {@code sticker}
     */
    void reaction(Chat.Message message, String from, boolean added, JsonNode given) {
        Chat chat = message.chat;
        boolean fromMe = from.equals(chat.line.number);
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "message_id": %s, "part_index": %s, "is_from_me": %s, "reaction_type": %s,
                 "custom_emoji": null, "sticker": null, "from": %s, "reacted_at": %s, "service": %s,
                 "from_handle": %s, "reaction_id": %s}""",
                chat.id,
                message.id,
                given.path("part_index").asInt(),
                fromMe,
                given.path("type"),
                from,
                state.now(),
                chat.service,
                LinqShapes.handle(chat, from, fromMe),
                state.nextId());
        Json.copy(given, data, "custom_emoji", "sticker");
        tell("reaction." + (added ? "added" : "removed"), chat, data, Duration.ZERO);
    }

    void participant(Chat chat, String handle, boolean added) {
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "handle": %s, "participant": %s}""",
                chat.id, handle, LinqShapes.handle(chat, handle, handle.equals(chat.line.number)));
        data.put(added ? "added_at" : "removed_at", state.now().toString());
        tell("participant." + (added ? "added" : "removed"), chat, data, Duration.ZERO);
    }

    /** A group got another name or icon from us. */
    void groupUpdated(Chat chat, String what, String before, String after) {
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "old_value": %s, "new_value": %s, "changed_by_handle": %s, "updated_at": %s}""",
                chat.id, before, after, LinqShapes.handle(chat, chat.line.number, true), state.now());
        tell("chat.group_" + what + "_updated", chat, data, Duration.ZERO);
    }

    /** @param background null if it was taken away */
    void background(Chat chat, JsonNode background) {
        ObjectNode data = Json.of(
                """
                {"chat": %s, "actor_handle": %s, "background": %s}""",
                chat(chat), LinqShapes.handle(chat, chat.line.number, true), background);
        tell("chat.background_updated", chat, data, Duration.ZERO);
    }

    void typing(Chat chat, String from, String word) {
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "actor_handle": %s}""",
                chat.id, LinqShapes.handle(chat, from, false));
        tell("chat.typing_indicator." + word, chat, data, Duration.ZERO);
    }

    /** A poll was sent: by us, or by a person. */
    void poll(Chat chat, ObjectNode envelope, String from) {
        boolean fromMe = from.equals(chat.line.number);
        ObjectNode data = aboutPoll(chat, envelope, from);
        data.set("poll", envelope.get("poll"));
        data.put("created_at", state.now().toString())
                .put("updated_at", state.now().toString());
        if (fromMe) {
            tell("poll.sent", chat, data.deepCopy().put("sent_at", state.now().toString()), Duration.ZERO);
            tell(
                    "poll.delivered",
                    chat,
                    data.put("delivered_at", text(state.now().plus(DELIVERY))),
                    DELIVERY);
        } else {
            tell("poll.received", chat, data.put("received_at", state.now().toString()), Duration.ZERO);
        }
    }

    void vote(Chat chat, ObjectNode envelope, String from, String option, boolean added) {
        ObjectNode data = aboutPoll(chat, envelope, from).put("option_id", option);
        tell("poll.vote." + (added ? "added" : "removed"), chat, data, Duration.ZERO);
    }

    void optionsAdded(Chat chat, ObjectNode envelope, ArrayNode options) {
        ObjectNode data = aboutPoll(chat, envelope, chat.line.number).set("added_options", options);
        tell("poll.updated", chat, data, Duration.ZERO);
    }

    private static ObjectNode aboutPoll(Chat chat, ObjectNode envelope, String from) {
        boolean fromMe = from.equals(chat.line.number);
        return Json.of(
                """
                {"chat": %s, "direction": %s, "message_id": %s, "service": %s, "sender_handle": %s}""",
                chat(chat),
                fromMe ? "outbound" : "inbound",
                envelope.get("message_id"),
                chat.service,
                LinqShapes.handle(chat, from, fromMe));
    }

    /** A person began or ended to share where they are. */
    void location(Chat chat, String from, Instant began, boolean sharing) {
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "shared_by": %s, "shared_with": %s, "began_at": %s}""",
                chat.id, from, chat.line.number, began);
        if (!sharing) {
            data.put("ended_at", state.now().toString());
        }
        tell("location.sharing." + (sharing ? "started" : "stopped"), chat, data, Duration.ZERO);
    }

    /** A person shares their own name. */
    void card(String line, String from, String firstName, String lastName) {
        ObjectNode data = Json.of(
                """
                {"first_name": %s, "last_name": %s, "owner_handle": %s, "sender_handle": %s, "media_url": null}""",
                firstName, lastName, line, from);
        deliveries().tell("contact_card.received", line, null, data, Duration.ZERO);
    }

    /** Tells an event as it is given: for those that the twin does not make by itself, such as calls. */
    void given(String type, String line, JsonNode data) {
        deliveries().tell(type, line, data.path("chat_id").asText(null), data, Duration.ZERO);
    }

    private void tell(String type, Chat chat, ObjectNode data, Duration later) {
        deliveries().tell(type, chat.line.number, chat.id, data, later);
    }
}
