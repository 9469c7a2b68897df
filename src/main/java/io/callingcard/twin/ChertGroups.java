package io.callingcard.twin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes of a group. A group keeps at least three members besides the line. */
final class ChertGroups {

    private static final int FEWEST = 3;

    private final ChertTwin twin;

    ChertGroups(ChertTwin twin) {
        this.twin = twin;
    }

    void addTo(ChertTwin routes) {
        routes.route("PUT", "/chats/{}", this::update);
        routes.route("POST", "/chats/{}/participants", this::add);
        routes.route("DELETE", "/chats/{}/participants/{}", this::remove);
        routes.route("POST", "/chats/{}/leave", this::leave);
    }

    private Reply update(ChertCall call) {
        ObjectNode body = call.body();
        ChertState.Chat chat = group(call);
        chat.name = body.path("display_name").asText(chat.name);
        chat.icon = body.path("group_chat_icon").asText(chat.icon);
        twin.deliver(chat, null, "group", body);
        ObjectNode reply = Json.object();
        return Reply.json(200, reply.set("chat", json(chat)));
    }

    private Reply add(ChertCall call) {
        ObjectNode body = call.body();
        String address =
                body.hasNonNull("address") ? ChertCall.required(body, "address") : ChertCall.required(body, "handle");
        ChertState.Chat chat = group(call);
        if (!chat.members.contains(address)) {
            chat.members.add(address);
        }
        twin.deliver(chat, null, "group", Json.object().put("added", address));
        return changed(chat, "added", address);
    }

    private Reply remove(ChertCall call) {
        ChertState.Chat chat = group(call);
        String address = call.id(2);
        if (!chat.members.contains(address)) {
            throw new ChertRefusal(1001, "Not a member");
        }
        if (chat.members.size() <= FEWEST) {
            throw new ChertRefusal(1002, "Too few would remain");
        }
        twin.deliver(chat, null, "group", Json.object().put("removed", address));
        chat.members.remove(address);
        return changed(chat, "removed", address);
    }

    private Reply leave(ChertCall call) {
        call.requireNoBody();
        ChertState.Chat chat = group(call);
        if (chat.members.size() < FEWEST) {
            throw new ChertRefusal(1002, "Too few would remain");
        }
        twin.deliver(chat, null, "group", Json.object().put("left", chat.line.number()));
        return Reply.json(200, Json.object().put("chat_id", chat.id).put("status", "left"));
    }

    private ChertState.Chat group(ChertCall call) {
        ChertState.Chat chat = twin.state().chat(call.id(1));
        if (!chat.group) {
            throw new ChertRefusal(1006, "Not a group");
        }
        twin.pinned(chat);
        return chat;
    }

    private static Reply changed(ChertState.Chat chat, String change, String address) {
        ObjectNode reply = Json.object().put("chat_id", chat.id).put(change, address);
        ArrayNode participants = reply.putArray("participants");
        chat.members.forEach(participants::add);
        return Reply.json(200, reply);
    }

    static ObjectNode json(ChertState.Chat chat) {
        ObjectNode json = Json.object()
                .put("id", chat.id)
                .put("display_name", chat.name)
                .put("group_chat_icon", chat.icon)
                .put("is_group", chat.group)
                .put("service", "imessage")
                .putNull("health_score")
                .put("created_at", chat.createdAt.toString());
        ArrayNode handles = json.putArray("handles");
        chat.members.forEach(
                member -> handles.addObject().put("service", "imessage").put("address", member));
        return json;
    }
}
