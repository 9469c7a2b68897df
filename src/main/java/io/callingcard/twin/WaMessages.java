// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reactions, edits, receipts, stars, forwards and downloads of existing messages. */
record WaMessages(WaState state) {

    /** The chat of a call; refuses blank fields and a device that is not logged in. */
    private static String chat(WaCall call, String... fields) {
        call.require(fields);
        call.requireLogin();
        return WaCall.jid(call.address());
    }

    Reply react(WaCall call) {
        String chat = chat(call, "phone");
        String id = state.messageId();
        state.deliver(call.slot, chat, call.raw(1), "reaction", Json.object().put("emoji", call.text("emoji")));
        return call.sent(id, "Reaction sent to " + chat);
    }

    Reply edit(WaCall call) {
        String chat = chat(call, "phone", "message");
        String text = call.text("message");
        WaState.Row row = call.slot.rows.get(call.raw(1));
        if (row != null) {
            row.content = text;
        }
        state.deliver(call.slot, chat, call.raw(1), "edit", Json.object().put("text", text));
        return call.sent(call.raw(1), "Update message success " + chat);
    }

    /** Delivers a signal about the message. */
    Reply signal(WaCall call, String kind, String status) {
        String chat = chat(call, "phone");
        state.deliver(call.slot, chat, call.raw(1), kind, Json.object());
        return call.sent(call.raw(1), status + " " + chat);
    }

    Reply delete(WaCall call) {
        chat(call, "phone");
        call.slot.rows.remove(call.raw(1));
        return WaCall.ok();
    }

    Reply star(WaCall call) {
        chat(call, "phone");
        return WaCall.ok();
    }

    private WaState.Row known(WaCall call) {
        return Optional.ofNullable(call.slot.rows.get(call.raw(1)))
                .orElseThrow(() -> WaError.internal("message with ID " + call.raw(1) + " not found"));
    }

    Reply forward(WaCall call) {
        call.checkMessage();
        WaState.Row row = known(call);
        String chat = chat(call, "phone");
        WaError.invalidWhen(
                row.content.startsWith("\uD83D\uDC64 ")
                        || Set.of("poll", "location").contains(row.mediaType),
                "unsupported message type for forward");
        state.requireReachable(call.address(), chat);
        String id = state.messageId();
        ObjectNode content = Json.object().put("text", row.content).put("is_forwarded", true);
        state.deliver(call.slot, chat, id, row.mediaType.isEmpty() ? "text" : "media", content);
        state.write(call.slot, id, chat, row.content, row.mediaType);
        return call.sent(id, "Message forwarded to " + chat);
    }

    Reply download(WaCall call) {
        call.requiredQuery("phone");
        call.requireLogin();
        WaState.Row row = known(call);
        WaError.internalWhen(row.path == null, "message does not contain downloadable media");
        String url = "http://gateway.invalid/" + row.path;
        ObjectNode file = Json.of(
                """
                {"message_id": %s, "status": "Media downloaded successfully", "media_type": %s, "filename": %s,
                 "file_path": %s, "file_url": %s, "file_size": %s}""",
                row.id, row.mediaType, row.filename, row.path, url, state.files.get(row.path).length);
        return WaCall.ok("Media downloaded", file);
    }
}
