// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;

/** Posts signed events to the subscriptions, and keeps them in a log that can be read and replayed. */
record ChertEvents(ChertState state) {

    static final String DEV_INBOX = "https://dev-inbox";
    private static final int ATTEMPTS = 3;
    private static final int BUDGET_SECONDS = 60;
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int STREAM_SECONDS = 60;
    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    String text(String from, String text) {
        ObjectNode part = Json.object().put("type", "text").put("value", text);
        return message(from, Json.array().add(part));
    }

    String card(String from, String vcard) {
        ObjectNode part = Json.object().put("type", "media").put("attachment_id", state.receiveFile(vcard).id);
        return message(from, Json.array().add(part));
    }

    void react(String from, String messageId, String reaction, boolean added) {
        Chat.Message message = state.message(messageId);
        ObjectNode data = Json.of(
                """
                {"chat_id": %s, "message_id": %s, "reaction": %s, "chat": %s, "sender_handle": %s}""",
                message.chat.id, messageId, reaction, chat(message.chat), handle(from, false));
        tell("reaction." + (added ? "added" : "removed"), state.nextId("chert:reaction:"), data);
    }

    /** Tells an event as it is given. */
    void given(String type, JsonNode data) {
        tell(type, state.nextId("chert:event:"), data);
    }

    private String message(String from, ArrayNode parts) {
        Chat chat = state.chatWith(from);
        chat.line = chat.line == null ? state.firstLine() : chat.line;
        Chat.Message message = state.add(chat, false, parts);
        ObjectNode data = Json.of(
                """
                {"chat": %s, "message": {"id": %s, "direction": "inbound", "sender_handle": %s, "parts": %s}}""",
                chat(chat), message.id, handle(from, false), parts);
        tell("message.received", "chert:msg:" + message.id, data);
        return message.id;
    }

    private ObjectNode chat(Chat chat) {
        ObjectNode told = Json.object().put("id", chat.id).put("is_group", chat.group);
        ArrayNode handles = told.putArray("handles").add(handle(chat.line.number, true));
        chat.members.forEach(member -> handles.add(handle(member, false)));
        told.set("owner_handle", handle(chat.line.number, true));
        return told;
    }

    private static ObjectNode handle(String handle, boolean isMe) {
        return Json.object().put("handle", handle).put("service", "imessage").put("is_me", isMe);
    }

    /** Logs the event before it posts it. */
    private void tell(String type, String eventId, JsonNode data) {
        Instant now = state.now();
        String chat = data.at("/chat/id").asText();
        ObjectNode envelope = Json.of(
                """
                {"event": %s, "event_type": %s, "event_id": %s, "timestamp": %s, "api_version": "v1",
                 "webhook_version": "2026-05-04", "trace_id": %s, "partner_id": "twin", "data": %s}""",
                type, type, eventId, now, state.nextId("trace-"), data);
        ObjectNode row = Json.of(
                """
                {"id": %s, "type": %s, "event_id": %s, "lead_id": %s, "convo_id": %s, "payload": %s,
                 "delivery": {"status": "pending", "attempts": []}, "created_at": %s}""",
                state.nextId("evt_"), type, eventId, chat, "cv_" + chat, envelope, now);
        synchronized (state) {
            state.events.add(row);
            state.listeners.forEach(listener -> listener.accept(text(row)));
        }
        post(row, null);
    }

    /** Posts to all subscriptions of this type, or to one. A subscription without a list of events gets all. */
    private void post(ObjectNode row, String only) {
        String type = Json.text(row, "type");
        ObjectNode delivery = (ObjectNode) row.get("delivery");
        byte[] body = row.get("payload").toString().getBytes(StandardCharsets.UTF_8);
        for (ObjectNode webhook : state.webhooksFor(each ->
                (only == null || only.equals(Json.text(each, "id"))) && ChatState.isListed(each, "events", type))) {
            String id = Json.text(webhook, "id");
            String url = Json.text(webhook, "url");
            if (url.equals(DEV_INBOX)) {
                delivery.put("status", "dev_inbox");
                continue;
            }
            // Signed anew for each post: the signature of a replay must not be stale.
            String time = Long.toString(state.now().getEpochSecond());
            String signature = Hmac.hex(state.webhookSecret(id), time + ".", body);
            MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                    .add("x-webhook-signature", "t=" + time + ",v1=" + signature)
                    .add("x-webhook-timestamp", time)
                    .add("x-webhook-event", type)
                    .add("x-webhook-event-id", Json.text(row, "event_id"))
                    .add("x-webhook-subscription-id", id);
            state.post(ATTEMPTS, BUDGET_SECONDS)
                    .send(List.of(url), headers, body, status -> status >= 400 && status < 500)
                    .onComplete(done -> delivered(delivery, done.succeeded()));
        }
    }

    private void delivered(ObjectNode delivery, boolean taken) {
        synchronized (state) {
            delivery.put("status", taken ? "delivered" : "failed");
        }
    }

    /** Newest first. */
    Reply list(ChertCall call) {
        int limit = number(call.query("limit"));
        Instant since = time(call.query("since"));
        String cursor = call.query("cursor");
        List<ObjectNode> newest;
        synchronized (state) {
            newest = new ArrayList<>(state.events);
        }
        Collections.reverse(newest);
        List<ObjectNode> found = newest.stream()
                .filter(row -> isAsked(row.path("type"), call.query("type")))
                .filter(row -> isAsked(row.path("lead_id"), call.query("lead_id")))
                .filter(row -> isAsked(row.at("/delivery/status"), call.query("status")))
                .filter(row -> isLater(row, since))
                .dropWhile(row -> cursor != null && !cursor(row).equals(cursor))
                .skip(cursor == null ? 0 : 1)
                .toList();
        ObjectNode reply = Json.object();
        reply.set("events", Json.array(found.stream().limit(limit)));
        reply.put("next_cursor", found.size() > limit ? cursor(found.get(limit - 1)) : null);
        return Reply.json(200, reply.put("count", reply.get("events").size()));
    }

    /** Server-sent events: a comment as heartbeat, and the end after a minute. */
    Reply stream(ChertCall call) {
        Instant since = time(call.query("since"));
        return Reply.live("text/event-stream", response -> {
            Runnable end = listen(since, response::write);
            long heartbeat = state.vertx()
                    .setPeriodic(
                            state.pace.multipliedBy(HEARTBEAT_SECONDS).toMillis(), timer -> response.write(": \n\n"));
            response.closeHandler(closed -> forget(end, heartbeat));
            state.vertx().setTimer(state.pace.multipliedBy(STREAM_SECONDS).toMillis(), timer -> {
                forget(end, heartbeat);
                if (!response.closed()) {
                    response.end("event: close\ndata: {}\n\n");
                }
            });
        });
    }

    /**
     * Tells the events later than a time, and those to come, as text of a stream.
     *
     * @return ends it
     */
    Runnable listen(Instant since, Consumer<String> listener) {
        synchronized (state) {
            state.events.stream().filter(row -> isLater(row, since)).forEach(row -> listener.accept(text(row)));
            state.listeners.add(listener);
        }
        return () -> {
            synchronized (state) {
                state.listeners.remove(listener);
            }
        };
    }

    private void forget(Runnable end, long heartbeat) {
        state.vertx().cancelTimer(heartbeat);
        end.run();
    }

    private static String text(ObjectNode row) {
        return "event: " + row.path("type").asText() + "\nid: " + row.path("id").asText() + "\ndata: " + row + "\n\n";
    }

    private static boolean isAsked(JsonNode field, String wanted) {
        return wanted == null || wanted.equals(field.asText());
    }

    private static boolean isLater(ObjectNode row, Instant since) {
        return Instant.parse(Json.text(row, "created_at")).isAfter(since);
    }

    private static String cursor(ObjectNode row) {
        return row.path("created_at").asText() + "|" + row.path("id").asText();
    }

    private static int number(String limit) {
        int number = limit == null ? USUAL_PAGE : Integer.parseInt(limit);
        Refusal.when(number < 1 || number > LARGEST_PAGE, 1002, "limit must be 1 to " + LARGEST_PAGE);
        return number;
    }

    private static Instant time(String since) {
        try {
            return since == null ? Instant.MIN : Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new Refusal(1002, "since must be ISO 8601");
        }
    }

    Reply read(ChertCall call) {
        return Reply.json(200, row(call));
    }

    private ObjectNode row(ChertCall call) {
        return state.events.stream()
                .filter(row -> row.path("id").asText().equals(call.id(1)))
                .findFirst()
                .orElseThrow(() -> new Refusal(2011, "Unknown event"));
    }

    Reply replay(ChertCall call) {
        ObjectNode row = row(call);
        Refusal.when(state.webhooks.isEmpty(), 1002, 400, "There is no destination");
        post(row, call.query("subscription_id"));
        return Reply.json(200, Json.object().put("ok", true).put("downstream_status", 200));
    }
}
