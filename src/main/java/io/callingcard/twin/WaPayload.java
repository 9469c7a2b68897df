// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The payload of one event, in the gateway's shape. Adds the row of a message to the history. */
record WaPayload(WaState state, WaState.Slot slot, WaEventKind kind, ObjectNode deed) {

    private static final String SOMEBODY = "Somebody";
    private static final Pattern PHONE = Pattern.compile("^TEL.*:(.*)$", Pattern.MULTILINE);

    ObjectNode write() {
        return switch (kind) {
            case RECEIPT -> receipt();
            case TYPING -> typing();
            case PARTICIPANTS -> participants();
            case JOINED -> joined();
            case LABEL_EDIT -> labelEdit();
            case LABEL -> label();
            case CHANNEL_JOINED, CHANNEL_LEFT, CHANNEL_MESSAGE, CHANNEL_MUTE -> channel();
            case CALL -> call();
            case DELETED -> deleted();
            default -> message();
        };
    }

    private String text(String detail) {
        return Json.text(deed, detail);
    }

    private String text(String detail, String usual) {
        return deed.path(detail).asText(usual);
    }

    /** An address: of a number that of the person, and any other as it is. */
    private static String jid(String typed) {
        return typed.contains("@") ? typed : typed.replace("+", "") + "@s.whatsapp.net";
    }

    private String from() {
        return isFromMe() ? slot.jid() : jid(text("from"));
    }

    private boolean isFromMe() {
        return deed.path("from_me").asBoolean();
    }

    private String chat() {
        return jid(text("chat", text("from")));
    }

    private String now() {
        return state.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The person, with the hidden id if there is one. */
    private void putSender(ObjectNode payload) {
        payload.put("from", from()).put("sender_display_name", SOMEBODY);
        if (deed.has("lid") && !isFromMe()) {
            payload.put("from_lid", text("lid"));
        }
    }

    private ObjectNode message() {
        String id = state.receivedId();
        String chat = chat();
        String mediaType = isFile() ? kind.word() : "";
        WaState.Row row = new WaState.Row(id, chat, from(), isFromMe(), content(), mediaType, state.now(), state.now());
        slot.rows.put(id, row);
        ObjectNode payload = Json.object()
                .put("id", id)
                .put("chat_id", chat)
                .put("from_name", SOMEBODY)
                .put("is_from_me", isFromMe())
                .put("timestamp", now());
        putSender(payload);
        if (deed.has("lid") && !deed.has("chat")) {
            payload.put("chat_lid", text("lid"));
        }
        putContent(payload, row);
        return payload;
    }

    /** The row's content in the history. */
    private String content() {
        return switch (kind) {
            case CONTACT -> "Contact: " + text("name");
            case REACTION -> text("reaction");
            default -> text("text", text("caption"));
        };
    }

    private boolean isFile() {
        return switch (kind) {
            case IMAGE, VIDEO, VIDEO_NOTE, AUDIO, DOCUMENT, STICKER -> true;
            default -> false;
        };
    }

    private void putContent(ObjectNode payload, WaState.Row row) {
        switch (kind) {
            case TEXT -> putText(payload);
            case IMAGE, VIDEO, VIDEO_NOTE, AUDIO, DOCUMENT, STICKER -> putFile(payload, row);
            case CONTACT -> payload.set("contact", contact(text("name"), text("vcard")));
            case CONTACTS -> {
                var list = payload.putArray("contacts_array");
                deed.path("contacts")
                        .forEach(each -> list.add(contact(Json.text(each, "name"), Json.text(each, "vcard"))));
            }
            case LOCATION, LIVE_LOCATION -> putPlace(payload);
            case LIST -> payload.putObject("list").put("title", text("title")).put("description", text("description"));
            case ORDER ->
                payload.putObject("order").put("orderTitle", text("title")).put("message", text("text"));
            case INTERACTIVE -> {
                payload.put("interactive", text("text"));
                var paths = payload.putArray("interactive_media");
                deed.path("files").forEach(file -> paths.add("statics/media/" + file.asText()));
            }
            case REACTION -> payload.put("reaction", text("reaction")).put("reacted_message_id", text("message_id"));
            case REVOKED ->
                payload.put("revoked_message_id", text("message_id"))
                        .put("revoked_from_me", isFromMe())
                        .put("revoked_chat", text("lid", chat()));
            case EDITED ->
                payload.put("original_message_id", text("message_id")).put("body", text("text"));
            default -> {
                // The gateway tells of a poll, and of other rare messages, without their content.
            }
        }
    }

    private void putText(ObjectNode payload) {
        payload.put("body", text("text"));
        putGiven(payload, "replied_to_id", "replied_to");
        putGiven(payload, "quoted_body", "quoted");
        if (deed.path("forwarded").asBoolean()) {
            payload.put("forwarded", true);
        }
    }

    private void putGiven(ObjectNode payload, String field, String detail) {
        if (deed.has(detail)) {
            payload.put(field, text(detail));
        }
    }

    private void putFile(ObjectNode payload, WaState.Row row) {
        String word = kind.word();
        row.filename = text("file_name", word + ".bin");
        row.path = "statics/media/" + row.id + "-" + row.filename;
        state.files.put(row.path, bytes());
        String caption = text("caption");
        if (!caption.isEmpty()) {
            payload.put("body", caption);
        }
        if (deed.path("view_once").asBoolean()) {
            payload.put("view_once", true);
        }
        boolean bare = kind == WaEventKind.AUDIO || kind == WaEventKind.STICKER;
        if (!state.downloadsMedia) {
            ObjectNode file = payload.putObject(word).put("url", "https://mmg.whatsapp.net/" + row.id + ".enc");
            if (kind == WaEventKind.DOCUMENT) {
                file.put("filename", row.filename);
            } else if (!bare) {
                file.put("caption", caption);
            }
        } else if (bare || caption.isEmpty()) {
            payload.put(word, row.path);
        } else {
            payload.putObject(word).put("path", row.path).put("caption", caption);
        }
    }

    private byte[] bytes() {
        try {
            return deed.has("bytes")
                    ? deed.get("bytes").binaryValue()
                    : kind.word().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal(1002, "bytes: must be base64");
        }
    }

    private static ObjectNode contact(String name, String vcard) {
        ObjectNode contact = Json.object().put("displayName", name).put("vcard", vcard);
        Matcher phone = PHONE.matcher(vcard);
        return phone.find() ? contact.put("phone_number", phone.group(1)) : contact;
    }

    private void putPlace(ObjectNode payload) {
        ObjectNode place = payload.putObject(kind.word())
                .put("degreesLatitude", deed.path("latitude").asDouble())
                .put("degreesLongitude", deed.path("longitude").asDouble());
        putGiven(place, "name", "name");
        putGiven(place, "address", "address");
        putGiven(place, "caption", "caption");
    }

    /** What was deleted, as far as the gateway knows the message. */
    private ObjectNode deleted() {
        WaState.Row row = slot.rows.get(text("message_id"));
        ObjectNode payload = Json.object()
                .put("deleted_message_id", text("message_id"))
                .put("timestamp", now())
                .put("from", slot.jid());
        if (row != null) {
            payload.put("chat_id", row.chat)
                    .put("original_content", row.content)
                    .put("original_sender", row.sender)
                    .put(
                            "original_timestamp",
                            row.at.truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("was_from_me", row.fromMe);
        }
        return payload;
    }

    /** A receipt names a person with a hidden number by it, although the sender is resolved. */
    private ObjectNode receipt() {
        String receipt = text("receipt");
        ObjectNode payload = Json.object().put("chat_id", text("lid", chat()));
        putSender(payload);
        JsonNode ids =
                deed.has("message_ids") ? deed.get("message_ids") : Json.array().add(text("message_id"));
        payload.set("ids", ids);
        return payload.put("receipt_type", receipt)
                .put(
                        "receipt_type_description",
                        switch (receipt) {
                            case "delivered" ->
                                "means the message was delivered to the device (but the user might not have noticed).";
                            case "read" -> "the user opened the chat and saw the message.";
                            default ->
                                "the current user read a message from a different device, and has read receipts disabled "
                                        + "in privacy settings.";
                        });
    }

    private ObjectNode typing() {
        ObjectNode payload = Json.object()
                .put("chat_id", chat())
                .put("state", text("state", "composing"))
                .put("media", text("media"))
                .put("is_group", chat().endsWith("@g.us"));
        putSender(payload);
        return payload;
    }

    private ObjectNode participants() {
        ObjectNode payload = Json.object().put("chat_id", chat()).put("type", text("change", "join"));
        var jids = payload.putArray("jids");
        deed.path("people").forEach(person -> jids.add(jid(person.asText())));
        return payload;
    }

    private ObjectNode joined() {
        ObjectNode payload = Json.object()
                .put("chat_id", chat())
                .put("type", "join")
                .put("reason", text("reason"))
                .put("group_name", text("group_name"));
        payload.putArray("jids").add(slot.jid());
        return payload;
    }

    private ObjectNode labelEdit() {
        return Json.object()
                .put("label_id", text("label_id"))
                .put("name", text("name"))
                .put("deleted", deed.path("deleted").asBoolean());
    }

    private ObjectNode label() {
        return Json.object()
                .put("label_id", text("label_id"))
                .put("chat_id", chat())
                .put("labeled", deed.path("labeled").asBoolean(true));
    }

    private ObjectNode channel() {
        ObjectNode payload = Json.object().put("newsletter_id", text("channel"));
        switch (kind) {
            case CHANNEL_JOINED -> {
                putGiven(payload, "name", "name");
                putGiven(payload, "description", "description");
            }
            case CHANNEL_LEFT -> payload.put("role", text("role", "subscriber"));
            case CHANNEL_MUTE -> payload.put("mute", text("mute", "on").toLowerCase(Locale.ROOT));
            default ->
                payload.putArray("messages")
                        .addObject()
                        .put("server_id", state.next())
                        .put("message_id", text("message_id"))
                        .put("type", "text")
                        .put("timestamp", now());
        }
        return payload;
    }

    private ObjectNode call() {
        ObjectNode payload = Json.object()
                .put("call_id", text("call_id"))
                .put("auto_rejected", false)
                .put("remote_platform", "android")
                .put("remote_version", "2.26.1");
        putSender(payload);
        if (deed.has("chat")) {
            payload.put("group_jid", chat());
        }
        return payload;
    }
}
