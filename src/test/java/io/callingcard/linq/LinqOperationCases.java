// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.OperationCase;
import io.callingcard.provider.wire.Json;

/** At least one row for each operation. */
final class LinqOperationCases {

    private static final String API = "/api/partner/v3";
    private static final Map<String, Object> LINE = Map.of("CamelCardFrom", "{line}");
    private static final Map<String, Object> NEW_LINE = Map.of("CamelCardFrom", "{newLine}");
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", "+1 (415) 555-0100");
    private static final Map<String, Object> KEY = Map.of("CamelCardIdempotencyKey", "key-1");
    private static final Map<String, Object> TO_KEYED =
            Map.of("CamelCardRecipient", "+1 (415) 555-0100", "CamelCardIdempotencyKey", "key-1");
    private static final Map<String, Object> FROM_TO_KEYED = Map.of(
            "CamelCardFrom",
            "+1 202 555 0143",
            "CamelCardRecipient",
            "+1 (415) 555-0100",
            "CamelCardIdempotencyKey",
            "key-1");
    private static final Map<String, Object> CONTACT =
            Map.of("full_name", "Mira Okafor", "phones", List.of(Map.of("value", "+1 202 555 0143", "label", "work")));
    private static final String HELLO =
            "\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hello\"}],\"idempotency_key\":\"key-1\"}";

    private static final String LOOK = "{\"type\":\"text\",\"value\":\"Look\"}";
    private static final String PICTURE = "{\"type\":\"media\",\"url\":\"https://example.com/a.png\"}";

    private static final String MENTION = "{\"type\":\"text\",\"value\":\"Hey Mina, look\","
            + "\"mention\":\"+14155550102\",\"mention_range\":[4,8]}";
    private static final String APP_CLIP = "{\"type\":\"app_clip\",\"value\":\"https://pay.example.com/1\"}";

    private LinqOperationCases() {}

    private static OperationCase of(LinqOperation operation) {
        return OperationCase.of("linq", operation.word(), operation.effect());
    }

    static Stream<OperationCase> all() {
        return Stream.of(cards(), sends(), chats(), messages(), files(), lines(), webhooks())
                .flatMap(rows -> rows);
    }

    private static Stream<OperationCase> cards() {
        return Stream.of(
                of(LinqOperation.SHARE_CARD)
                        .options("chatId={chat}")
                        .arrives("POST", API + "/chats/{chat}/share_contact_card", ""),
                of(LinqOperation.CREATE_CARD)
                        .options("firstName=Harbour&lastName=Desk&imageUrl=https://img.example.com/desk.png")
                        .headers(NEW_LINE)
                        .arrives(
                                "POST",
                                API + "/contact_card",
                                "{\"phone_number\":\"{newLine}\",\"first_name\":\"Harbour\",\"last_name\":\"Desk\","
                                        + "\"image_url\":\"https://img.example.com/desk.png\"}"),
                of(LinqOperation.CREATE_CARD)
                        .headers(NEW_LINE)
                        .body(Map.of("first_name", "Harbour"))
                        .arrives(
                                "POST",
                                API + "/contact_card",
                                "{\"phone_number\":\"{newLine}\",\"first_name\":\"Harbour\"}"),
                of(LinqOperation.UPDATE_CARD)
                        .options("lastName=Office")
                        .headers(LINE)
                        .arrives("PATCH", API + "/contact_card?phone_number={LINE}", "{\"last_name\":\"Office\"}"),
                of(LinqOperation.ENSURE_CARD)
                        .options("firstName=Harbour")
                        .headers(NEW_LINE)
                        .arrives(
                                "POST",
                                API + "/contact_card",
                                "{\"phone_number\":\"{newLine}\",\"first_name\":\"Harbour\"}"),
                of(LinqOperation.DELETE_CARD)
                        .headers(LINE)
                        .arrives("DELETE", API + "/contact_card?phone_number={LINE}", ""),
                of(LinqOperation.GET_CARD).headers(LINE).arrives("GET", API + "/contact_card?phone_number={LINE}", ""),
                of(LinqOperation.LIST_CARDS).arrives("GET", API + "/contact_card", ""));
    }

    private static Stream<OperationCase> sends() {
        return Stream.of(
                of(LinqOperation.SEND_TEXT)
                        .options("chatId={chat}")
                        .headers(KEY)
                        .body("Hello")
                        .arrives("POST", API + "/chats/{chat}/messages", "{" + HELLO + "}"),
                of(LinqOperation.SEND_TEXT)
                        .headers(FROM_TO_KEYED)
                        .body("Hello")
                        .arrives(
                                "POST",
                                API + "/chats",
                                "{\"from\":\"{line}\",\"to\":[\"+14155550100\"]," + HELLO + "}"),
                of(LinqOperation.SEND_TEXT)
                        .options("excludeFrom=+12025550199&continuationText=Still%20us&overrideOptout=true")
                        .headers(TO_KEYED)
                        .body("Hello")
                        .arrives(
                                "POST",
                                API + "/messages",
                                "{\"to\":[\"+14155550100\"],\"exclude_from\":[\"+12025550199\"],"
                                        + "\"continuation_message\":{\"text\":\"Still us\"}," + HELLO
                                        + ",\"override_optout\":true}"),
                of(LinqOperation.SEND_TEXT)
                        .options("chatId={chat}&preferredService=iMessage&effect=slam")
                        .header("CamelCardReplyTo", "{message}")
                        .header("CamelCardPartIndex", "0")
                        .headers(KEY)
                        .body(Json.read(("[" + LOOK + "," + PICTURE + "]").getBytes(StandardCharsets.UTF_8))
                                .orElseThrow())
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[" + LOOK + "," + PICTURE
                                        + "],\"preferred_service\":\"iMessage\","
                                        + "\"reply_to\":{\"message_id\":\"{message}\",\"part_index\":0},"
                                        + "\"effect\":{\"type\":\"bubble\",\"name\":\"slam\"},"
                                        + "\"idempotency_key\":\"key-1\"}}"),
                of(LinqOperation.SEND_LINK)
                        .options("chatId={chat}")
                        .headers(KEY)
                        .body("https://example.com/menu")
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[{\"type\":\"link\",\"value\":\"https://example.com/menu\"}],"
                                        + "\"idempotency_key\":\"key-1\"}}"),
                of(LinqOperation.SEND_MEDIA)
                        .options("chatId={chat}")
                        .header("CamelCardAttachmentId", "{attachment}")
                        .header("CamelCardCaption", "Our menu")
                        .headers(KEY)
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[{\"type\":\"media\",\"attachment_id\":\"{attachment}\"},"
                                        + "{\"type\":\"text\",\"value\":\"Our menu\"}],"
                                        + "\"idempotency_key\":\"key-1\"}}"),
                of(LinqOperation.SEND_CONTACT)
                        .options("chatId={chat}")
                        .headers(KEY)
                        .body(CONTACT)
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[{\"type\":\"media\",\"attachment_id\":\"{*}\"}],"
                                        + "\"idempotency_key\":\"key-1\"}}"),
                of(LinqOperation.SEND_VOICE)
                        .options("chatId={chat}&mediaUrl=https://example.com/memo.m4a")
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/voicememo",
                                "{\"voice_memo_url\":\"https://example.com/memo.m4a\"}"),
                of(LinqOperation.SEND_VOICE)
                        .options("chatId={chat}&mediaUrl=https://example.com/memo.m4a&forceNotify=true")
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/voicememo",
                                "{\"voice_memo_url\":\"https://example.com/memo.m4a\",\"force_notify\":true}"),
                of(LinqOperation.SEND_MEDIA)
                        .options("chatId={chat}&sticker=true")
                        .header("CamelCardAttachmentId", "{attachment}")
                        .headers(KEY)
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[{\"type\":\"media\",\"attachment_id\":\"{attachment}\","
                                        + "\"sticker\":true}],\"idempotency_key\":\"key-1\"}}"),
                of(LinqOperation.SEND_TEXT)
                        .options("chatId={group}")
                        .headers(KEY)
                        .body(Json.read(("[" + MENTION + "]").getBytes(StandardCharsets.UTF_8))
                                .orElseThrow())
                        .arrives(
                                "POST",
                                API + "/chats/{group}/messages",
                                "{\"message\":{\"parts\":[" + MENTION + "],\"idempotency_key\":\"key-1\"}}"),
                of(LinqOperation.SEND_TEXT)
                        .options("chatId={chat}")
                        .headers(KEY)
                        .body(Json.read(("[" + APP_CLIP + "]").getBytes(StandardCharsets.UTF_8))
                                .orElseThrow())
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[" + APP_CLIP + "],\"idempotency_key\":\"key-1\"}}"),
                of(LinqOperation.SEND_POLL)
                        .options("chatId={chat}")
                        .headers(KEY)
                        .body("{\"title\":\"When?\",\"options\":[\"Today\",\"Later\"]}")
                        .arrives(
                                "POST",
                                API + "/chats/{chat}/polls",
                                "{\"poll\":{\"title\":\"When?\",\"options\":[\"Today\",\"Later\"],"
                                        + "\"idempotency_key\":\"key-1\"}}"));
    }

    private static Stream<OperationCase> chats() {
        return Stream.of(
                of(LinqOperation.CREATE_CHAT)
                        .headers(Map.of(
                                "CamelCardFrom",
                                "{line}",
                                "CamelCardRecipient",
                                List.of("+1 415 555 0150", "ann@example.com"),
                                "CamelCardIdempotencyKey",
                                "key-1"))
                        .body("Hello")
                        .arrives(
                                "POST",
                                API + "/chats",
                                "{\"from\":\"{line}\",\"to\":[\"+14155550150\",\"ann@example.com\"]," + HELLO + "}"),
                of(LinqOperation.LIST_CHATS)
                        .options("from={LINE}&to=+14155550100&pageSize=5")
                        .arrives("GET", API + "/chats?from={LINE}&to=%2B14155550100&limit=5", ""),
                of(LinqOperation.GET_CHAT).options("chatId={chat}").arrives("GET", API + "/chats/{chat}", ""),
                of(LinqOperation.UPDATE_CHAT)
                        .options("chatId={group}")
                        .header("CamelCardDisplayName", "Readers")
                        .header("CamelCardGroupChatIcon", "https://example.com/i.png")
                        .arrives(
                                "PUT",
                                API + "/chats/{group}",
                                "{\"display_name\":\"Readers\",\"group_chat_icon\":\"https://example.com/i.png\"}"),
                of(LinqOperation.ADD_PARTICIPANT)
                        .options("chatId={group}")
                        .header("CamelCardParticipant", "+14155550105")
                        .arrives("POST", API + "/chats/{group}/participants", "{\"handle\":\"+14155550105\"}"),
                of(LinqOperation.REMOVE_PARTICIPANT)
                        .options("chatId={group}")
                        .headers(Map.of("CamelCardParticipant", "+1 415 555 0104"))
                        .arrives("DELETE", API + "/chats/{group}/participants", "{\"handle\":\"+14155550104\"}"),
                of(LinqOperation.LEAVE_CHAT)
                        .options("chatId={group}")
                        .arrives("POST", API + "/chats/{group}/leave", ""),
                of(LinqOperation.TYPING).options("chatId={chat}").arrives("POST", API + "/chats/{chat}/typing", ""),
                of(LinqOperation.TYPING)
                        .options("chatId={chat}&typingState=stopped")
                        .arrives("DELETE", API + "/chats/{chat}/typing", ""),
                of(LinqOperation.MARK_READ).options("chatId={chat}").arrives("POST", API + "/chats/{chat}/read", ""),
                of(LinqOperation.REQUEST_LOCATION)
                        .options("chatId={chat}")
                        .arrives("POST", API + "/chats/{chat}/location/request", ""),
                of(LinqOperation.GET_LOCATION)
                        .options("chatId={chat}")
                        .arrives("GET", API + "/chats/{chat}/location", ""),
                of(LinqOperation.STOP_LOCATION)
                        .options("chatId={sharing}")
                        .header("CamelCardParticipant", "+1 415 555 0160")
                        .arrives("DELETE", API + "/chats/{sharing}/location", "{\"handle\":\"+14155550160\"}"));
    }

    private static Stream<OperationCase> messages() {
        return Stream.of(
                of(LinqOperation.REACT)
                        .options("reaction=love")
                        .header("CamelCardMessageId", "{message}")
                        .header("CamelCardPartIndex", "0")
                        .arrives(
                                "POST",
                                API + "/messages/{message}/reactions",
                                "{\"operation\":\"add\",\"type\":\"love\",\"part_index\":0}"),
                of(LinqOperation.REACT)
                        .options("removeReaction=true")
                        .header("CamelCardMessageId", "{message}")
                        .header("CamelLinqCustomEmoji", "X")
                        .body("custom")
                        .arrives(
                                "POST",
                                API + "/messages/{message}/reactions",
                                "{\"operation\":\"remove\",\"type\":\"custom\",\"custom_emoji\":\"X\"}"),
                of(LinqOperation.REACT)
                        .options("reaction=sticker")
                        .header("CamelCardMessageId", "{message}")
                        .header("CamelCardAttachmentId", "{attachment}")
                        .header("CamelLinqStickerPlacement", Map.of("x", 0.5))
                        .header("CamelCardPartIndex", "0")
                        .arrives(
                                "POST",
                                API + "/messages/{message}/reactions",
                                "{\"operation\":\"add\",\"type\":\"sticker\",\"attachment_id\":\"{attachment}\","
                                        + "\"placement\":{\"x\":0.5},\"part_index\":0}"),
                of(LinqOperation.EDIT)
                        .header("CamelCardMessageId", "{message}")
                        .header("CamelCardPartIndex", "0")
                        .body("Welcome!")
                        .arrives("PATCH", API + "/messages/{message}", "{\"text\":\"Welcome!\",\"part_index\":0}"),
                of(LinqOperation.DELETE_MESSAGE)
                        .header("CamelCardMessageId", "{message}")
                        .arrives("DELETE", API + "/messages/{message}", ""),
                of(LinqOperation.LIST_MESSAGES)
                        .options("chatId={chat}")
                        .arrives("GET", API + "/chats/{chat}/messages", ""),
                of(LinqOperation.LIST_THREAD)
                        .options("order=desc&pageSize=10")
                        .header("CamelCardMessageId", "{message}")
                        .arrives("GET", API + "/messages/{message}/thread?order=desc&limit=10", ""),
                of(LinqOperation.GET_MESSAGE)
                        .header("CamelCardMessageId", "{message}")
                        .arrives("GET", API + "/messages/{message}", ""),
                of(LinqOperation.RAW_REQUEST)
                        .options("method=POST&path=/chats/{chat}/typing")
                        .arrives("POST", API + "/chats/{chat}/typing", ""));
    }

    private static Stream<OperationCase> files() {
        return Stream.of(
                of(LinqOperation.UPLOAD_ATTACHMENT)
                        .options("fileName=menu.png")
                        .body("not really a picture".getBytes(StandardCharsets.UTF_8))
                        .arrives(
                                "POST",
                                API + "/attachments",
                                "{\"filename\":\"menu.png\",\"content_type\":\"image/png\",\"size_bytes\":20}"),
                of(LinqOperation.GET_ATTACHMENT)
                        .header("CamelCardAttachmentId", "{attachment}")
                        .arrives("GET", API + "/attachments/{attachment}", ""),
                of(LinqOperation.DOWNLOAD_ATTACHMENT)
                        .header("CamelCardAttachmentId", "{attachment}")
                        .arrives("GET", API + "/attachments/{attachment}", ""),
                of(LinqOperation.DELETE_ATTACHMENT)
                        .header("CamelCardAttachmentId", "{attachment}")
                        .arrives("DELETE", API + "/attachments/{attachment}", ""));
    }

    private static Stream<OperationCase> lines() {
        return Stream.of(
                of(LinqOperation.CHECK_CAPABILITY)
                        .headers(TO)
                        .arrives("POST", API + "/capability/check_imessage", "{\"address\":\"+14155550100\"}"),
                of(LinqOperation.CHECK_CAPABILITY)
                        .options("service=RCS&from={LINE}")
                        .headers(TO)
                        .arrives(
                                "POST",
                                API + "/capability/check_rcs",
                                "{\"address\":\"+14155550100\",\"from\":\"{line}\"}"),
                of(LinqOperation.LIST_LINES).arrives("GET", API + "/phone_numbers", ""),
                of(LinqOperation.UPDATE_LINE)
                        .header("CamelLinqLineId", "{lineId}")
                        .header("CamelLinqForwardingNumber", "+12025550177")
                        .arrives("PUT", API + "/phone_numbers/{lineId}", "{\"forwarding_number\":\"+12025550177\"}"),
                of(LinqOperation.GET_AVAILABLE_LINE)
                        .headers(TO)
                        .arrives("GET", API + "/available_number?to=%2B14155550100", ""),
                of(LinqOperation.AUDIT_LINE)
                        .headers(NEW_LINE)
                        .arrives("POST", API + "/phone_numbers/{NEWLINE}/reputation_audit", ""),
                of(LinqOperation.GET_AUDIT)
                        .header("CamelLinqAuditId", "{audit}")
                        .headers(LINE)
                        .arrives("GET", API + "/phone_numbers/{LINE}/reputation_audit/{audit}", ""),
                of(LinqOperation.BLOCK)
                        .header("CamelLinqBlockReason", "Asked")
                        .headers(Map.of("CamelCardRecipient", "+1 415 555 0191"))
                        .arrives(
                                "POST", API + "/blocked_handles", "{\"handle\":\"+14155550191\",\"reason\":\"Asked\"}"),
                of(LinqOperation.UNBLOCK)
                        .options("to=+14155550190")
                        .arrives("DELETE", API + "/blocked_handles", "{\"handle\":\"+14155550190\"}"),
                of(LinqOperation.LIST_BLOCKED).arrives("GET", API + "/blocked_handles", ""));
    }

    private static Stream<OperationCase> webhooks() {
        String target = "\"target_url\":\"https://example.com/second?version=2026-02-03\"";
        return Stream.of(
                of(LinqOperation.CREATE_WEBHOOK)
                        .options("webhookUrl=https://example.com/second&webhookEvents=message.received"
                                + "&webhookLines={LINE}")
                        .arrives(
                                "POST",
                                API + "/webhook-subscriptions",
                                "{" + target
                                        + ",\"subscribed_events\":[\"message.received\"],"
                                        + "\"phone_numbers\":[\"{line}\"]}"),
                of(LinqOperation.LIST_WEBHOOKS).arrives("GET", API + "/webhook-subscriptions", ""),
                of(LinqOperation.GET_WEBHOOK)
                        .header("CamelCardWebhookId", "{webhook}")
                        .arrives("GET", API + "/webhook-subscriptions/{webhook}", ""),
                of(LinqOperation.UPDATE_WEBHOOK)
                        .options("webhookEvents=message.read")
                        .header("CamelCardWebhookId", "{webhook}")
                        .header("CamelCardWebhookActive", "false")
                        .arrives(
                                "PUT",
                                API + "/webhook-subscriptions/{webhook}",
                                "{\"subscribed_events\":[\"message.read\"],\"is_active\":false}"),
                of(LinqOperation.DELETE_WEBHOOK)
                        .headers(Map.of("CamelCardWebhookId", "{webhook}"))
                        .arrives("DELETE", API + "/webhook-subscriptions/{webhook}", ""),
                of(LinqOperation.ENSURE_WEBHOOK)
                        .options("webhookUrl=https://example.com/second&webhookEvents=message.received")
                        .arrives(
                                "POST",
                                API + "/webhook-subscriptions",
                                "{" + target + ",\"subscribed_events\":[\"message.received\"]}"),
                of(LinqOperation.LIST_EVENT_TYPES).arrives("GET", API + "/webhook-events", ""));
    }
}
