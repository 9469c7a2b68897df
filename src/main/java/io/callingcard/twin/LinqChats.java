package io.callingcard.twin;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Chats and groups, typing and read receipts, voice memos, locations and polls. */
final class LinqChats {

    private static final int USUAL_PAGE = 20;
    private static final int LEAST_GROUP = 3;

    private final LinqTwin twin;

    LinqChats(LinqTwin twin) {
        this.twin = twin;
    }

    void addTo(LinqTwin routes) {
        routes.route("GET", "/chats", this::list);
        routes.route(
                "GET", "/chats/{}", call -> Reply.json(200, json(twin.state().chat(call.id(1)))));
        routes.route("PUT", "/chats/{}", this::update);
        routes.route("POST", "/chats/{}/typing", call -> shown(call, "typing"));
        routes.route("DELETE", "/chats/{}/typing", call -> shown(call, "typing_stopped"));
        routes.route("POST", "/chats/{}/read", call -> shown(call, "read"));
        routes.route("POST", "/chats/{}/leave", this::leave);
        routes.route("POST", "/chats/{}/participants", this::add);
        routes.route("DELETE", "/chats/{}/participants", this::remove);
        routes.route("POST", "/chats/{}/voicememo", this::voice);
        routes.route("POST", "/chats/{}/polls", this::poll);
        routes.route(
                "GET",
                "/messages/{}/poll",
                call -> Reply.json(200, knownPoll(call).deepCopy()));
        routes.route("POST", "/messages/{}/poll/options", this::addOptions);
        routes.route("POST", "/messages/{}/poll/votes", this::vote);
        routes.route("GET", "/chats/{}/location", this::location);
        routes.route("POST", "/chats/{}/location/request", this::askLocation);
        routes.route("POST", "/chats/{}/background", call -> background(call, "background"));
        routes.route("DELETE", "/chats/{}/background", call -> background(call, "background_removed"));
    }

    private Reply list(LinqCall call) {
        String from = call.parameter("from");
        String to = call.parameter("to");
        List<LinqState.Chat> found = twin.state().chats.values().stream()
                .filter(chat -> !chat.left)
                .filter(chat -> from == null || chat.line.number.equals(from))
                .filter(chat -> to == null || chat.members.contains(to))
                .toList();
        return Reply.json(200, call.page("chats", found, USUAL_PAGE, LinqChats::json));
    }

    static ObjectNode json(LinqState.Chat chat) {
        ObjectNode json = Json.object()
                .put("id", chat.id)
                .put("display_name", chat.name)
                .put("is_group", chat.group)
                .put("is_archived", false)
                .put("service", chat.service)
                .put("created_at", chat.createdAt.toString())
                .put("updated_at", chat.createdAt.toString());
        if (chat.icon != null) {
            json.put("group_chat_icon", chat.icon);
        }
        json.putObject("health_status")
                .put("status", chat.health)
                .put("doc_url", "https://docs.linqapp.com/health")
                .put("updated_at", chat.createdAt.toString());
        json.set("handles", handles(chat));
        return json;
    }

    static ArrayNode handles(LinqState.Chat chat) {
        ArrayNode handles = Json.array();
        handles.add(handle(chat, chat.line.number, true));
        chat.members.forEach(member -> handles.add(handle(chat, member, false)));
        return handles;
    }

    static ObjectNode handle(LinqState.Chat chat, String handle, boolean me) {
        return Json.object()
                .put(
                        "id",
                        chat.id.substring(0, 9) + Integer.toHexString(handle.hashCode() & 0xffff | 0x1000)
                                + "-4000-8000-000000000000")
                .put("handle", handle)
                .put("service", chat.service)
                .put("is_me", me)
                .put("status", "active")
                .put("joined_at", chat.createdAt.toString());
    }

    private LinqState.Chat group(LinqCall call) {
        LinqState.Chat chat = twin.state().chat(call.id(1));
        if (!chat.group) {
            throw new LinqRefusal(1006, "A direct chat cannot be changed");
        }
        return chat;
    }

    private Reply update(LinqCall call) {
        LinqState.Chat chat = group(call);
        ObjectNode body = call.body();
        chat.name = body.path("display_name").asText(chat.name);
        chat.icon = body.path("group_chat_icon").asText(chat.icon);
        twin.deliver(chat, null, "group", body);
        return Reply.json(202, Json.object().put("chat_id", chat.id).put("status", "pending"));
    }

    private Reply shown(LinqCall call, String kind) {
        call.requireNoBody();
        twin.deliver(twin.state().chat(call.id(1)), null, kind, Json.object());
        return Reply.empty(204);
    }

    private Reply leave(LinqCall call) {
        LinqState.Chat chat = group(call);
        if (chat.members.size() < LEAST_GROUP) {
            throw new LinqRefusal(1006, "The group is too small to leave");
        }
        chat.left = true;
        twin.deliver(chat, null, "group", Json.object().put("left", chat.line.number));
        return LinqTwin.accepted();
    }

    private Reply add(LinqCall call) {
        LinqState.Chat chat = group(call);
        String handle = LinqCall.handle(LinqCall.required(call.body(), "handle"));
        chat.members.add(handle);
        twin.deliver(chat, null, "group", Json.object().put("added", handle));
        return LinqTwin.accepted();
    }

    private Reply remove(LinqCall call) {
        LinqState.Chat chat = group(call);
        String handle = LinqCall.handle(LinqCall.required(call.body(), "handle"));
        if (!chat.members.contains(handle)) {
            throw new LinqRefusal(1005, "Not a member");
        }
        if (chat.members.size() < LEAST_GROUP) {
            throw new LinqRefusal(1006, "Three must be left");
        }
        twin.deliver(chat, null, "group", Json.object().put("removed", handle));
        chat.members.remove(handle);
        return LinqTwin.accepted();
    }

    private Reply voice(LinqCall call) {
        LinqState.Chat chat = twin.state().chat(call.id(1));
        ObjectNode body = call.body();
        if (body.has("voice_memo_url") == body.has("attachment_id")) {
            throw new LinqRefusal(1001, "Either voice_memo_url or attachment_id");
        }
        if (body.has("attachment_id")) {
            LinqAttachments.ready(
                    twin.state().attachment(body.get("attachment_id").asText()));
        }
        LinqMessages.requireWilling(twin, chat, body);
        String id = twin.state().nextId();
        twin.deliver(chat, id, "voice", body);
        ObjectNode answer = Json.object();
        ObjectNode memo = answer.putObject("voice_memo")
                .put("id", id)
                .put("created_at", twin.now().toString())
                .put("from", chat.line.number)
                .put("status", "queued")
                .put("service", chat.service);
        chat.members.forEach(memo.putArray("to")::add);
        memo.set("chat", json(chat).put("is_active", true));
        memo.putObject("voice_memo")
                .put("id", id)
                .put("filename", "memo.m4a")
                .put("mime_type", "audio/mp4")
                .put("size_bytes", 0)
                .put("url", "https://cdn.example.com/" + id);
        return Reply.json(202, answer);
    }

    private Reply poll(LinqCall call) {
        LinqState.Chat chat = iMessage(call);
        if (!(call.body().path("poll") instanceof ObjectNode poll)) {
            throw new LinqRefusal(1001, "Missing field poll");
        }
        return LinqMessages.once(twin, poll.path("idempotency_key").asText(), () -> {
            String id = twin.state().nextId();
            twin.deliver(chat, id, "poll", poll);
            twin.state().polls.put(id, envelope(chat, id, poll));
            return new LinqState.Answered(
                    null, Reply.json(202, twin.state().polls.get(id).deepCopy()));
        });
    }

    private LinqState.Chat iMessage(LinqCall call) {
        LinqState.Chat chat = twin.state().chat(call.id(1));
        if (!chat.service.equals("iMessage")) {
            throw new LinqRefusal(2017, "Not on this service");
        }
        return chat;
    }

    private LinqState.Chat direct(LinqCall call) {
        LinqState.Chat chat = iMessage(call);
        if (chat.group) {
            throw new LinqRefusal(2016, "Not in groups");
        }
        return chat;
    }

    /** The poll in its present state, with its message. */
    private ObjectNode envelope(LinqState.Chat chat, String id, ObjectNode poll) {
        ObjectNode envelope = Json.object()
                .put("chat_id", chat.id)
                .put("message_id", id)
                .put("created_at", twin.now().toString())
                .put("updated_at", twin.now().toString());
        envelope.putArray("reactions");
        ArrayNode options = envelope.putObject("poll").put("total_voters", 0).putArray("options");
        poll.path("options").forEach(option -> addOption(chat, options, option));
        return envelope;
    }

    private void addOption(LinqState.Chat chat, ArrayNode options, JsonNode given) {
        ObjectNode option = options.addObject()
                .put("option_id", twin.state().nextId())
                .put(
                        "text",
                        given.isTextual() ? given.asText() : given.path("text").asText())
                .put("can_be_edited", true);
        option.set("creator_handle", handles(chat).get(0));
        option.putArray("voters");
    }

    private ObjectNode knownPoll(LinqCall call) {
        return Optional.ofNullable(twin.state().polls.get(call.id(1)))
                .orElseThrow(() -> new LinqRefusal(2002, "No such message"));
    }

    private Reply addOptions(LinqCall call) {
        ObjectNode envelope = knownPoll(call);
        LinqState.Chat chat = twin.state().chat(envelope.path("chat_id").asText());
        call.body().path("options").forEach(option -> addOption(chat, envelope.withArray("/poll/options"), option));
        return Reply.json(200, envelope.deepCopy());
    }

    private Reply vote(LinqCall call) {
        ObjectNode envelope = knownPoll(call);
        String option = LinqCall.required(call.body(), "option_id");
        LinqState.Chat chat = twin.state().chat(envelope.path("chat_id").asText());
        for (JsonNode each : envelope.withArray("/poll/options")) {
            if (each.path("option_id").asText().equals(option)) {
                ((ObjectNode) each)
                        .withArray("/voters")
                        .addObject()
                        .put("handle", chat.line.number)
                        .put("voted_at", twin.now().toString());
                ((ObjectNode) envelope.get("poll")).put("total_voters", 1);
                return Reply.json(200, envelope.deepCopy());
            }
        }
        throw new LinqRefusal(1005, "No such option");
    }

    private Reply location(LinqCall call) {
        direct(call);
        ObjectNode answer = Json.object().put("success", true);
        answer.putObject("data").put("type", "FeatureCollection").putArray("features");
        return Reply.json(200, answer);
    }

    private Reply askLocation(LinqCall call) {
        twin.deliver(direct(call), null, "location_request", Json.object());
        return Reply.json(202, Json.object().put("success", true).put("message", "Location requested"));
    }

    private Reply background(LinqCall call, String kind) {
        twin.deliver(iMessage(call), null, kind, Json.object());
        return LinqTwin.accepted();
    }
}
