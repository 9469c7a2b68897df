// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes of a group. A group keeps at least three members besides the line. */
record ChertGroups(ChertState state) {

    private static final int FEWEST = 3;

    Reply update(ChertCall call) {
        ObjectNode body = call.body();
        Chat chat = group(call);
        chat.name = body.path("display_name").asText(chat.name);
        chat.icon = body.path("group_chat_icon").asText(chat.icon);
        state.deliver(chat, null, "group", body);
        return Reply.json(200, "chat", json(chat));
    }

    Reply add(ChertCall call) {
        String address = call.required(call.body().hasNonNull("address") ? "address" : "handle");
        Chat chat = group(call);
        if (!chat.members.contains(address)) {
            chat.members.add(address);
        }
        state.deliver(chat, null, "group", Json.object().put("added", address));
        return changed(chat, "added", address);
    }

    Reply remove(ChertCall call) {
        Chat chat = group(call);
        String address = call.id(2);
        Refusal.when(!chat.members.contains(address), 1001, "Not a member");
        Refusal.when(chat.members.size() <= FEWEST, 1002, "Too few would remain");
        state.deliver(chat, null, "group", Json.object().put("removed", address));
        chat.members.remove(address);
        return changed(chat, "removed", address);
    }

    Reply leave(ChertCall call) {
        call.requireNoBody();
        Chat chat = group(call);
        Refusal.when(chat.members.size() < FEWEST, 1002, "Too few would remain");
        state.deliver(chat, null, "group", Json.object().put("left", chat.line.number));
        return Reply.json(200, Json.object().put("chat_id", chat.id).put("status", "left"));
    }

    private Chat group(ChertCall call) {
        Chat chat = state.chat(call.id(1));
        Refusal.when(!chat.group, 1006, "Not a group");
        ChertState.pinned(chat);
        return chat;
    }

    private static Reply changed(Chat chat, String change, String address) {
        ObjectNode reply = Json.object().put("chat_id", chat.id).put(change, address);
        chat.members.forEach(reply.putArray("participants")::add);
        return Reply.json(200, reply);
    }

    static ObjectNode json(Chat chat) {
        Stream<ObjectNode> handles = chat.members.stream()
                .map(member -> Json.object().put("service", chat.service).put("address", member));
        return Json.of(
                """
                {"id": %s, "display_name": %s, "group_chat_icon": %s, "is_group": %s, "service": %s,
                 "health_score": null, "created_at": %s, "handles": %s}""",
                chat.id, chat.name, chat.icon, chat.group, chat.service, chat.createdAt, Json.array(handles));
    }
}
