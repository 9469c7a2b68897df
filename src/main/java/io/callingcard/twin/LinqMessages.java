// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sends messages in the provider's three ways; reads, edits, deletes and reacts. */
record LinqMessages(LinqState state) {

    private static final int USUAL_PAGE = 50;
    private static final int MOST_PARTS = 100;
    private static final int MOST_BY_URL = 40;
    private static final int MOST_RECIPIENTS = 31;
    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_LINK = 2_048;
    private static final int MOST_EDITS = 5;
    private static final Duration EDIT_WINDOW = Duration.ofMinutes(15);
    private static final Set<String> REACTIONS =
            Set.of("love", "like", "dislike", "laugh", "emphasize", "question", "custom", "sticker");
    /** From the weakest to the best. */
    private static final List<String> SERVICES = List.of("SMS", "RCS", "iMessage");

    Reply createChat(LinqCall call) {
        ObjectNode body = call.body();
        Line line = state.line(call.required("from"));
        List<String> to = recipients(body);
        ObjectNode message = message(body);
        return state.once(message.path("idempotency_key").asText(), () -> {
            Chat known = find(line, to);
            Chat chat = known == null ? open(line, to, message) : known;
            state.requireWilling(chat, body);
            if (known == null) {
                refuseAsFirst(message);
                begin(chat);
            }
            Chat.Message sent = add(chat, message);
            ObjectNode answer = LinqShapes.chat(chat).set("message", sent(sent));
            return new LinqState.Answered(sent.id, Reply.json(201, "chat", answer));
        });
    }

    Reply sendInChat(LinqCall call) {
        ObjectNode body = call.body();
        Chat chat = state.chat(call.id(1));
        ObjectNode message = message(body);
        return state.once(message.path("idempotency_key").asText(), () -> {
            state.requireWilling(chat, body);
            Chat.Message sent = add(chat, message);
            ObjectNode answer = Json.object().put("chat_id", chat.id);
            answer.set("message", sent(sent));
            return new LinqState.Answered(sent.id, Reply.json(202, answer));
        });
    }

    Reply sendFromAnyLine(LinqCall call) {
        ObjectNode body = call.body();
        List<String> to = recipients(body);
        ObjectNode message = message(body);
        String key = message.path("idempotency_key").asText();
        String header = call.request.header("idempotency-key");
        Refusal.when(
                header != null && !key.isEmpty() && !header.equals(key), 1005, "The key in the header is another one");
        return state.once(header == null ? key : header, () -> {
            Line line = bestLine(body, to);
            Chat known = find(line, to);
            Chat chat = known == null ? open(line, to, message) : known;
            state.requireWilling(chat, body);
            if (known == null) {
                begin(chat);
            }
            Chat.Message sent = add(chat, message);
            ObjectNode answer = Json.of(
                    """
                    {"chat_id": %s, "created_new_chat": %s, "from": %s, "is_group": %s, "service": %s,
                     "from_selection": {"reason": %s, "reused_existing_chat": %s}, "handles": %s, "message": %s}""",
                    chat.id,
                    known == null,
                    line.number,
                    chat.group,
                    chat.service,
                    known == null ? "new_best_number" : "reused_active_chat",
                    known != null,
                    LinqShapes.handles(chat),
                    sent(sent));
            return new LinqState.Answered(sent.id, Reply.json(202, answer));
        });
    }

    private void begin(Chat chat) {
        state.remember(chat);
        new LinqEvents(state).created(chat);
    }

    /** The line of an existing chat, otherwise the first usable line. */
    private Line bestLine(ObjectNode body, List<String> to) {
        Set<String> excluded = new HashSet<>();
        body.path("exclude_from").forEach(line -> excluded.add(line.asText()));
        List<Line> usable = state.lines.values().stream()
                .filter(line -> !excluded.contains(line.number) && !line.reputation.equals("CRITICAL"))
                .toList();
        return usable.stream()
                .filter(line -> find(line, to) != null)
                .findFirst()
                .or(() -> usable.stream().findFirst())
                .orElseThrow(() -> new Refusal(2015, "No usable line"));
    }

    private static List<String> recipients(ObjectNode body) {
        JsonNode to = body.path("to");
        Refusal.when(!Json.isFullList(to), 1001, "Missing field to");
        Refusal.when(to.size() > MOST_RECIPIENTS, 1005, "Too many recipients");
        List<String> handles = new ArrayList<>();
        to.forEach(handle -> handles.add(LinqCall.checkedHandle(handle.asText())));
        return handles;
    }

    /** The line's chat with exactly these people, or null. Groups with a name are never reused. */
    private Chat find(Line line, List<String> to) {
        return (to.size() == 1 ? state.chatsWith(to.get(0)) : state.chats.values())
                .stream()
                        .filter(chat -> chat.line == line && !chat.left && chat.name == null)
                        .filter(chat -> Set.copyOf(chat.members).equals(Set.copyOf(to)))
                        .findFirst()
                        .orElse(null);
    }

    private Chat open(Line line, List<String> to, ObjectNode message) {
        String wanted = message.path("preferred_service").asText("iMessage");
        String service = wanted;
        for (String handle : to) {
            service = weaker(service, state.service(handle));
        }
        boolean insists = message.has("preferred_service") && wanted.equals("iMessage");
        Refusal.when(insists && !service.equals("iMessage"), 4005, "The recipient cannot receive this");
        return new Chat(state.nextId(), line, to, service, state.now());
    }

    private static String weaker(String one, String other) {
        return SERVICES.get(Math.min(SERVICES.indexOf(one), SERVICES.indexOf(other)));
    }

    private ObjectNode message(ObjectNode body) {
        if (!(body.path("message") instanceof ObjectNode message)
                || !(message.path("parts") instanceof ArrayNode parts)
                || parts.isEmpty()) {
            throw new Refusal(1001, "Missing field message.parts");
        }
        Refusal.when(!SERVICES.contains(message.path("preferred_service").asText("SMS")), 1005, "Unknown service");
        Refusal.when(message.path("idempotency_key").asText().length() > 255, 1005, "The key is too long");
        checkParts(parts);
        return message;
    }

    private void checkParts(ArrayNode parts) {
        Refusal.when(parts.size() > MOST_PARTS, 1004, "Too many parts");
        String before = "";
        int byUrl = 0;
        for (JsonNode part : parts) {
            String type = part.path("type").asText();
            switch (type) {
                case "text" -> checkLength(Call.required(part, "value"), LONGEST_TEXT);
                case "link" -> {
                    checkLength(Call.required(part, "value"), LONGEST_LINK);
                    Refusal.when(parts.size() > 1, 1004, "A link stands alone");
                }
                case "app_clip" -> checkApp(parts, part.has("value"));
                case "imessage_app" -> checkApp(parts, part.has("url") && part.has("app"));
                case "media" -> byUrl += checkMedia(part);
                default -> throw new Refusal(1004, "Unknown part");
            }
            Refusal.when(type.equals("text") && before.equals("text"), 1004, "Two texts side by side");
            before = type;
        }
        Refusal.when(byUrl > MOST_BY_URL, 1004, "Too many files by URL");
    }

    private static void checkApp(ArrayNode parts, boolean complete) {
        Refusal.when(parts.size() > 1 || !complete, 1008, "The card of an app is not valid");
    }

    private static void checkLength(String text, int most) {
        Refusal.when(text.length() > most, 1004, "Too long");
    }

    private int checkMedia(JsonNode part) {
        Refusal.when(part.has("url") == part.has("attachment_id"), 1004, "Either url or attachment_id");
        if (part.has("attachment_id")) {
            state.uploaded(part.get("attachment_id").asText());
            return 0;
        }
        Refusal.when(!part.get("url").asText().startsWith("https://"), 1005, "Files are fetched over https");
        return 1;
    }

    /** Refuses links, replies and effects in the first message of a chat. */
    private static void refuseAsFirst(ObjectNode message) {
        boolean refused = message.has("reply_to") || message.has("effect");
        for (JsonNode part : message.get("parts")) {
            refused |= Json.text(part, "type").equals("link") || Json.isTextWithUrl(part);
        }
        Refusal.when(refused, 1005, "Not in a first message");
    }

    private Chat.Message add(Chat chat, ObjectNode message) {
        if (message.has("reply_to")) {
            state.message(message.get("reply_to").path("message_id").asText());
        }
        message.get("parts").forEach(part -> requireFit(chat, part));
        ArrayNode parts = Json.array();
        message.get("parts").forEach(part -> parts.add(answered(part)));
        Chat.Message sent = state.add(chat, true, parts);
        sent.sent = message;
        if (!new LinqEvents(state).arrives(sent)) {
            return sent;
        }
        for (JsonNode part : message.get("parts")) {
            ObjectNode content = part.deepCopy();
            String kind = part.path("type").asText();
            if (part.has("attachment_id")) {
                Attachment file = state.attachment(part.get("attachment_id").asText());
                content.put("filename", file.filename)
                        .put("content_type", file.contentType)
                        .put("size_bytes", file.size)
                        .put("sha256", file.sha256);
                if (file.contentType.equals("text/vcard")) {
                    kind = "card";
                    content.put("vcard", new String(file.bytes, StandardCharsets.UTF_8));
                }
            }
            state.deliver(chat, sent.id, kind, content);
        }
        return sent;
    }

    /** Refuses what the chat cannot show: mentions are for members of groups, cards of apps for iMessage. */
    private static void requireFit(Chat chat, JsonNode part) {
        String mentioned = part.path("mention").asText(null);
        boolean member = mentioned == null || chat.group && chat.members.contains(mentioned);
        Refusal.when(!member, 2023, "The mentioned person is not in the group");
        boolean iMessage = chat.service.equals("iMessage");
        Refusal.when(!iMessage && Json.text(part, "type").equals("imessage_app"), 2018, "Needs iMessage");
        Refusal.when(!iMessage && Json.text(part, "type").equals("app_clip"), 2028, "Needs iMessage");
    }

    /** The part in the form of answers. */
    private ObjectNode answered(JsonNode part) {
        String type = Json.text(part, "type");
        if (!type.equals("media")) {
            ObjectNode answer = part.deepCopy();
            return answer.set("reactions", Json.STRICT.nullNode());
        }
        String template =
                """
                {"type": "media", "id": %s, "filename": %s, "mime_type": %s, "size_bytes": %s, "url": %s,
                 "reactions": null}""";
        if (part.has("attachment_id")) {
            Attachment file = state.attachment(Json.text(part, "attachment_id"));
            String url = "https://cdn.example.com/" + file.id;
            return Json.of(template, file.id, file.filename, file.contentType, file.size, url);
        }
        return Json.of(template, state.nextId(), "file", "application/octet-stream", 0, Json.text(part, "url"));
    }

    private static ObjectNode sent(Chat.Message message) {
        ObjectNode json = Json.of(
                """
                {"id": %s, "created_at": %s, "delivery_status": "pending", "is_read": false, "sent_at": null,
                 "service": %s}""",
                message.id, message.createdAt, message.chat.service);
        Json.copy(message.sent, json, "effect", "preferred_service", "reply_to");
        String from = message.outbound ? message.chat.line.number : message.chat.members.get(0);
        json.set("from_handle", LinqShapes.handle(message.chat, from, message.outbound));
        json.set("parts", message.parts);
        return json;
    }

    Reply read(LinqCall call) {
        return Reply.json(200, json(state.message(call.id(1))));
    }

    private static ObjectNode json(Chat.Message message) {
        return sent(message)
                .put("chat_id", message.chat.id)
                .put("updated_at", message.createdAt.toString())
                .put("delivery_status", message.outbound ? message.status : "received")
                .put("is_from_me", message.outbound)
                .put("is_delivered", !message.status.equals("failed"))
                .put("sent_at", message.createdAt.toString())
                .put("delivered_at", message.status.equals("failed") ? null : message.createdAt.toString());
    }

    /** Newest first. */
    Reply history(LinqCall call) {
        List<Chat.Message> all = new ArrayList<>(state.chat(call.id(1)).messages);
        Collections.reverse(all);
        return call.page("messages", all, USUAL_PAGE, LinqMessages::json);
    }

    Reply thread(LinqCall call) {
        Chat.Message root = state.message(call.id(1));
        List<Chat.Message> found = new ArrayList<>(root.chat.messages.stream()
                .filter(each -> each == root
                        || Json.text(each.sent.path("reply_to"), "message_id").equals(root.id))
                .toList());
        if ("desc".equals(call.query("order"))) {
            Collections.reverse(found);
        }
        return call.page("messages", found, USUAL_PAGE, LinqMessages::json);
    }

    Reply edit(LinqCall call) {
        ObjectNode body = call.body();
        String text = call.required("text");
        checkLength(text, LONGEST_TEXT);
        Chat.Message message = state.message(call.id(1));
        Refusal.when(!message.chat.service.equals("iMessage"), 2017, "Not on this service");
        int index = body.path("part_index").asInt(0);
        boolean late = state.now().isAfter(message.createdAt.plus(EDIT_WINDOW)) || message.edits >= MOST_EDITS;
        boolean editable = message.outbound && !late && Json.isText(message.parts.path(index));
        Refusal.when(!editable, 1004, "This cannot be edited");
        message.edits++;
        message.edit(index, text);
        state.deliver(message.chat, message.id, "edit", body);
        new LinqEvents(state).edited(message, index, text);
        return Reply.json(200, json(message));
    }

    /** Deletes the message at the provider; recipients keep it. */
    Reply delete(LinqCall call) {
        Chat.Message message = state.message(call.id(1));
        state.messages.remove(message.id);
        message.chat.messages.remove(message);
        return Reply.empty(204);
    }

    Reply react(LinqCall call) {
        ObjectNode body = call.body();
        String type = call.required("type");
        String operation = call.required("operation");
        Refusal.when(
                !REACTIONS.contains(type) || !Set.of("add", "remove").contains(operation), 1005, "Unknown reaction");
        if (type.equals("custom")) {
            call.required("custom_emoji");
        }
        ObjectNode given = Json.object().put("type", type);
        Json.copy(body, given, "custom_emoji", "part_index");
        if (type.equals("sticker")) {
            given.set("sticker", sticker(body));
        }
        Chat.Message message = state.message(call.id(1));
        Refusal.when(message.chat.service.equals("SMS"), 2017, "Not on this service");
        state.deliver(message.chat, message.id, "reaction", body);
        String line = message.chat.line.number;
        new LinqEvents(state).reaction(message, line, operation.equals("add"), given);
        return LinqChats.accepted();
    }

    /** A sticker is an emoji, an uploaded image, or the address of one. */
    private ObjectNode sticker(ObjectNode body) {
        long given =
                Stream.of("emoji", "url", "attachment_id").filter(body::has).count();
        Refusal.when(given != 1, 1001, "One of emoji, url and attachment_id is needed");
        ObjectNode sticker = Json.of(
                """
                {"file_name": "sticker.png", "mime_type": "image/png", "height": 96, "width": 96, "url": %s}""",
                body.path("url").asText("https://cdn.example.com/sticker.png"));
        if (body.has("attachment_id")) {
            Attachment file = state.uploaded(Json.text(body, "attachment_id"));
            sticker.put("file_name", file.filename).put("mime_type", file.contentType);
        }
        return sticker;
    }
}
