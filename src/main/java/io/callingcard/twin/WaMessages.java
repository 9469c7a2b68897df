package io.callingcard.twin;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reactions, edits, receipts, stars, forwards and downloads of existing messages. */
final class WaMessages {

    private final WaTwin twin;

    WaMessages(WaTwin twin) {
        this.twin = twin;
    }

    void addTo(WaTwin routes) {
        routes.route("POST", "/message/{}/reaction", this::react);
        routes.route("POST", "/message/{}/update", this::edit);
        routes.route("POST", "/message/{}/revoke", this::revoke);
        routes.route("POST", "/message/{}/delete", this::delete);
        routes.route("POST", "/message/{}/read", this::read);
        routes.route("POST", "/message/{}/star", this::star);
        routes.route("POST", "/message/{}/unstar", this::star);
        routes.route("POST", "/message/{}/forward", this::forward);
        routes.route("GET", "/message/{}/download", this::download);
    }

    /** The chat of a call; refuses bad fields and a device that is not logged in. */
    private String chat(WaCall call, ObjectNode body, String... fields) {
        WaCall.require(body, fields);
        WaCall.checkNumber(WaCall.text(body, "phone"), "");
        call.requireLogin();
        return WaCall.jid(WaCall.address(body, "phone"));
    }

    private Reply react(WaCall call) {
        ObjectNode body = call.body();
        String chat = chat(call, body, "phone");
        String id = twin.state().messageId();
        twin.deliver(
                call.slot(), chat, call.raw(1), "reaction", Json.object().put("emoji", WaCall.text(body, "emoji")));
        return sent(id, "Reaction sent to " + chat);
    }

    private Reply edit(WaCall call) {
        ObjectNode body = call.body();
        String chat = chat(call, body, "phone", "message");
        WaState.Row row = call.slot().rows.get(call.raw(1));
        if (row != null) {
            row.content = body.get("message").asText();
        }
        twin.deliver(
                call.slot(),
                chat,
                call.raw(1),
                "edit",
                Json.object().put("text", body.get("message").asText()));
        return sent(call.raw(1), "Update message success " + chat);
    }

    private Reply revoke(WaCall call) {
        String chat = chat(call, call.body(), "phone");
        twin.deliver(call.slot(), chat, call.raw(1), "revoke", Json.object());
        return sent(call.raw(1), "Revoke success " + chat);
    }

    private Reply delete(WaCall call) {
        chat(call, call.body(), "phone");
        call.slot().rows.remove(call.raw(1));
        return WaCall.ok();
    }

    private Reply read(WaCall call) {
        String chat = chat(call, call.body(), "phone");
        twin.deliver(call.slot(), chat, call.raw(1), "read", Json.object());
        return sent(call.raw(1), "Mark as read success " + chat);
    }

    private Reply star(WaCall call) {
        chat(call, call.body(), "phone");
        return WaCall.ok();
    }

    private WaState.Row known(WaCall call) {
        return Optional.ofNullable(call.slot().rows.get(call.raw(1)))
                .orElseThrow(() -> WaRefusal.internal("message with ID " + call.raw(1) + " not found"));
    }

    private Reply forward(WaCall call) {
        ObjectNode body = call.body();
        call.checkMessage(body);
        String chat = chat(call, body, "phone");
        WaState.Row row = known(call);
        if (row.content.startsWith("\uD83D\uDC64 ")
                || Set.of("poll", "location").contains(row.mediaType)) {
            throw WaRefusal.invalid("unsupported message type for forward");
        }
        WaSends sends = new WaSends(twin);
        sends.requireReachable(WaCall.address(body, "phone"), chat);
        String id = twin.state().messageId();
        twin.deliver(
                call.slot(),
                chat,
                id,
                row.mediaType.isEmpty() ? "text" : "media",
                Json.object().put("text", row.content).put("is_forwarded", true));
        sends.write(call.slot(), id, chat, row.content, row.mediaType);
        return sent(id, "Message forwarded to " + chat);
    }

    private Reply download(WaCall call) {
        if (call.query("phone") == null) {
            throw WaRefusal.invalid("phone: cannot be blank.");
        }
        call.requireLogin();
        WaState.Row row = known(call);
        if (row.path == null) {
            throw WaRefusal.internal("message does not contain downloadable media");
        }
        return WaCall.ok(
                "Media downloaded",
                Json.object()
                        .put("message_id", row.id)
                        .put("status", "Media downloaded successfully")
                        .put("media_type", row.mediaType)
                        .put("filename", row.filename)
                        .put("file_path", row.path)
                        .put("file_url", "http://gateway.invalid/" + row.path)
                        .put("file_size", twin.state().files.get(row.path).length));
    }

    private static Reply sent(String id, String status) {
        return WaCall.ok(status, Json.object().put("message_id", id).put("status", status));
    }
}
