package io.callingcard.twin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The gateway's own history, readable without WhatsApp, and the settings of a chat. */
record WaChats(WaState state) {

    Reply chats(WaCall call) {
        String archived = call.query("archived");
        List<ObjectNode> chats = newestFirst(call.slot).stream()
                .map(row -> chat(call.slot, row.chat))
                .distinct()
                .filter(chat -> archived == null || chat.path("archived").asBoolean() == Boolean.parseBoolean(archived))
                .toList();
        return page(call, chats, 25, chats.size(), true);
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
        String jid = call.id(1);
        List<WaState.Row> ofChat = newestFirst(call.slot).stream()
                .filter(row -> row.chat.equals(jid))
                .toList();
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
        return page(call, rows, 50, ofChat.size(), search == null);
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
            return given == null ? otherwise : OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeException e) {
            throw WaError.internal("invalid " + name + " format: " + given);
        }
    }

    private static Reply page(WaCall call, List<ObjectNode> all, int usual, int total, boolean heedsOffset) {
        int limit = number(call, "limit", usual);
        int offset = heedsOffset ? number(call, "offset", 0) : 0;
        WaError.invalidWhen(limit < 1 || limit > 100, "limit: must be no greater than 100.");
        ObjectNode results = Json.object();
        results.set("data", Json.array(all.stream().skip(offset).limit(limit)));
        results.putObject("pagination")
                .put("limit", limit)
                .put("offset", offset)
                .put("total", total);
        return WaCall.ok("Success get chats", results);
    }

    private static int number(WaCall call, String name, int usual) {
        String given = call.query(name);
        return given == null ? usual : Integer.parseInt(given);
    }

    Reply timer(WaCall call) {
        JsonNode seconds = call.body().path("timer_seconds");
        WaError.invalidWhen(
                !Set.of(0, 86400, 604800, 7776000).contains(seconds.asInt(-1)),
                "timer_seconds: must be a valid value.");
        call.requireLogin();
        chat(call.slot, call.id(1)).set("ephemeral_expiration", seconds);
        return WaCall.ok();
    }

    Reply flag(WaCall call, String name) {
        JsonNode value;
        try {
            value = call.body().path(name);
        } catch (Refusal unreadable) {
            throw WaError.BAD_REQUEST.refusal();
        }
        call.requireLogin();
        chat(call.slot, call.id(1)).put(name, value.asBoolean());
        return WaCall.ok();
    }
}
