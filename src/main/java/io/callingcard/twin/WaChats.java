// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The gateway's own history, readable without WhatsApp, and the settings of a chat. */
record WaChats(WaState state) {

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    Reply chats(WaCall call) {
        String archived = call.query("archived");
        List<ObjectNode> chats = newestFirst(call.slot).stream()
                .map(row -> chat(call.slot, row.chat))
                .distinct()
                .filter(chat -> archived == null || chat.path("archived").asBoolean() == Boolean.parseBoolean(archived))
                .toList();
        return listed(Json.object(), chats, limit(call, 25), offset(call), chats.size(), "Success get chat list");
    }

    private static ObjectNode chat(WaState.Slot slot, String jid) {
        Instant at = slot.createdAt;
        return slot.chats.computeIfAbsent(
                jid,
                key -> Json.of(
                        """
                        {"jid": %s, "name": "Somebody", "last_message_time": %s, "ephemeral_expiration": 0,
                         "created_at": %s, "updated_at": %s, "archived": false}""",
                        jid, at, at, at));
    }

    private List<WaState.Row> newestFirst(WaState.Slot slot) {
        List<WaState.Row> rows = new ArrayList<>();
        slot.rows.values().stream()
                .filter(row -> !row.visibleAt.isAfter(state.now()))
                .forEach(rows::add);
        Collections.reverse(rows);
        return rows;
    }

    Reply messages(WaCall call) {
        String jid = jid(call);
        long limit = limit(call, 50);
        long offset = offset(call);
        List<WaState.Row> ofChat = newestFirst(call.slot).stream()
                .filter(row -> row.chat.equals(jid))
                .toList();
        ObjectNode results = Json.object();
        results.set("chat_info", chatInfo(call.slot, jid));
        if (ofChat.isEmpty()) {
            // The gateway looks at the times only for a chat that it knows.
            return listed(results, List.of(), limit, offset, 0, "Success get chat messages");
        }
        Instant start = time(call, "start_time", Instant.MIN);
        Instant end = time(call, "end_time", Instant.MAX);
        String search = call.query("search");
        String fromMe = call.query("is_from_me");
        List<ObjectNode> rows = ofChat.stream()
                .filter(row -> search == null
                        ? !row.at.isBefore(start)
                                && !row.at.isAfter(end)
                                && (fromMe == null || row.fromMe == Boolean.parseBoolean(fromMe))
                        : row.content.contains(search))
                .filter(row -> !"true".equals(call.query("media_only")) || !row.mediaType.isEmpty())
                .map(WaChats::json)
                .toList();
        return listed(results, rows, limit, search == null ? offset : 0, ofChat.size(), "Success get chat messages");
    }

    private static ObjectNode chatInfo(WaState.Slot slot, String jid) {
        if (slot.chats.containsKey(jid)) {
            return slot.chats.get(jid).deepCopy();
        }
        return Json.of(
                """
                {"jid": %s, "name": %s, "last_message_time": "", "ephemeral_expiration": 0, "created_at": "",
                 "updated_at": "", "archived": false}""",
                jid, jid.replaceFirst("@.*", ""));
    }

    /** The chat of the path, decoded. */
    private static String jid(WaCall call) {
        String raw = call.raw(1);
        WaError.BAD_REQUEST.when(
                BAD_ESCAPE.matcher(raw).find(),
                "invalid chat_jid path parameter: invalid URL escape \"" + raw.replaceFirst("^.*?(%.{0,2}).*", "$1")
                        + "\"");
        return call.id(1);
    }

    private static ObjectNode json(WaState.Row row) {
        Instant second = row.at.truncatedTo(ChronoUnit.SECONDS);
        return Json.of(
                """
                {"id": %s, "chat_jid": %s, "sender_jid": %s, "content": %s, "timestamp": %s, "is_from_me": %s,
                 "media_type": %s, "created_at": %s, "updated_at": %s}""",
                row.id, row.chat, row.sender, row.content, second, row.fromMe, row.mediaType, row.at, row.at);
    }

    private static Instant time(WaCall call, String name, Instant otherwise) {
        String given = call.query(name);
        try {
            return given == null || given.isEmpty()
                    ? otherwise
                    : OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeException e) {
            throw WaError.internal("invalid " + name + " format: " + given);
        }
    }

    private static long limit(WaCall call, long usual) {
        long given = call.count("limit", 0);
        WaError.invalidWhen(given < 0, "limit: must be no less than 0.");
        WaError.invalidWhen(given > 100, "limit: must be no greater than 100.");
        return given == 0 ? usual : given;
    }

    private static long offset(WaCall call) {
        long given = call.count("offset", 0);
        WaError.invalidWhen(given < 0, "offset: must be no less than 0.");
        return given;
    }

    private static Reply listed(
            ObjectNode results, List<ObjectNode> all, long limit, long offset, int total, String words) {
        results.set("data", Json.array(all.stream().skip(offset).limit(limit)));
        results.putObject("pagination")
                .put("limit", limit)
                .put("offset", offset)
                .put("total", total);
        return WaCall.ok(words, results);
    }

    Reply timer(WaCall call) {
        String chat = jid(call);
        long seconds = call.body().path("timer_seconds").asLong();
        WaError.invalidWhen(
                !WaCall.DURATIONS.contains(seconds),
                "timer_seconds: timer_seconds must be one of: 0 (off), 86400 (24h), 604800 (7d), 7776000 (90d).");
        call.requireLogin();
        chat(call.slot, chat).put("ephemeral_expiration", seconds);
        return WaCall.ok();
    }

    Reply flag(WaCall call, String name) {
        String chat = jid(call);
        call.requireLogin();
        chat(call.slot, chat).put(name, call.body().path(name).asBoolean());
        return WaCall.ok();
    }
}
