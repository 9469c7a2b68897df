// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.callingcard.provider.fixture.OperationCase;

import static io.callingcard.chert.ChertOperation.*;

/** The cases of the operations. */
final class ChertOperationCases {

    private static final Map<String, Object> KEY = Map.of("CamelCardIdempotencyKey", "key-1");
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", "+1 (415) 555-0100");
    private static final Map<String, Object> TO_KEYED =
            Map.of("CamelCardRecipient", "+1 (415) 555-0100", "CamelCardIdempotencyKey", "key-1");
    private static final Map<String, Object> CONTACT =
            Map.of("full_name", "Mira Okafor", "phones", List.of(Map.of("value", "+1 202 555 0143", "label", "work")));
    private static final String CONTACT_JSON =
            "{\"contact\":{\"full_name\":\"Mira Okafor\",\"phones\":[{\"value\":\"+12025550143\",\"label\":\"work\"}]}}";
    private static final byte[] PICTURE = "not really a picture".getBytes(StandardCharsets.UTF_8);

    private ChertOperationCases() {}

    private static OperationCase of(ChertOperation operation) {
        return OperationCase.of("chert", operation.word(), operation.effect());
    }

    static Stream<OperationCase> all() {
        return Stream.of(
                of(SEND_CONTACT)
                        .options("chatId={chat}")
                        .body(CONTACT)
                        .arrives("POST", "/api/v1/chats/{chat}/send-contact", CONTACT_JSON),
                of(SEND_CONTACT)
                        .headers(TO)
                        .body(CONTACT)
                        .arrives(
                                "POST",
                                "/api/v1/chats/send-contact",
                                CONTACT_JSON.replace("{\"contact\"", "{\"to\":\"+14155550100\",\"contact\"")),
                of(SHARE_CARD).options("chatId={chat}").arrives("POST", "/api/v1/chats/{chat}/share-contact-info", ""),
                of(SHARE_CARD)
                        .headers(TO)
                        .arrives("POST", "/api/v1/chats/share-contact-info", "{\"to\":\"+14155550100\"}"),
                of(SEND_TEXT)
                        .options("phoneLineId={line}&effect=confetti")
                        .header("CamelChertLeadName", "Ann")
                        .header("CamelChertExternalId", "crm-7")
                        .header("CamelChertTestLead", "true")
                        .headers(TO_KEYED)
                        .body("Hello")
                        .arrives(
                                "POST",
                                "/api/v1/send",
                                "{\"phone\":\"+14155550100\",\"body\":\"Hello\",\"name\":\"Ann\","
                                        + "\"external_id\":\"crm-7\",\"phone_line_id\":\"{line}\","
                                        + "\"effect\":\"confetti\",\"test_lead\":true,\"idempotency_key\":\"key-1\"}"),
                of(SEND_TEXT)
                        .options("chatId={chat}")
                        .header("CamelChertTestLead", "true")
                        .headers(KEY)
                        .body("Hello")
                        .arrives(
                                "POST",
                                "/api/v1/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hello\"}],\"test_lead\":true,"
                                        + "\"idempotency_key\":\"key-1\"}}"),
                of(SEND_MEDIA)
                        .options("chatId={chat}&parallelAttachments=true")
                        .header("CamelCardAttachmentId", "{attachment}")
                        .header("CamelCardCaption", "Look")
                        .headers(KEY)
                        .arrives(
                                "POST",
                                "/api/v1/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[{\"type\":\"media\",\"attachment_id\":\"{attachment}\"},"
                                        + "{\"type\":\"text\",\"value\":\"Look\"}],\"parallel_attachments\":true,"
                                        + "\"idempotency_key\":\"key-1\"}}"),
                of(SEND_MEDIA)
                        .header("CamelCardAttachmentId", "{attachment}")
                        .header("CamelCardCaption", "Look")
                        .headers(TO_KEYED)
                        .arrives(
                                "POST",
                                "/api/v1/send",
                                "{\"phone\":\"+14155550100\",\"body\":\"Look\",\"attachments\":["
                                        + "{\"attachment_id\":\"{attachment}\"}],\"idempotency_key\":\"key-1\"}"),
                of(SEND_MEDIA)
                        .options("from={number}")
                        .header("CamelCardAttachmentId", "{attachment}")
                        .headers(TO_KEYED)
                        .arrives(
                                "POST",
                                "/api/v1/chats",
                                "{\"message\":{\"parts\":[{\"type\":\"media\",\"attachment_id\":\"{attachment}\"}],"
                                        + "\"idempotency_key\":\"key-1\"},\"from\":\"{number}\","
                                        + "\"to\":[\"+14155550100\"]}"),
                of(SEND_LINK)
                        .options("chatId={chat}")
                        .headers(KEY)
                        .body(Map.of("url", "https://example.com/menu"))
                        .arrives(
                                "POST",
                                "/api/v1/chats/{chat}/messages",
                                "{\"message\":{\"parts\":[{\"url\":\"https://example.com/menu\","
                                        + "\"type\":\"rich_link\"}],\"idempotency_key\":\"key-1\"}}"),
                of(SEND_LOCATION)
                        .options("fallbackMode=auto")
                        .header("CamelCardLatitude", "37.77")
                        .header("CamelCardLongitude", "-122.42")
                        .header("CamelChertLocationLabel", "Shop")
                        .header("CamelChertLocationAddress", "1 Main St")
                        .header("CamelChertLocationExpires", "2030-01-01T00:00:00Z")
                        .headers(TO_KEYED)
                        .arrives(
                                "POST",
                                "/api/v1/locations",
                                "{\"phone\":\"+14155550100\",\"latitude\":37.77,\"longitude\":-122.42,"
                                        + "\"label\":\"Shop\",\"address\":\"1 Main St\",\"fallback_mode\":\"auto\","
                                        + "\"expires_at\":\"2030-01-01T00:00:00Z\",\"idempotency_key\":\"key-1\"}"),
                of(CREATE_CHAT)
                        .options("from={number}&to=+14155550101,+14155550102")
                        .header("CamelChertSubject", "Readers")
                        .headers(KEY)
                        .body("Hello all")
                        .arrives(
                                "POST",
                                "/api/v1/chats",
                                "{\"message\":{\"parts\":[{\"type\":\"text\",\"value\":\"Hello all\"}],"
                                        + "\"subject\":\"Readers\",\"idempotency_key\":\"key-1\"},"
                                        + "\"from\":\"{number}\",\"to\":[\"+14155550101\",\"+14155550102\"]}"),
                of(UPDATE_CHAT)
                        .options("chatId={group}")
                        .header("CamelCardDisplayName", "Readers")
                        .header("CamelCardGroupChatIcon", "https://example.com/icon.png")
                        .arrives(
                                "PUT",
                                "/api/v1/chats/{group}",
                                "{\"display_name\":\"Readers\",\"group_chat_icon\":\"https://example.com/icon.png\"}"),
                of(ADD_PARTICIPANT)
                        .options("chatId={group}")
                        .header("CamelCardParticipant", "+1 415 555 0109")
                        .arrives("POST", "/api/v1/chats/{group}/participants", "{\"address\":\"+14155550109\"}"),
                of(REMOVE_PARTICIPANT)
                        .options("chatId={group}")
                        .header("CamelCardParticipant", "+14155550101")
                        .arrives("DELETE", "/api/v1/chats/{group}/participants/%2B14155550101", ""),
                of(LEAVE_CHAT).options("chatId={group}").arrives("POST", "/api/v1/chats/{group}/leave", ""),
                of(REACT)
                        .options("reaction=love")
                        .header("CamelCardMessageId", "{message}")
                        .arrives("POST", "/api/v1/messages/{message}/react", "{\"reaction\":\"love\"}"),
                of(EDIT).header("CamelCardMessageId", "{message}")
                        .header("CamelCardPartIndex", "0")
                        .body("Hello again")
                        .arrives(
                                "POST",
                                "/api/v1/messages/{message}/edit",
                                "{\"new_text\":\"Hello again\",\"edited_part_index\":0}"),
                of(TYPING)
                        .options("chatId={chat}")
                        .arrives("POST", "/api/v1/chats/{chat}/typing", "{\"state\":\"typing\"}"),
                of(MARK_READ).options("chatId={chat}").arrives("POST", "/api/v1/chats/{chat}/mark-read", ""),
                of(LIST_MESSAGES).options("chatId={chat}").arrives("GET", "/api/v1/chats/{chat}/messages", ""),
                of(GET_MESSAGE)
                        .header("CamelCardMessageId", "{message}")
                        .arrives("GET", "/api/v1/messages/{message}", ""),
                of(UPLOAD_ATTACHMENT)
                        .options("fileName=menu.png")
                        .body(PICTURE)
                        .arrives(
                                "POST",
                                "/api/v1/attachments",
                                "{\"filename\":\"menu.png\",\"content_type\":\"image/png\",\"size_bytes\":20}"),
                of(DOWNLOAD_ATTACHMENT)
                        .header("CamelCardAttachmentId", "{attachment}")
                        .arrives("GET", "/api/v1/attachments/{attachment}/content", ""),
                of(LIST_LINES).arrives("GET", "/api/v1/phone-numbers", ""),
                of(CREATE_WEBHOOK)
                        .options("webhookUrl=https://example.com/hook&webhookEvents=message.received&webhookVersion=v9")
                        .arrives(
                                "POST",
                                "/api/v1/webhook-subscriptions",
                                "{\"url\":\"https://example.com/hook\",\"events\":[\"message.received\"],"
                                        + "\"version\":\"v9\"}"),
                of(LIST_WEBHOOKS).arrives("GET", "/api/v1/webhook-subscriptions", ""),
                of(GET_WEBHOOK)
                        .header("CamelCardWebhookId", "{webhook}")
                        .arrives("GET", "/api/v1/webhook-subscriptions/{webhook}", ""),
                of(UPDATE_WEBHOOK)
                        .header("CamelCardWebhookId", "{webhook}")
                        .header("CamelCardWebhookActive", "false")
                        .arrives("PATCH", "/api/v1/webhook-subscriptions/{webhook}", "{\"is_active\":false}"),
                of(DELETE_WEBHOOK)
                        .header("CamelCardWebhookId", "{webhook}")
                        .arrives("DELETE", "/api/v1/webhook-subscriptions/{webhook}", ""),
                of(ENSURE_WEBHOOK)
                        .options("webhookUrl=https://example.com/other")
                        .arrives("POST", "/api/v1/webhook-subscriptions", "{\"url\":\"https://example.com/other\"}"),
                of(RAW_REQUEST)
                        .options("method=POST&path=/chats/{chat}/typing")
                        .body(Map.of("state", "stopped"))
                        .arrives("POST", "/api/v1/chats/{chat}/typing", "{\"state\":\"stopped\"}"));
    }
}
