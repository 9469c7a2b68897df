// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sends messages: checks each kind, delivers, and adds the row to the history. */
record WaSends(WaState state) {

    private static final DateTimeFormatter SERVER_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss +0000 'UTC'").withZone(ZoneOffset.UTC);
    private static final Pattern LATITUDE = Pattern.compile("[-+]?(?:[1-8]?\\d(?:\\.\\d+)?|90(?:\\.0+)?)");
    private static final Pattern LONGITUDE =
            Pattern.compile("[-+]?(?:180(?:\\.0+)?|(?:1[0-7]\\d|[1-9]?\\d)(?:\\.\\d+)?)");
    private static final String[] MEDIA_FIELDS = {
        "caption", "view_once", "compress", "hd", "gif_playback", "ptt", "reply_message_id"
    };

    Reply text(WaCall call) {
        ObjectNode body = call.body();
        call.require("phone", "message");
        call.checkMessage();
        for (JsonNode mention : body.path("mentions")) {
            WaError.invalidWhen(
                    mention.asText().isEmpty() || mention.asText().startsWith("0"),
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
        WaError.invalidWhen(
                call.dialect() == WaDialect.DOCS && !call.text("contact_phone").matches("\\d+"),
                "contact_phone: only digits, with the country code");
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
        WaError.invalidWhen(!WaUrl.isValid(link), "link: must be a valid URL.");
        ObjectNode content = Json.object().put("link", link).put("caption", call.text("caption"));
        return send(call, "link", content, "Link sent to", link, "");
    }

    Reply location(WaCall call) {
        call.require("phone", "latitude", "longitude");
        call.checkMessage();
        checkDegrees(call, "latitude", LATITUDE);
        checkDegrees(call, "longitude", LONGITUDE);
        ObjectNode content = Json.object();
        Json.copy(call.body(), content, "latitude", "longitude");
        return send(call, "location", content, "Send location success", "", "location");
    }

    private static void checkDegrees(WaCall call, String field, Pattern form) {
        WaError.invalidWhen(!form.matcher(call.text(field)).matches(), field + ": must be a valid " + field + ".");
    }

    Reply poll(WaCall call) {
        ObjectNode body = call.body();
        List<String> options = new ArrayList<>();
        body.path("options").forEach(option -> options.add(option.asText()));
        WaError.invalidWhen(options.isEmpty(), "options: cannot be blank.");
        call.require("phone", "question");
        long most = body.path("max_answer").asLong();
        WaError.invalidWhen(most == 0, "max_answer: cannot be blank.");
        WaError.invalidWhen(most < 1, "max_answer: must be no less than 1.");
        WaError.invalidWhen(most > options.size(), "max_answer: must be no greater than " + options.size() + ".");
        call.checkMessage();
        WaError.invalidWhen(Set.copyOf(options).size() < options.size(), "options should be unique");
        ObjectNode content = Json.object();
        Json.copy(body, content, "question", "options", "max_answer");
        body.remove("is_forwarded");
        return send(call, "poll", content, "Send poll success", call.text("question"), "poll");
    }

    Reply media(WaCall call, WaMediaKind kind) {
        ObjectNode body = call.body();
        String word = kind.word();
        WaForm.File given = call.form().file();
        WaForm.File file = given == null || !given.field().equals(word) ? null : given;
        call.require("phone");
        call.checkMessage();
        kind.check(file, call.text(word + "_url"));
        ObjectNode content = Json.object().put("media", word);
        Json.copy(body, content, word + "_url");
        Json.copy(body, content, MEDIA_FIELDS);
        if (file != null) {
            content.put("filename", file.name())
                    .put("content_type", file.contentType())
                    .put("size_bytes", file.size());
            if (file.bytes() != null) {
                content.put("bytes", Base64.getEncoder().encodeToString(file.bytes()));
            }
        }
        return send(call, "media", content, kind.title() + " sent to", call.text("caption"), word);
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
        return call.sent(id, status);
    }

    Reply presence(WaCall call) {
        String type = call.text("type");
        // An empty type passes: the gateway's check of values skips it.
        WaError.invalidWhen(!Set.of("", "available", "unavailable").contains(type), "type: must be a valid value.");
        WaError.INVALID_WA_CLI.when(call.slot.login == WaState.Login.NONE);
        WaError.internalWhen(call.slot.number.isEmpty(), "can't send presence without PushName set");
        WaError.internalWhen(call.slot.login != WaState.Login.READY, "websocket not connected");
        return WaCall.done("presence", "Send presence success " + type);
    }

    Reply typing(WaCall call) {
        call.require("phone", "action");
        call.checkMessage();
        String action = call.text("action");
        WaError.invalidWhen(!Set.of("start", "stop").contains(action), "action: must be a valid value.");
        call.requireLogin();
        String chat = WaCall.jid(call.address());
        state.deliver(call.slot, chat, null, "typing", Json.object().put("action", action));
        return WaCall.done("chat-presence-" + action, "Send chat presence " + action + " success");
    }
}
