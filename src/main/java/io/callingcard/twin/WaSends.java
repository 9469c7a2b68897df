package io.callingcard.twin;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sends messages: checks each kind, delivers, and adds the row to the history. */
final class WaSends {

    private static final DateTimeFormatter SERVER_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss +0000 'UTC'").withZone(ZoneOffset.UTC);
    private static final String EITHER = "either %s or %sURL must be provided";

    private final WaTwin twin;

    WaSends(WaTwin twin) {
        this.twin = twin;
    }

    void addTo(WaTwin routes) {
        routes.route("POST", "/send/message", this::text);
        routes.route("POST", "/send/contact", this::contact);
        routes.route("POST", "/send/link", this::link);
        routes.route("POST", "/send/location", this::location);
        routes.route("POST", "/send/poll", this::poll);
        for (String kind : List.of("image", "file", "video", "audio", "sticker")) {
            routes.route("POST", "/send/" + kind, call -> media(call, kind));
        }
        routes.route("POST", "/send/presence", this::presence);
        routes.route("POST", "/send/chat-presence", this::typing);
    }

    private Reply text(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "phone", "message");
        call.checkMessage(body);
        body.path("mentions").forEach(mention -> {
            if (mention.asText().startsWith("0")) {
                throw WaRefusal.invalid(
                        "mention " + mention.asText() + ": phone number must be in international format");
            }
        });
        ObjectNode content = Json.object().put("text", body.get("message").asText());
        copy(body, content, "reply_message_id", "mentions");
        return send(
                call,
                body,
                "text",
                content,
                "Message sent to",
                body.get("message").asText(),
                "");
    }

    private Reply contact(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "phone", "contact_name", "contact_phone");
        WaCall.checkNumber(WaCall.text(body, "phone"), "");
        String digits = WaCall.text(body, "contact_phone").replace("+", "").strip();
        if (digits.isEmpty()) {
            throw WaRefusal.invalid("contact phone number cannot be empty");
        }
        WaCall.checkNumber(digits, "contact ");
        call.checkMessage(body);
        String name = WaCall.text(body, "contact_name").strip();
        // Not escaped: neither does the gateway.
        String vcard = "BEGIN:VCARD\nVERSION:3.0\nN:;" + name + ";;;\nFN:" + name + "\nTEL;type=CELL;waid=" + digits
                + ":+" + digits + "\nEND:VCARD";
        ObjectNode content =
                Json.object().put("display_name", name).put("phone", digits).put("vcard", vcard);
        return send(call, body, "card", content, "Contact sent to", "\uD83D\uDC64 " + name + " (+" + digits + ")", "");
    }

    private Reply link(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "phone", "link", "caption");
        call.checkMessage(body);
        if (!body.get("link").asText().matches("https?://\\S+")) {
            throw WaRefusal.invalid("link: must be a valid URL.");
        }
        ObjectNode content = Json.object();
        copy(body, content, "link", "caption");
        return send(
                call, body, "link", content, "Link sent to", body.get("link").asText(), "");
    }

    private Reply location(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "phone", "latitude", "longitude");
        call.checkMessage(body);
        checkDegrees(body, "latitude", 90);
        checkDegrees(body, "longitude", 180);
        ObjectNode content = Json.object();
        copy(body, content, "latitude", "longitude");
        return send(call, body, "location", content, "Send location success", "", "location");
    }

    private static void checkDegrees(ObjectNode body, String field, int most) {
        String text = WaCall.text(body, field);
        if (!text.matches("-?\\d+(\\.\\d+)?") || Math.abs(Double.parseDouble(text)) > most) {
            throw WaRefusal.invalid(field + ": must be a valid " + field + ".");
        }
    }

    private Reply poll(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "phone", "question");
        call.checkMessage(body);
        List<String> options = new ArrayList<>();
        body.path("options").forEach(option -> options.add(option.asText()));
        if (options.isEmpty()) {
            throw WaRefusal.invalid("options: cannot be blank.");
        }
        if (Set.copyOf(options).size() < options.size()) {
            throw WaRefusal.invalid("options should be unique");
        }
        if (body.path("max_answer").asInt() > options.size()) {
            throw WaRefusal.invalid("max_answer: must be no greater than " + options.size() + ".");
        }
        ObjectNode content = Json.object();
        copy(body, content, "question", "options", "max_answer");
        body.remove("is_forwarded");
        return send(
                call,
                body,
                "poll",
                content,
                "Send poll success",
                body.get("question").asText(),
                "poll");
    }

    private Reply media(WaCall call, String kind) {
        ObjectNode body = call.body();
        WaCall.require(body, "phone");
        call.checkMessage(body);
        WaForm.File file = call.isForm() ? WaForm.read(call.request()).file() : null;
        String url = WaCall.text(body, kind + "_url");
        if ((file == null || !file.field().equals(kind)) && url.isEmpty()) {
            String name = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
            throw WaRefusal.invalid(String.format(EITHER, name, name));
        }
        if (kind.equals("image") && file != null && !file.contentType().matches("image/(jpeg|jpg|png)")) {
            throw WaRefusal.invalid("your image is not allowed. please use jpg/jpeg/png");
        }
        if (kind.equals("file") && file != null && file.size() > 50_000_000) {
            throw WaRefusal.invalid(
                    "max file upload is 50 MB, please upload in cloud and send via text if your file is higher than 50 MB");
        }
        ObjectNode content = Json.object().put("media", kind);
        copy(
                body,
                content,
                kind + "_url",
                "caption",
                "view_once",
                "compress",
                "hd",
                "gif_playback",
                "ptt",
                "reply_message_id");
        if (file != null) {
            content.put("filename", file.name())
                    .put("content_type", file.contentType())
                    .put("size_bytes", file.size());
            if (file.bytes() != null) {
                content.put("bytes", Base64.getEncoder().encodeToString(file.bytes()));
            }
        }
        return send(
                call,
                body,
                "media",
                content,
                Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " sent to",
                WaCall.text(body, "caption"),
                kind);
    }

    private static void copy(ObjectNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            if (from.has(field)) {
                to.set(field, from.get(field));
            }
        }
    }

    /** Delivers a checked message and adds its row. */
    private Reply send(
            WaCall call, ObjectNode body, String kind, ObjectNode content, String words, String row, String mediaType) {
        call.requireLogin();
        String address = WaCall.address(body, "phone");
        String chat = WaCall.jid(address);
        requireReachable(address, chat);
        for (String mark : List.of("is_forwarded", "duration")) {
            if (body.has(mark)) {
                content.set(mark, body.get(mark));
            }
        }
        String id = twin.state().messageId();
        twin.deliver(call.slot(), chat, id, kind, content);
        write(call.slot(), id, chat, row, mediaType);
        String status = words + " " + chat + " (server timestamp: " + SERVER_TIME.format(twin.now()) + ")";
        return WaCall.ok(status, Json.object().put("message_id", id).put("status", status));
    }

    /** Refuses a number that is not on WhatsApp, or that the account may not write to first. */
    void requireReachable(String address, String chat) {
        String user = chat.substring(0, chat.indexOf('@'));
        if (address.contains("@s.whatsapp.net") && twin.state().unregistered.contains(user)) {
            throw new WaRefusal("INVALID_JID", "Phone " + address + " is not on whatsapp");
        }
        if (chat.endsWith("@g.us")) {
            twin.state().group(chat);
        }
        if (twin.state().timelocked.contains(user)) {
            throw new WaRefusal("WA_REACHOUT_TIMELOCK");
        }
    }

    /** Adds an own message to the history, where it appears after the set delay. */
    WaState.Row write(WaState.Slot slot, String id, String chat, String content, String mediaType) {
        String sender = slot.number + ":12@s.whatsapp.net";
        WaState.Row row = new WaState.Row(
                id,
                chat,
                sender,
                true,
                content,
                mediaType,
                twin.now(),
                twin.now().plus(twin.state().historyDelay));
        slot.rows.put(id, row);
        twin.state().written = row;
        return row;
    }

    private Reply presence(WaCall call) {
        String type = WaCall.text(call.body(), "type");
        if (!Set.of("available", "unavailable").contains(type)) {
            throw WaRefusal.invalid("type: must be a valid value.");
        }
        if (call.slot().login != WaState.Login.READY) {
            throw WaRefusal.internal("websocket not connected");
        }
        return done("presence", "Send presence success " + type);
    }

    private Reply typing(WaCall call) {
        ObjectNode body = call.body();
        WaCall.require(body, "phone", "action");
        call.checkMessage(body);
        String action = body.get("action").asText();
        if (!Set.of("start", "stop").contains(action)) {
            throw WaRefusal.invalid("action: must be a valid value.");
        }
        call.requireLogin();
        String chat = WaCall.jid(WaCall.address(body, "phone"));
        twin.deliver(call.slot(), chat, null, "typing", Json.object().put("action", action));
        return done("chat-presence-" + action, "Send chat presence " + action + " success");
    }

    private static Reply done(String id, String status) {
        return WaCall.ok(status, Json.object().put("message_id", id).put("status", status));
    }
}
