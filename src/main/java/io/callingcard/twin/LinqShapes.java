// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Chats and handles in the form of answers and events. */
final class LinqShapes {

    private LinqShapes() {}

    static ObjectNode chat(Chat chat) {
        Instant at = chat.createdAt;
        ObjectNode json = Json.of(
                """
                {"id": %s, "display_name": %s, "is_group": %s, "is_archived": false, "service": %s,
                 "created_at": %s, "updated_at": %s,
                 "health_status": {"status": %s, "doc_url": "https://docs.linqapp.com/health", "updated_at": %s},
                 "handles": %s}""",
                chat.id, chat.name, chat.group, chat.service, at, at, chat.health, at, handles(chat));
        return chat.icon == null ? json : json.put("group_chat_icon", chat.icon);
    }

    static ArrayNode handles(Chat chat) {
        ArrayNode handles = Json.array();
        handles.add(handle(chat, chat.line.number, true));
        chat.members.forEach(member -> handles.add(handle(chat, member, false)));
        return handles;
    }

    static ObjectNode handle(Chat chat, String handle, boolean me) {
        String hash = Integer.toHexString(handle.hashCode() & 0xffff | 0x1000);
        return Json.of(
                """
                {"id": %s, "handle": %s, "service": %s, "is_me": %s, "status": "active", "joined_at": %s}""",
                chat.id.substring(0, 9) + hash + "-4000-8000-000000000000", handle, chat.service, me, chat.createdAt);
    }
}
