package io.callingcard.twin;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sends messages: checks each kind, delivers, and adds the row to the history. */
record WaSends(WaState state) {

    private static final DateTimeFormatter SERVER_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss +0000 'UTC'").withZone(ZoneOffset.UTC);
    private static final String[] MEDIA_FIELDS = {
        "caption", "view_once", "compress", "hd", "gif_playback", "ptt", "reply_message_id"
    };

    Reply text(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "message");
        call.checkMessage();
        for (JsonNode mention : body.path("mentions")) {
            WaError.invalidWhen(
                    mention.asText().startsWith("0"),
                    "mention " + mention.asText() + ": phone number must be in international format");
        }
        String text = call.text("message");
        ObjectNode content = Json.object().put("text", text);
        Json.copy(body, content, "reply_message_id", "mentions");
        return send(call, "text", content, "Message sent to", text, "");
    }

    Reply contact(WaCall call) {
        call.require("phone", "contact_name", "contact_phone");
        WaCall.checkNumber(call.text("phone"), "");
        String digits = call.text("contact_phone").replace("+", "").strip();
        WaError.invalidWhen(digits.isEmpty(), "contact phone number cannot be empty");
        WaCall.checkNumber(digits, "contact ");
        call.checkMessage();
        String name = call.text("contact_name").strip();
        // Not escaped: neither does the gateway.
        String vcard = "BEGIN:VCARD\nVERSION:3.0\nN:;" + name + ";;;\nFN:" + name + "\nTEL;type=CELL;waid=" + digits
                + ":+" + digits + "\nEND:VCARD";
        ObjectNode content =
                Json.object().put("display_name", name).put("phone", digits).put("vcard", vcard);
        return send(call, "card", content, "Contact sent to", "\uD83D\uDC64 " + name + " (+" + digits + ")", "");
    }

    Reply link(WaCall call) {
        call.require("phone", "link", "caption");
        call.checkMessage();
        String link = call.text("link");
        WaError.invalidWhen(!link.matches("https?://\\S+"), "link: must be a valid URL.");
        ObjectNode content = Json.object().put("link", link).put("caption", call.text("caption"));
        return send(call, "link", content, "Link sent to", link, "");
    }

    Reply location(WaCall call) {
        call.require("phone", "latitude", "longitude");
        call.checkMessage();
        checkDegrees(call, "latitude", 90);
        checkDegrees(call, "longitude", 180);
        ObjectNode content = Json.object();
        Json.copy(call.body(), content, "latitude", "longitude");
        return send(call, "location", content, "Send location success", "", "location");
    }

    private static void checkDegrees(WaCall call, String field, int most) {
        String text = call.text(field);
        WaError.invalidWhen(
                !text.matches("-?\\d+(\\.\\d+)?") || Math.abs(Double.parseDouble(text)) > most,
                field + ": must be a valid " + field + ".");
    }

    Reply poll(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "question");
        call.checkMessage();
        List<String> options = new ArrayList<>();
        body.path("options").forEach(option -> options.add(option.asText()));
        WaError.invalidWhen(options.isEmpty(), "options: cannot be blank.");
        WaError.invalidWhen(Set.copyOf(options).size() < options.size(), "options should be unique");
        WaError.invalidWhen(
                body.path("max_answer").asInt() > options.size(),
                "max_answer: must be no greater than " + options.size() + ".");
        ObjectNode content = Json.object();
        Json.copy(body, content, "question", "options", "max_answer");
        body.remove("is_forwarded");
        return send(call, "poll", content, "Send poll success", call.text("question"), "poll");
    }

    Reply media(WaCall call, String kind) {
        ObjectNode body = call.body();
        call.require("phone");
        call.checkMessage();
        WaForm.File file = call.isForm() ? WaForm.read(call.request).file() : null;
        String name = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        WaError.invalidWhen(
                (file == null || !file.field().equals(kind))
                        && call.text(kind + "_url").isEmpty(),
                "either " + name + " or " + name + "URL must be provided");
        WaError.invalidWhen(
                kind.equals("image") && file != null && !file.contentType().matches("image/(jpeg|jpg|png)"),
                "your image is not allowed. please use jpg/jpeg/png");
        WaError.invalidWhen(
                kind.equals("file") && file != null && file.size() > 50_000_000,
                "max file upload is 50 MB, please upload in cloud and send via text if your file is higher than 50 MB");
        ObjectNode content = Json.object().put("media", kind);
        Json.copy(body, content, kind + "_url");
        Json.copy(body, content, MEDIA_FIELDS);
        if (file != null) {
            content.put("filename", file.name())
                    .put("content_type", file.contentType())
                    .put("size_bytes", file.size());
            if (file.bytes() != null) {
                content.put("bytes", Base64.getEncoder().encodeToString(file.bytes()));
            }
        }
        return send(call, "media", content, name + " sent to", call.text("caption"), kind);
    }

    /** Delivers a checked message and adds its row. */
    private Reply send(WaCall call, String kind, ObjectNode content, String words, String row, String mediaType) {
        call.requireLogin();
        String address = call.address();
        String chat = WaCall.jid(address);
        state.requireReachable(address, chat);
        Json.copy(call.body(), content, "is_forwarded", "duration");
        String id = state.messageId();
        state.deliver(call.slot, chat, id, kind, content);
        state.write(call.slot, id, chat, row, mediaType);
        String status = words + " " + chat + " (server timestamp: " + SERVER_TIME.format(state.now()) + ")";
        return WaCall.sent(id, status);
    }

    Reply presence(WaCall call) {
        String type = call.text("type");
        WaError.invalidWhen(!Set.of("available", "unavailable").contains(type), "type: must be a valid value.");
        WaError.internalWhen(call.slot.login != WaState.Login.READY, "websocket not connected");
        return WaCall.sent("presence", "Send presence success " + type);
    }

    Reply typing(WaCall call) {
        call.require("phone", "action");
        call.checkMessage();
        String action = call.text("action");
        WaError.invalidWhen(!Set.of("start", "stop").contains(action), "action: must be a valid value.");
        call.requireLogin();
        String chat = WaCall.jid(call.address());
        state.deliver(call.slot, chat, null, "typing", Json.object().put("action", action));
        return WaCall.sent("chat-presence-" + action, "Send chat presence " + action + " success");
    }
}
