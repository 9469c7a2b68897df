// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.fixture.World;

/** At least one row for each operation. */
final class WaOperationCases {

    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", "+1 (415) 555-0100");
    private static final Map<String, Object> CONTACT = Map.of(
            "full_name", "Mira Okafor", "phones", List.of(Map.of("value", "+1 202 555 0143", "label", "mobile")));
    private static final String PHONE = "{\"phone\":\"{jid}\"";
    private static final String GROUP = "{\"group_id\":\"{group}\"";
    private static final String CARD = ",\"contact_name\":\"Mira Okafor\",\"contact_phone\":\"12025550143\"";

    private WaOperationCases() {}

    private static String field(String name, String value) {
        return "--callingcard-{*}\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String form(String fields, String file) {
        return fields + "--callingcard-{*}\r\nContent-Disposition: form-data; name=\"" + file
                + "\"; filename=\"desk.png\"\r\nContent-Type: image/png\r\n\r\na picture\r\n--callingcard-{*}--\r\n";
    }

    private static OperationCase of(WaOperation operation) {
        return OperationCase.of("wa", operation.word(), operation.effect());
    }

    static Stream<OperationCase> all() {
        return Stream.of(sends(), messages(), users(), chats(), groups(), devices())
                .flatMap(rows -> rows);
    }

    private static Stream<OperationCase> sends() {
        return Stream.of(
                of(WaOperation.SEND_CONTACT)
                        .headers(TO)
                        .body(CONTACT)
                        .arrives("POST", "/send/contact", PHONE + CARD + "}"),
                of(WaOperation.SEND_CONTACT)
                        .options("chatId={group}&forwarded=true&duration=86400")
                        .body(CONTACT)
                        .arrives(
                                "POST",
                                "/send/contact",
                                "{\"phone\":\"{group}\"" + CARD + ",\"is_forwarded\":true,\"duration\":86400}"),
                of(WaOperation.SEND_TEXT)
                        .headers(TO)
                        .body("Hello")
                        .arrives("POST", "/send/message", PHONE + ",\"message\":\"Hello\"}"),
                of(WaOperation.SEND_TEXT)
                        .options("to={jid}&duration=0")
                        .header("CamelCardReplyTo", "{message}")
                        .header("CamelWaMentions", "@everyone,+14155550102")
                        .body("Hello all")
                        .arrives(
                                "POST",
                                "/send/message",
                                PHONE + ",\"message\":\"Hello all\",\"reply_message_id\":\"{message}\","
                                        + "\"mentions\":[\"@everyone\",\"14155550102\"],\"duration\":0}"),
                of(WaOperation.SEND_MEDIA)
                        .options("mediaUrl=https://example.com/a.png&viewOnce=true&compress=false&hd=true")
                        .header("CamelCardCaption", "Our menu")
                        .headers(TO)
                        .arrives(
                                "POST",
                                "/send/image",
                                PHONE + ",\"image_url\":\"https://example.com/a.png\",\"caption\":\"Our menu\","
                                        + "\"view_once\":true,\"compress\":false,\"hd\":true}"),
                of(WaOperation.SEND_MEDIA)
                        .options("mediaUrl=https://example.com/a.mp4&gifPlayback=true")
                        .header("CamelCardReplyTo", "{message}")
                        .headers(TO)
                        .arrives(
                                "POST",
                                "/send/video",
                                PHONE + ",\"video_url\":\"https://example.com/a.mp4\",\"gif_playback\":true,"
                                        + "\"reply_message_id\":\"{message}\"}"),
                of(WaOperation.SEND_MEDIA)
                        .options("mediaUrl=https://example.com/a.mp3&voiceNote=true&mediaType=audio")
                        .header("CamelCardCaption", "ignored")
                        .headers(TO)
                        .arrives(
                                "POST",
                                "/send/audio",
                                PHONE + ",\"audio_url\":\"https://example.com/a.mp3\",\"ptt\":true}"),
                of(WaOperation.SEND_MEDIA)
                        .options("mediaUrl=https://example.com/a.webp&mediaType=sticker")
                        .header("CamelCardReplyTo", "ignored")
                        .headers(TO)
                        .arrives("POST", "/send/sticker", PHONE + ",\"sticker_url\":\"https://example.com/a.webp\"}"),
                of(WaOperation.SEND_MEDIA)
                        .options("mediaUrl=https://example.com/menu.pdf?v=2")
                        .headers(TO)
                        .arrives("POST", "/send/file", PHONE + ",\"file_url\":\"https://example.com/menu.pdf?v=2\"}"),
                of(WaOperation.SEND_MEDIA)
                        .options("forwarded=true")
                        .header("CamelCardCaption", "Our menu")
                        .headers(Map.of("CamelCardRecipient", "+1 (415) 555-0100", "CamelFileName", "desk.png"))
                        .body(World.bytes("a picture"))
                        .arrives(
                                "POST",
                                "/send/image",
                                form(
                                        field("phone", "{jid}")
                                                + field("caption", "Our menu")
                                                + field("is_forwarded", "true"),
                                        "image")),
                of(WaOperation.SEND_LINK)
                        .header("CamelCardCaption", "Our menu")
                        .headers(TO)
                        .body("https://example.com/menu")
                        .arrives(
                                "POST",
                                "/send/link",
                                PHONE + ",\"link\":\"https://example.com/menu\",\"caption\":\"Our menu\"}"),
                of(WaOperation.SEND_LOCATION)
                        .header("CamelCardLatitude", "-6.2")
                        .header("CamelCardLongitude", "106.816666")
                        .headers(TO)
                        .arrives(
                                "POST",
                                "/send/location",
                                PHONE + ",\"latitude\":\"-6.2\",\"longitude\":\"106.816666\"}"),
                of(WaOperation.SEND_POLL)
                        .headers(TO)
                        .body("{\"title\":\"When?\",\"options\":[\"Today\",\"Later\"],\"max_answer\":2}")
                        .arrives(
                                "POST",
                                "/send/poll",
                                PHONE + ",\"question\":\"When?\",\"options\":[\"Today\",\"Later\"],\"max_answer\":2}"),
                of(WaOperation.TYPING)
                        .options("typingState=stopped")
                        .headers(TO)
                        .arrives("POST", "/send/chat-presence", PHONE + ",\"action\":\"stop\"}"),
                of(WaOperation.PRESENCE)
                        .options("presence=unavailable")
                        .arrives("POST", "/send/presence", "{\"type\":\"unavailable\"}"));
    }

    private static Stream<OperationCase> messages() {
        String message = "/message/{message}";
        return Stream.of(
                of(WaOperation.FORWARD)
                        .options("duration=604800&forceReupload=true")
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .arrives("POST", message + "/forward", PHONE + ",\"duration\":604800,\"force_reupload\":true}"),
                of(WaOperation.REACT)
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .body("\uD83D\uDC4D")
                        .arrives("POST", message + "/reaction", PHONE + ",\"emoji\":\"\\uD83D\\uDC4D\"}"),
                of(WaOperation.REACT)
                        .options("removeReaction=true")
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .arrives("POST", message + "/reaction", PHONE + ",\"emoji\":\"\"}"),
                of(WaOperation.EDIT)
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .body("Better words")
                        .arrives("POST", message + "/update", PHONE + ",\"message\":\"Better words\"}"),
                of(WaOperation.REVOKE)
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .arrives("POST", message + "/revoke", PHONE + "}"),
                of(WaOperation.DELETE_MESSAGE)
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .arrives("POST", message + "/delete", PHONE + "}"),
                of(WaOperation.MARK_READ)
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .arrives("POST", message + "/read", PHONE + "}"),
                of(WaOperation.STAR)
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .arrives("POST", message + "/star", PHONE + "}"),
                of(WaOperation.UNSTAR)
                        .header("CamelCardMessageId", "{message}")
                        .headers(TO)
                        .arrives("POST", message + "/unstar", PHONE + "}"),
                of(WaOperation.DOWNLOAD_ATTACHMENT)
                        .header("CamelCardMessageId", "{file}")
                        .headers(TO)
                        .arrives("GET", "/message/{file}/download?phone={JID}", ""),
                of(WaOperation.FIND_SENT)
                        .options("historyMargin=0")
                        .header("CamelWaSince", "2026-01-01T00:00:00Z")
                        .headers(TO)
                        .body("Welcome")
                        .arrives(
                                "GET",
                                "/chat/{JID}/messages?limit=100&start_time=2026-01-01T00%3A00%3A00Z&is_from_me=true",
                                ""));
    }

    private static Stream<OperationCase> users() {
        return Stream.of(
                of(WaOperation.CHECK_NUMBER).headers(TO).arrives("GET", "/user/check?phone={JID}", ""),
                of(WaOperation.GET_USER_INFO).headers(TO).arrives("GET", "/user/info?phone={JID}", ""),
                of(WaOperation.GET_AVATAR)
                        .options("preview=true&community=true")
                        .headers(TO)
                        .arrives("GET", "/user/avatar?phone={JID}&is_preview=true&is_community=true", ""),
                of(WaOperation.SET_NAME)
                        .header("CamelCardDisplayName", "Harbour Desk")
                        .arrives("POST", "/user/pushname", "{\"push_name\":\"Harbour Desk\"}"),
                of(WaOperation.SET_AVATAR)
                        .headers(Map.of("CamelFileName", "desk.png"))
                        .body(World.bytes("a picture"))
                        .arrives("POST", "/user/avatar", form("", "avatar")),
                of(WaOperation.GET_BUSINESS_PROFILE)
                        .headers(TO)
                        .arrives("GET", "/user/business-profile?phone={JID}", ""),
                of(WaOperation.GET_PRIVACY).arrives("GET", "/user/my/privacy", ""),
                of(WaOperation.LIST_CONTACTS).arrives("GET", "/user/my/contacts", ""),
                of(WaOperation.LIST_GROUPS).arrives("GET", "/user/my/groups", ""),
                of(WaOperation.LIST_CHANNELS).arrives("GET", "/user/my/newsletters", ""));
    }

    private static Stream<OperationCase> chats() {
        String chat = "/chat/{JID}";
        return Stream.of(
                of(WaOperation.LIST_CHATS)
                        .options("hasMedia=false&archived=false&pageSize=5")
                        .header("CamelWaSearch", "desk")
                        .header("CamelWaOffset", "0")
                        .arrives("GET", "/chats?search=desk&has_media=false&archived=false&limit=5&offset=0", ""),
                of(WaOperation.LIST_MESSAGES)
                        .options("fromMe=true&hasMedia=false")
                        .header("CamelWaSince", "2026-01-01T00:00:00Z")
                        .header("CamelWaUntil", "2027-01-01T00:00:00Z")
                        .headers(TO)
                        .arrives(
                                "GET",
                                chat + "/messages?start_time=2026-01-01T00%3A00%3A00Z&end_time=2027-01-01T00%3A00%3A00Z"
                                        + "&media_only=false&is_from_me=true",
                                ""),
                of(WaOperation.SET_TIMER)
                        .options("duration=7776000")
                        .headers(TO)
                        .arrives("POST", chat + "/disappearing", "{\"timer_seconds\":7776000}"),
                of(WaOperation.PIN_CHAT).headers(TO).arrives("POST", chat + "/pin", "{\"pinned\":true}"),
                of(WaOperation.ARCHIVE_CHAT)
                        .options("archived=false")
                        .headers(TO)
                        .arrives("POST", chat + "/archive", "{\"archived\":false}"));
    }

    private static Stream<OperationCase> groups() {
        String in = "chatId={group}";
        Map<String, Object> one = Map.of("CamelCardParticipant", "+1 415 555 0101");
        String members = GROUP + ",\"participants\":[\"14155550101\"]}";
        return Stream.of(
                of(WaOperation.CREATE_CHAT)
                        .header("CamelCardDisplayName", "Readers")
                        .headers(Map.of("CamelCardRecipient", "+1 415 555 0101, 14155550102"))
                        .arrives(
                                "POST",
                                "/group",
                                "{\"title\":\"Readers\",\"participants\":[\"14155550101\",\"14155550102\"]}"),
                of(WaOperation.GET_CHAT).options(in).arrives("GET", "/group/info?group_id={GROUP}", ""),
                of(WaOperation.UPDATE_CHAT)
                        .options(in)
                        .header("CamelCardDisplayName", "Writers")
                        .arrives("POST", "/group/name", GROUP + ",\"name\":\"Writers\"}"),
                of(WaOperation.UPDATE_CHAT)
                        .options(in + "&locked=true&announce=false")
                        .header("CamelWaDescription", "Books")
                        .arrives("POST", "/group/locked", GROUP + ",\"locked\":true}"),
                of(WaOperation.UPDATE_CHAT)
                        .options(in)
                        .header("CamelWaDescription", "Books")
                        .arrives("POST", "/group/topic", GROUP + ",\"topic\":\"Books\"}"),
                of(WaOperation.UPDATE_CHAT)
                        .options(in + "&announce=true")
                        .arrives("POST", "/group/announce", GROUP + ",\"announce\":true}"),
                of(WaOperation.SET_GROUP_PHOTO)
                        .options(in)
                        .headers(Map.of("CamelFileName", "desk.png"))
                        .body(World.bytes("a picture"))
                        .arrives("POST", "/group/photo", form(field("group_id", "{group}"), "photo")),
                of(WaOperation.LEAVE_CHAT).options(in).arrives("POST", "/group/leave", GROUP + "}"),
                of(WaOperation.JOIN_CHAT)
                        .header("CamelWaInviteLink", "{link}")
                        .arrives("POST", "/group/join-with-link", "{\"link\":\"{link}\"}"),
                of(WaOperation.PREVIEW_CHAT)
                        .header("CamelWaInviteLink", "{link}")
                        .arrives("GET", "/group/info-from-link?link={LINK}", ""),
                of(WaOperation.INVITE_LINK)
                        .options(in + "&resetLink=true")
                        .arrives("GET", "/group/invite-link?group_id={GROUP}&reset=true", ""),
                of(WaOperation.LIST_PARTICIPANTS)
                        .options(in)
                        .arrives("GET", "/group/participants?group_id={GROUP}", ""),
                of(WaOperation.EXPORT_PARTICIPANTS)
                        .options(in)
                        .arrives("GET", "/group/participants/export?group_id={GROUP}", ""),
                of(WaOperation.ADD_PARTICIPANT)
                        .options(in)
                        .headers(one)
                        .arrives("POST", "/group/participants", members),
                of(WaOperation.REMOVE_PARTICIPANT)
                        .options(in)
                        .headers(one)
                        .arrives("POST", "/group/participants/remove", members),
                of(WaOperation.PROMOTE)
                        .options(in)
                        .headers(one)
                        .arrives("POST", "/group/participants/promote", members),
                of(WaOperation.DEMOTE).options(in).headers(one).arrives("POST", "/group/participants/demote", members),
                of(WaOperation.LIST_REQUESTS)
                        .options(in)
                        .arrives("GET", "/group/participant-requests?group_id={GROUP}", ""),
                of(WaOperation.APPROVE_REQUEST)
                        .options(in)
                        .header("CamelCardParticipant", "+14155550103")
                        .arrives(
                                "POST",
                                "/group/participant-requests/approve",
                                GROUP + ",\"participants\":[\"14155550103\"]}"),
                of(WaOperation.REJECT_REQUEST)
                        .options(in)
                        .header("CamelCardParticipant", "+14155550103")
                        .arrives(
                                "POST",
                                "/group/participant-requests/reject",
                                GROUP + ",\"participants\":[\"14155550103\"]}"),
                of(WaOperation.LEAVE_CHANNEL)
                        .options("chatId=120363000000000009@newsletter")
                        .arrives(
                                "POST",
                                "/newsletter/unfollow",
                                "{\"newsletter_id\":\"120363000000000009@newsletter\"}"),
                of(WaOperation.LIST_CHANNEL_MESSAGES)
                        .options("chatId=120363000000000009@newsletter&pageSize=3")
                        .header("CamelWaBefore", "17")
                        .arrives(
                                "GET",
                                "/newsletter/messages?newsletter_id=120363000000000009%40newsletter&count=3&before=17",
                                ""),
                of(WaOperation.REJECT_CALL)
                        .header("CamelWaCallId", "call-1")
                        .headers(TO)
                        .arrives("POST", "/call/reject", "{\"caller_jid\":\"{jid}\",\"call_id\":\"call-1\"}"));
    }

    private static Stream<OperationCase> devices() {
        return Stream.of(
                of(WaOperation.GET_INFO).arrives("GET", "/app/info", ""),
                of(WaOperation.GET_STATUS).arrives("GET", "/app/status", ""),
                of(WaOperation.LIST_DEVICES).arrives("GET", "/devices", ""),
                of(WaOperation.ADD_DEVICE)
                        .options("deviceId=one&webhookUrl=https://example.com/wa&webhookVerifyToken=RAW(s3cret)"
                                + "&webhookEvents=message,message.ack&webhookInsecure=false")
                        .arrives(
                                "POST",
                                "/devices",
                                "{\"device_id\":\"one\",\"webhook_url\":\"https://example.com/wa\","
                                        + "\"webhook_secret\":\"s3cret\",\"webhook_events\":\"message,message.ack\","
                                        + "\"webhook_insecure_skip_verify\":false}"),
                of(WaOperation.GET_DEVICE).options("deviceId=spare").arrives("GET", "/devices/spare", ""),
                of(WaOperation.DELETE_DEVICE).options("deviceId=spare").arrives("DELETE", "/devices/spare", ""),
                of(WaOperation.LOGIN).options("deviceId=spare").arrives("GET", "/app/login", ""),
                of(WaOperation.LOGIN_CODE)
                        .options("deviceId=spare&from=+12025550148")
                        .arrives("GET", "/app/login-with-code?phone=12025550148", ""),
                of(WaOperation.GET_DEVICE_STATUS).options("deviceId=spare").arrives("GET", "/devices/spare/status", ""),
                of(WaOperation.LIST_LINKED_DEVICES).arrives("GET", "/app/devices", ""),
                of(WaOperation.GET_PASSKEY).options("deviceId=spare").arrives("GET", "/app/passkey", ""),
                of(WaOperation.ANSWER_PASSKEY)
                        .body("{\"id\":\"x\",\"rawId\":\"eA\",\"type\":\"public-key\",\"response\":{}}")
                        .arrives(
                                "POST",
                                "/app/passkey/response",
                                "{\"id\":\"x\",\"rawId\":\"eA\",\"type\":\"public-key\",\"response\":{}}"),
                of(WaOperation.CONFIRM_PASSKEY).arrives("POST", "/app/passkey/confirm", ""),
                of(WaOperation.LOGOUT).options("deviceId=spare").arrives("GET", "/app/logout", ""),
                of(WaOperation.RECONNECT).arrives("GET", "/app/reconnect", ""),
                of(WaOperation.GET_WEBHOOK).options("deviceId=spare").arrives("GET", "/devices/spare/webhook", ""),
                of(WaOperation.UPDATE_WEBHOOK)
                        .options("deviceId=spare&webhookUrl=https://example.com/wa")
                        .arrives("PATCH", "/devices/spare/webhook", "{\"webhook_url\":\"https://example.com/wa\"}"),
                of(WaOperation.ENSURE_WEBHOOK)
                        .options("deviceId=spare&webhookUrl=https://example.com/wa")
                        .arrives("PATCH", "/devices/spare/webhook", "{\"webhook_url\":\"https://example.com/wa\"}"),
                of(WaOperation.RAW_REQUEST)
                        .options("method=POST&path=/send/presence")
                        .body("{\"type\":\"available\"}")
                        .arrives("POST", "/send/presence", "{\"type\":\"available\"}"),
                of(WaOperation.RAW_REQUEST)
                        .options("method=DELETE&path=/devices/spare")
                        .arrives("DELETE", "/devices/spare", ""),
                of(WaOperation.RAW_REQUEST).options("path=/app/devices").arrives("GET", "/app/devices", ""));
    }
}
