// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Texts, media, links and locations; history; reactions and edits. */
record ChertMessages(ChertState state) {

    private static final Set<String> REACTIONS = Set.of("love", "like", "dislike", "laugh", "emphasize", "question");
    private static final List<String> EFFECTS = List.of(
            ("slam loud gentle invisible_ink echo spotlight" + " balloons confetti love lasers fireworks celebration")
                    .split(" "));
    private static final Duration EDIT_WINDOW = Duration.ofMinutes(15);
    private static final int MOST_PARTS = 10;
    private static final int MOST_RECIPIENTS = 31;
    private static final int HISTORY = 200;
    private static final int LONGEST_TEXT = 20_000;

    Reply send(ChertCall call) {
        ObjectNode body = call.body();
        String phone = call.phone("phone");
        String text = call.required("body");
        checkText(text);
        checkEffect(body);
        ArrayNode parts = Json.array();
        for (String bubble : text.split("\\n\\s*\\n")) {
            parts.addObject().put("type", "text").put("value", bubble);
        }
        addAttachments(body.path("attachments"), parts);
        return state.once(call.request, body.path("idempotency_key").asText(), () -> {
            Line line = lineOf(body);
            boolean known = !state.chatsWith(phone).isEmpty();
            Chat chat = state.chatWith(phone, line);
            refuseUrlFirst(chat, parts);
            chat.line = body.has("phone_line_id") || chat.line == null ? line : chat.line;
            Chat.Message message = add(chat, parts);
            ObjectNode reply = Json.of(
                    """
                    {"status": "sent", "message_id": %s, "lead_id": %s, "lead_created": %s, "convo_id": %s,
                     "phone_line_id": %s}""",
                    message.id, chat.id, !known, "cv_" + chat.id, chat.line.id);
            return Reply.json(200, reply);
        });
    }

    private Line lineOf(ObjectNode body) {
        String id = body.path("phone_line_id").asText("");
        return state.lines.values().stream()
                .filter(line -> id.isEmpty() || line.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(2006, "The line is not the tenant's"));
    }

    private static void checkText(String text) {
        Refusal.when(text.length() > LONGEST_TEXT, 1009, "Text too long");
    }

    private static void checkEffect(ObjectNode body) {
        boolean known = !body.hasNonNull("effect") || EFFECTS.contains(Json.text(body, "effect"));
        Refusal.when(!known, 4098, 400, "Unknown effect", Map.of("allowed_effects", EFFECTS));
    }

    /** Accepts bare ids, or objects with {@code id} or {@code attachment_id}; refuses URLs. */
    private void addAttachments(JsonNode attachments, ArrayNode parts) {
        Refusal.when(!attachments.isMissingNode() && !attachments.isArray(), 1002, "attachments must be an array");
        int index = 0;
        for (JsonNode each : attachments) {
            String id = each.isTextual()
                    ? each.asText()
                    : each.path("attachment_id").asText(each.path("id").asText(""));
            Refusal.when(id.isEmpty(), 1002, 400, "Malformed attachment", Map.of("attachment_index", index));
            Refusal.when(
                    Json.URL.matcher(id).find(), 1011, 409, "URLs are refused here", Map.of("attachment_index", index));
            uploaded(id, index++);
            parts.addObject().put("type", "media").put("attachment_id", id);
        }
    }

    private void uploaded(String id, int index) {
        Attachment attachment = state.attachments.get(id);
        Refusal.when(attachment == null, 5001, 404, "Unknown attachment", Map.of("attachment_index", index));
        Refusal.when(!attachment.isUploaded(), 5004, 400, "Not uploaded yet", Map.of("attachment_index", index));
    }

    Reply createChat(ChertCall call) {
        ObjectNode body = call.body();
        String from = call.phone("from");
        List<String> to = recipients(body.path("to"));
        ArrayNode parts = parts(body);
        Line line = Optional.ofNullable(state.lines.get(from))
                .orElseThrow(() -> new Refusal(2006, 403, "from is not yours"));
        boolean group = to.size() > 1;
        Refusal.when(
                group && stream(parts).anyMatch(part -> !Json.isText(part)),
                4099,
                501,
                "A group starts with text only");
        JsonNode asked = body.get("message");
        return state.once(call.request, asked.path("idempotency_key").asText(), () -> {
            Chat chat = group ? state.open(line, to, state.service(from)) : state.chatWith(to.get(0), line);
            chat.line = line;
            chat.name = asked.path("subject").asText(chat.name);
            refuseUrlFirst(chat, parts);
            ObjectNode message = json(add(chat, parts));
            return Reply.json(201, Json.of("{\"chat\": %s, \"message\": %s}", ChertGroups.json(chat), message));
        });
    }

    private static List<String> recipients(JsonNode to) {
        Refusal.when(!Json.isFullList(to), 1001, "Missing field to");
        Refusal.when(to.size() > MOST_RECIPIENTS, 1006, 422, "Too many recipients");
        List<String> phones = new ArrayList<>();
        to.forEach(phone -> phones.add(ChertCall.checkedPhone(phone.asText())));
        return phones;
    }

    private static Stream<JsonNode> stream(ArrayNode parts) {
        return StreamSupport.stream(parts.spliterator(), false);
    }

    Reply sendInChat(ChertCall call) {
        ObjectNode body = call.body();
        ArrayNode parts = parts(body);
        Chat chat = state.chat(call.id(1));
        return state.once(
                call.request, body.path("message").path("idempotency_key").asText(), () -> {
                    refuseUrlFirst(chat, parts);
                    chat.line = chat.line == null ? state.firstLine() : chat.line;
                    return Reply.json(200, "message", json(add(chat, parts)));
                });
    }

    private ArrayNode parts(ObjectNode body) {
        if (!body.path("message").isObject()
                || !(body.path("message").path("parts") instanceof ArrayNode parts)
                || parts.isEmpty()) {
            throw new Refusal(1001, "Missing field message.parts");
        }
        Refusal.when(parts.size() > MOST_PARTS, 1006, "Too many parts");
        String before = "";
        int media = 0;
        for (JsonNode part : parts) {
            String type = part.path("type").asText();
            switch (type) {
                case "text" -> checkText(Call.required(part, "value"));
                case "media" -> uploaded(Call.required(part, "attachment_id"), media++);
                case "rich_link" -> Call.required(part, "url");
                default -> throw new Refusal(1002, "Unknown part");
            }
            Refusal.when(type.equals("text") && before.equals("text"), 1008, "Adjacent text parts");
            before = type;
        }
        return parts;
    }

    private static void refuseUrlFirst(Chat chat, ArrayNode parts) {
        boolean url = stream(parts).anyMatch(Json::isTextWithUrl);
        Refusal.when(url && chat.messages.isEmpty(), 1005, "The first message must not contain a URL");
    }

    private Chat.Message add(Chat chat, ArrayNode parts) {
        Chat.Message message = state.add(chat, true, parts);
        for (JsonNode part : parts) {
            String kind = part.path("type").asText();
            state.deliver(chat, message.id, kind.equals("rich_link") ? "link" : kind, part);
        }
        return message;
    }

    static ObjectNode json(Chat.Message message) {
        return Json.of(
                """
                {"id": %s, "chat_id": %s, "status": "sent", "direction": %s, "created_at": %s, "delivered_at": null,
                 "read_at": null, "service": %s, "parts": %s}""",
                message.id,
                message.chat.id,
                message.outbound ? "outbound" : "inbound",
                message.createdAt,
                message.chat.service,
                message.parts);
    }

    Reply history(ChertCall call) {
        List<Chat.Message> all = state.chat(call.id(1)).messages;
        ObjectNode reply = Json.object();
        ArrayNode messages = reply.putArray("messages");
        all.subList(Math.max(0, all.size() - HISTORY), all.size())
                .forEach(message -> messages.add(json(message).put("status", "delivered")));
        return Reply.json(200, reply.put("has_more", all.size() > HISTORY));
    }

    Reply lookUp(ChertCall call) {
        return Reply.json(200, "message", json(state.message(call.id(1))));
    }

    Reply react(ChertCall call) {
        String reaction = call.required("reaction");
        Refusal.when(!REACTIONS.contains(reaction), 1002, "Unknown reaction");
        Chat.Message message = state.message(call.id(1));
        state.deliver(message.chat, message.id, "reaction", Json.object().put("reaction", reaction));
        ObjectNode reply = Json.object().put("status", "sent").put("message_id", message.id);
        return Reply.json(200, reply.put("reaction", reaction));
    }

    Reply edit(ChertCall call) {
        ObjectNode body = call.body();
        String text = body.path("new_text").asText("");
        Refusal.when(text.isBlank(), 1002, "new_text is empty");
        Chat.Message message = state.message(call.id(1));
        int index = body.path("edited_part_index").asInt(0);
        Refusal.when(!Json.isText(message.parts.path(index)), 1002, "The part is no text");
        Refusal.when(state.now().isAfter(message.createdAt.plus(EDIT_WINDOW)), 4001, "The edit window is over");
        message.edit(index, text);
        state.deliver(message.chat, message.id, "edit", Json.object().put("value", text));
        ObjectNode reply = Json.of(
                """
                {"status": "edited", "message_id": %s, "new_text": %s, "date_edited": %s, "edit_history": []}""",
                message.id, text, state.now());
        return Reply.json(200, reply);
    }

    Reply location(ChertCall call) {
        ObjectNode body = call.body();
        boolean placed =
                body.path("latitude").isNumber() && body.path("longitude").isNumber();
        Refusal.when(!placed, 1001, "Missing field latitude or longitude");
        boolean byChat = body.hasNonNull("chat_id");
        String phone = byChat ? null : call.phone("phone");
        return state.once(call.request, body.path("idempotency_key").asText(), () -> {
            Line line = state.firstLine();
            Chat chat = byChat
                    ? state.open(line, List.of(body.get("chat_id").asText()), state.service(phone))
                    : state.chatWith(phone, line);
            String id = state.nextId("msg_");
            state.deliver(chat, id, "location", body.deepCopy().without(List.of("idempotency_key")));
            ObjectNode reply = Json.of(
                    """
                    {"message_id": %s, "status": "queued", "phone_line_id": %s, "delivery": {},
                     "location": {"mode": "pin", "fallback_mode_requested": %s}}""",
                    id, line.id, body.get("fallback_mode"));
            return Reply.json(202, reply);
        });
    }

    Reply typing(ChertCall call) {
        String shown = call.required("state");
        Refusal.when(!shown.equals("typing") && !shown.equals("stopped"), 1002, "Unknown state");
        Chat chat = state.chat(call.id(1));
        state.deliver(chat, null, "typing", Json.object().put("state", shown));
        return Reply.json(
                200, Json.object().put("status", "sent").put("chat_id", chat.id).put("state", shown));
    }

    Reply markRead(ChertCall call) {
        call.requireNoBody();
        Chat chat = state.chat(call.id(1));
        ChertState.pinned(chat);
        state.deliver(chat, null, "read", Json.object());
        return Reply.json(200, Json.object().put("chat_id", chat.id).put("status", "read"));
    }

    Reply lines(ChertCall call) {
        Stream<ObjectNode> lines = state.lines.values().stream()
                .map(line -> Json.of(
                        """
                        {"id": %s, "phone_line_id": %s, "phone_number": %s, "service": "imessage", "is_active": true,
                         "capabilities": ["imessage", "send", "receive"]}""",
                        line.id, line.id, line.number));
        return Reply.json(200, "phone_numbers", Json.array(lines));
    }
}
