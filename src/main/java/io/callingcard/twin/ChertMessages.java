package io.callingcard.twin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Texts, media, links and locations; history; reactions and edits. */
final class ChertMessages {

    private static final Set<String> REACTIONS = Set.of("love", "like", "dislike", "laugh", "emphasize", "question");
    private static final List<String> EFFECTS = List.of(
            "slam",
            "loud",
            "gentle",
            "invisible_ink",
            "echo",
            "spotlight",
            "balloons",
            "confetti",
            "love",
            "lasers",
            "fireworks",
            "celebration");
    private static final Pattern URL = Pattern.compile("https?://\\S");
    private static final Duration EDIT_WINDOW = Duration.ofMinutes(15);
    private static final int MOST_PARTS = 10;
    private static final int MOST_RECIPIENTS = 31;
    private static final int HISTORY = 200;
    private static final int LONGEST_TEXT = 20_000;

    private final ChertTwin twin;

    ChertMessages(ChertTwin twin) {
        this.twin = twin;
    }

    void addTo(ChertTwin routes) {
        routes.route("POST", "/send", this::send);
        routes.route("POST", "/chats", this::createChat);
        routes.route("POST", "/chats/{}/messages", this::sendInChat);
        routes.route("GET", "/chats/{}/messages", this::history);
        routes.route("GET", "/messages/{}", this::lookUp);
        routes.route("POST", "/messages/{}/react", this::react);
        routes.route("POST", "/messages/{}/edit", this::edit);
        routes.route("POST", "/locations", this::location);
        routes.route("POST", "/chats/{}/typing", this::typing);
        routes.route("POST", "/chats/{}/mark-read", this::markRead);
        routes.route("GET", "/phone-numbers", this::lines);
    }

    private Reply send(ChertCall call) {
        ObjectNode body = call.body();
        String phone = ChertCall.phone(body, "phone");
        String text = ChertCall.required(body, "body");
        checkText(text);
        checkEffect(body);
        ArrayNode parts = Json.array();
        for (String bubble : text.split("\\n\\s*\\n")) {
            parts.addObject().put("type", "text").put("value", bubble);
        }
        addAttachments(body.path("attachments"), parts);
        return twin.once(call, body.path("idempotency_key").asText(), () -> {
            ChertState.Line line = lineOf(body);
            boolean known =
                    twin.state().chats.values().stream().anyMatch(chat -> !chat.group && chat.members.contains(phone));
            ChertState.Chat chat = twin.state().chatWith(phone, line, twin.now());
            refuseUrlFirst(chat, parts);
            chat.line = body.has("phone_line_id") || chat.line == null ? line : chat.line;
            ChertState.Message message = add(chat, parts);
            return Reply.json(
                    200,
                    Json.object()
                            .put("status", "sent")
                            .put("message_id", message.id)
                            .put("lead_id", chat.id)
                            .put("lead_created", !known)
                            .put("convo_id", "cv_" + chat.id)
                            .put("phone_line_id", chat.line.id()));
        });
    }

    private ChertState.Line lineOf(ObjectNode body) {
        String id = body.path("phone_line_id").asText("");
        return twin.state().lines.stream()
                .filter(line -> id.isEmpty() || line.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ChertRefusal(2006, "The line is not the tenant's"));
    }

    private static void checkText(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new ChertRefusal(1009, "Text too long");
        }
    }

    private static void checkEffect(ObjectNode body) {
        if (body.hasNonNull("effect") && !EFFECTS.contains(body.get("effect").asText())) {
            throw new ChertRefusal(4098, 400, "Unknown effect", Map.of("allowed_effects", EFFECTS));
        }
    }

    /** Accepts bare ids, or objects with {@code id} or {@code attachment_id}; refuses URLs. */
    private void addAttachments(JsonNode attachments, ArrayNode parts) {
        if (!attachments.isMissingNode() && !attachments.isArray()) {
            throw new ChertRefusal(1002, "attachments must be an array");
        }
        int index = 0;
        for (JsonNode each : attachments) {
            String id = each.isTextual()
                    ? each.asText()
                    : each.path("attachment_id").asText(each.path("id").asText(""));
            if (id.isEmpty()) {
                throw new ChertRefusal(1002, 400, "Malformed attachment", Map.of("attachment_index", index));
            }
            if (URL.matcher(id).find()) {
                throw new ChertRefusal(1011, 409, "URLs are refused here", Map.of("attachment_index", index));
            }
            uploaded(id, index++);
            parts.addObject().put("type", "media").put("attachment_id", id);
        }
    }

    private void uploaded(String id, int index) {
        Attachment attachment = twin.state().attachments.get(id);
        if (attachment == null) {
            throw new ChertRefusal(5001, 404, "Unknown attachment", Map.of("attachment_index", index));
        }
        if (!attachment.isUploaded()) {
            throw new ChertRefusal(5004, 400, "Not uploaded yet", Map.of("attachment_index", index));
        }
    }

    private Reply createChat(ChertCall call) {
        ObjectNode body = call.body();
        String from = ChertCall.phone(body, "from");
        List<String> to = recipients(body.path("to"));
        ArrayNode parts = parts(body);
        ChertState.Line line = twin.state().lines.stream()
                .filter(each -> each.number().equals(from))
                .findFirst()
                .orElseThrow(() -> new ChertRefusal(2006, 403, "from is not yours"));
        boolean group = to.size() > 1;
        if (group && !textOnly(parts)) {
            throw new ChertRefusal(4099, 501, "A group starts with text only");
        }
        JsonNode message = body.get("message");
        return twin.once(call, message.path("idempotency_key").asText(), () -> {
            ChertState.Chat chat = group
                    ? twin.state().open(to, true, line, twin.now())
                    : twin.state().chatWith(to.get(0), line, twin.now());
            chat.line = line;
            chat.name = message.path("subject").asText(chat.name);
            refuseUrlFirst(chat, parts);
            ChertState.Message sent = add(chat, parts);
            ObjectNode reply = Json.object();
            reply.set("chat", ChertGroups.json(chat));
            reply.set("message", json(sent));
            return Reply.json(201, reply);
        });
    }

    private static List<String> recipients(JsonNode to) {
        if (!to.isArray() || to.isEmpty()) {
            throw new ChertRefusal(1001, "Missing field to");
        }
        if (to.size() > MOST_RECIPIENTS) {
            throw new ChertRefusal(1006, 422, "Too many recipients");
        }
        List<String> phones = new ArrayList<>();
        to.forEach(phone -> phones.add(ChertCall.checkedPhone(phone.asText())));
        return phones;
    }

    private static boolean textOnly(ArrayNode parts) {
        for (JsonNode part : parts) {
            if (!part.path("type").asText().equals("text")) {
                return false;
            }
        }
        return true;
    }

    private Reply sendInChat(ChertCall call) {
        ObjectNode body = call.body();
        ArrayNode parts = parts(body);
        ChertState.Chat chat = twin.state().chat(call.id(1));
        return twin.once(call, body.path("message").path("idempotency_key").asText(), () -> {
            refuseUrlFirst(chat, parts);
            chat.line = chat.line == null ? twin.state().lines.get(0) : chat.line;
            ObjectNode reply = Json.object();
            reply.set("message", json(add(chat, parts)));
            return Reply.json(200, reply);
        });
    }

    private ArrayNode parts(ObjectNode body) {
        if (!body.path("message").isObject()
                || !(body.path("message").path("parts") instanceof ArrayNode parts)
                || parts.isEmpty()) {
            throw new ChertRefusal(1001, "Missing field message.parts");
        }
        if (parts.size() > MOST_PARTS) {
            throw new ChertRefusal(1006, "Too many parts");
        }
        String before = "";
        int media = 0;
        for (JsonNode part : parts) {
            String type = part.path("type").asText();
            switch (type) {
                case "text" -> checkText(ChertCall.required(part, "value"));
                case "media" -> uploaded(ChertCall.required(part, "attachment_id"), media++);
                case "rich_link" -> ChertCall.required(part, "url");
                default -> throw new ChertRefusal(1002, "Unknown part");
            }
            if (type.equals("text") && before.equals("text")) {
                throw new ChertRefusal(1008, "Adjacent text parts");
            }
            before = type;
        }
        return parts;
    }

    private static void refuseUrlFirst(ChertState.Chat chat, ArrayNode parts) {
        boolean url = false;
        for (JsonNode part : parts) {
            url |= part.path("type").asText().equals("text")
                    && URL.matcher(part.path("value").asText()).find();
        }
        if (url && chat.messages.isEmpty()) {
            throw new ChertRefusal(1005, "The first message must not contain a URL");
        }
    }

    private ChertState.Message add(ChertState.Chat chat, ArrayNode parts) {
        ChertState.Message message = new ChertState.Message(twin.state().nextId("msg_"), chat, true, parts, twin.now());
        chat.messages.add(message);
        twin.state().messages.put(message.id, message);
        for (JsonNode part : parts) {
            String kind = part.path("type").asText();
            twin.deliver(chat, message.id, kind.equals("rich_link") ? "link" : kind, part);
        }
        return message;
    }

    static ObjectNode json(ChertState.Message message) {
        ObjectNode json = Json.object()
                .put("id", message.id)
                .put("chat_id", message.chat.id)
                .put("status", "sent")
                .put("direction", message.outbound ? "outbound" : "inbound")
                .put("created_at", message.createdAt.toString())
                .putNull("delivered_at")
                .putNull("read_at")
                .put("service", "imessage");
        return json.set("parts", message.parts);
    }

    private Reply history(ChertCall call) {
        List<ChertState.Message> all = twin.state().chat(call.id(1)).messages;
        ObjectNode reply = Json.object();
        ArrayNode messages = reply.putArray("messages");
        all.subList(Math.max(0, all.size() - HISTORY), all.size())
                .forEach(message -> messages.add(json(message).put("status", "delivered")));
        return Reply.json(200, reply.put("has_more", all.size() > HISTORY));
    }

    private Reply lookUp(ChertCall call) {
        ObjectNode reply = Json.object();
        return Reply.json(200, reply.set("message", json(twin.state().message(call.id(1)))));
    }

    private Reply react(ChertCall call) {
        String reaction = ChertCall.required(call.body(), "reaction");
        if (!REACTIONS.contains(reaction)) {
            throw new ChertRefusal(1002, "Unknown reaction");
        }
        ChertState.Message message = twin.state().message(call.id(1));
        ObjectNode content = Json.object().put("reaction", reaction);
        twin.deliver(message.chat, message.id, "reaction", content);
        return Reply.json(
                200,
                Json.object()
                        .put("status", "sent")
                        .put("message_id", message.id)
                        .put("reaction", reaction));
    }

    private Reply edit(ChertCall call) {
        ObjectNode body = call.body();
        String text = body.path("new_text").asText("");
        if (text.isBlank()) {
            throw new ChertRefusal(1002, "new_text is empty");
        }
        ChertState.Message message = twin.state().message(call.id(1));
        int index = body.path("edited_part_index").asInt(0);
        if (!message.parts.path(index).path("type").asText().equals("text")) {
            throw new ChertRefusal(1002, "The part is no text");
        }
        if (twin.now().isAfter(message.createdAt.plus(EDIT_WINDOW))) {
            throw new ChertRefusal(4001, "The edit window is over");
        }
        message.parts = message.parts.deepCopy();
        ((ObjectNode) message.parts.get(index)).put("value", text);
        twin.deliver(message.chat, message.id, "edit", Json.object().put("value", text));
        ObjectNode reply = Json.object()
                .put("status", "edited")
                .put("message_id", message.id)
                .put("new_text", text)
                .put("date_edited", twin.now().toString());
        reply.putArray("edit_history");
        return Reply.json(200, reply);
    }

    private Reply location(ChertCall call) {
        ObjectNode body = call.body();
        if (!body.path("latitude").isNumber() || !body.path("longitude").isNumber()) {
            throw new ChertRefusal(1001, "Missing field latitude or longitude");
        }
        boolean byChat = body.hasNonNull("chat_id");
        String phone = byChat ? null : ChertCall.phone(body, "phone");
        return twin.once(call, body.path("idempotency_key").asText(), () -> {
            ChertState.Line line = twin.state().lines.get(0);
            ChertState.Chat chat = byChat
                    ? twin.state().open(List.of(body.get("chat_id").asText()), false, line, twin.now())
                    : twin.state().chatWith(phone, line, twin.now());
            String id = twin.state().nextId("msg_");
            twin.deliver(chat, id, "location", body.deepCopy().without(List.of("idempotency_key")));
            ObjectNode reply =
                    Json.object().put("message_id", id).put("status", "queued").put("phone_line_id", line.id());
            reply.putObject("delivery");
            reply.putObject("location").put("mode", "pin").set("fallback_mode_requested", body.path("fallback_mode"));
            return Reply.json(202, reply);
        });
    }

    private Reply typing(ChertCall call) {
        String state = ChertCall.required(call.body(), "state");
        if (!state.equals("typing") && !state.equals("stopped")) {
            throw new ChertRefusal(1002, "Unknown state");
        }
        ChertState.Chat chat = twin.state().chat(call.id(1));
        twin.deliver(chat, null, "typing", Json.object().put("state", state));
        return Reply.json(
                200, Json.object().put("status", "sent").put("chat_id", chat.id).put("state", state));
    }

    private Reply markRead(ChertCall call) {
        call.requireNoBody();
        ChertState.Chat chat = twin.state().chat(call.id(1));
        twin.pinned(chat);
        twin.deliver(chat, null, "read", Json.object());
        return Reply.json(200, Json.object().put("chat_id", chat.id).put("status", "read"));
    }

    private Reply lines(ChertCall call) {
        ObjectNode reply = Json.object();
        ArrayNode lines = reply.putArray("phone_numbers");
        for (ChertState.Line line : twin.state().lines) {
            lines.addObject()
                    .put("id", line.id())
                    .put("phone_line_id", line.id())
                    .put("phone_number", line.number())
                    .put("service", "imessage")
                    .put("is_active", true)
                    .putArray("capabilities")
                    .add("imessage")
                    .add("send")
                    .add("receive");
        }
        return Reply.json(200, reply);
    }
}
