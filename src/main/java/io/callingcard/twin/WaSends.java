package io.callingcard.twin;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sends messages: checks each kind, delivers, and adds the row to the history. */
record WaSends(WaState state) {

    private static final DateTimeFormatter SERVER_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss +0000 'UTC'").withZone(ZoneOffset.UTC);
    private static final String EITHER = "either %s or %sURL must be provided";

    Reply text(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "message");
        call.checkMessage();
        body.path("mentions").forEach(mention -> {
            if (mention.asText().startsWith("0")) {
                throw WaError.invalid("mention " + mention.asText() + ": phone number must be in international format");
            }
        });
        ObjectNode content = Json.object().put("text", body.get("message").asText());
        Json.copy(body, content, "reply_message_id", "mentions");
        return send(
                call, "text", content, "Message sent to", body.get("message").asText(), "");
    }

    Reply contact(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "contact_name", "contact_phone");
        WaCall.checkNumber(call.text("phone"), "");
        String digits = call.text("contact_phone").replace("+", "").strip();
        if (digits.isEmpty()) {
            throw WaError.invalid("contact phone number cannot be empty");
        }
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
        ObjectNode body = call.body();
        call.require("phone", "link", "caption");
        call.checkMessage();
        if (!body.get("link").asText().matches("https?://\\S+")) {
            throw WaError.invalid("link: must be a valid URL.");
        }
        ObjectNode content = Json.object();
        Json.copy(body, content, "link", "caption");
        return send(call, "link", content, "Link sent to", body.get("link").asText(), "");
    }

    Reply location(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "latitude", "longitude");
        call.checkMessage();
        checkDegrees(call, "latitude", 90);
        checkDegrees(call, "longitude", 180);
        ObjectNode content = Json.object();
        Json.copy(body, content, "latitude", "longitude");
        return send(call, "location", content, "Send location success", "", "location");
    }

    private static void checkDegrees(WaCall call, String field, int most) {
        String text = call.text(field);
        if (!text.matches("-?\\d+(\\.\\d+)?") || Math.abs(Double.parseDouble(text)) > most) {
            throw WaError.invalid(field + ": must be a valid " + field + ".");
        }
    }

    Reply poll(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "question");
        call.checkMessage();
        List<String> options = new ArrayList<>();
        body.path("options").forEach(option -> options.add(option.asText()));
        if (options.isEmpty()) {
            throw WaError.invalid("options: cannot be blank.");
        }
        if (Set.copyOf(options).size() < options.size()) {
            throw WaError.invalid("options should be unique");
        }
        if (body.path("max_answer").asInt() > options.size()) {
            throw WaError.invalid("max_answer: must be no greater than " + options.size() + ".");
        }
        ObjectNode content = Json.object();
        Json.copy(body, content, "question", "options", "max_answer");
        body.remove("is_forwarded");
        return send(
                call, "poll", content, "Send poll success", body.get("question").asText(), "poll");
    }

    Reply media(WaCall call, String kind) {
        ObjectNode body = call.body();
        call.require("phone");
        call.checkMessage();
        WaForm.File file = call.isForm() ? WaForm.read(call.request).file() : null;
        String url = call.text(kind + "_url");
        if ((file == null || !file.field().equals(kind)) && url.isEmpty()) {
            String name = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
            throw WaError.invalid(String.format(EITHER, name, name));
        }
        if (kind.equals("image") && file != null && !file.contentType().matches("image/(jpeg|jpg|png)")) {
            throw WaError.invalid("your image is not allowed. please use jpg/jpeg/png");
        }
        if (kind.equals("file") && file != null && file.size() > 50_000_000) {
            throw WaError.invalid(
                    "max file upload is 50 MB, please upload in cloud and send via text if your file is higher than 50 MB");
        }
        ObjectNode content = Json.object().put("media", kind);
        Json.copy(
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
                "media",
                content,
                Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " sent to",
                call.text("caption"),
                kind);
    }

    /** Delivers a checked message and adds its row. */
    private Reply send(WaCall call, String kind, ObjectNode content, String words, String row, String mediaType) {
        ObjectNode body = call.body();
        call.requireLogin();
        String address = call.address();
        String chat = WaCall.jid(address);
        state.requireReachable(address, chat);
        Json.copy(body, content, "is_forwarded", "duration");
        String id = state.messageId();
        state.deliver(call.slot, chat, id, kind, content);
        state.write(call.slot, id, chat, row, mediaType);
        String status = words + " " + chat + " (server timestamp: " + SERVER_TIME.format(state.now()) + ")";
        return WaCall.sent(id, status);
    }

    Reply presence(WaCall call) {
        String type = call.text("type");
        if (!Set.of("available", "unavailable").contains(type)) {
            throw WaError.invalid("type: must be a valid value.");
        }
        if (call.slot.login != WaState.Login.READY) {
            throw WaError.internal("websocket not connected");
        }
        return WaCall.sent("presence", "Send presence success " + type);
    }

    Reply typing(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "action");
        call.checkMessage();
        String action = body.get("action").asText();
        if (!Set.of("start", "stop").contains(action)) {
            throw WaError.invalid("action: must be a valid value.");
        }
        call.requireLogin();
        String chat = WaCall.jid(call.address());
        state.deliver(call.slot, chat, null, "typing", Json.object().put("action", action));
        return WaCall.sent("chat-presence-" + action, "Send chat presence " + action + " success");
    }
}
