// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.function.Function;

/** The bodies of Linq's calls: status of success, required fields, an example, and samples of the other fields. */
enum LinqBody {
    CREATE_CHAT(
            201,
            "from to message message.parts",
            """
            {"from": "+12025550143", "to": ["+14155550100"],
             "message": {"parts": [{"type": "text", "value": "Welcome to Harbor Books!"}]}}""",
            LinqBody.MORE),
    SEND_IN_CHAT(
            202,
            "message message.parts",
            """
            {"message": {"parts": [{"type": "text", "value": "Your order is ready."}]}}""",
            LinqBody.MORE),
    SEND_FROM_ANY_LINE(
            202,
            "to message message.parts",
            """
            {"to": ["+14155550100"], "message": {"parts": [{"type": "text", "value": "Welcome to Harbor Books!"}]}}""",
            """
            {"exclude_from": ["+12025550199"], "continuation_message": {"text": "We have a new number."}, %s"""
                    .formatted(LinqBody.MORE.strip().substring(1))),
    EDIT(200, "text", """
            {"text": "Your order is ready until 7 pm.", "part_index": 0}"""),
    REACT(
            202,
            "operation type",
            """
            {"operation": "add", "type": "love"}""",
            """
            {"custom_emoji": "\uD83D\uDCDA", "part_index": 0,
             "emoji": "\uD83D\uDCDA", "url": "https://harborbooks.example/sticker.png", "attachment_id": "1",
             "placement": {"x": 0.5, "y": 0.5}}"""),
    UPDATE_GROUP(
            202,
            "",
            """
            {"display_name": "Book club", "group_chat_icon": "https://harborbooks.example/icon.png"}"""),
    ADD_PERSON(202, LinqBody.HANDLE, """
            {"handle": "+14155550179"}"""),
    REMOVE_PERSON(202, LinqBody.HANDLE, """
            {"handle": "+14155550178"}"""),
    VOICE(
            202,
            "",
            """
            {"voice_memo_url": "https://harborbooks.example/memo.m4a"}""",
            """
            {"attachment_id": "1", "override_optout": true, "force_notify": true}"""),
    POLL(
            202,
            "poll",
            """
            {"poll": {"title": "Which day?", "options": [{"text": "Saturday"}, {"text": "Sunday"}],
             "idempotency_key": "day-1"}}""",
            """
            {"poll": {"options": ["Saturday"]}}"""),
    ADD_OPTIONS(
            200, "", """
            {"options": [{"text": "Friday"}]}""", """
            {"options": ["Friday"]}"""),
    VOTE(200, "option_id", """
            {"option_id": "1", "operation": "add"}"""),
    STOP_LOCATION(202, LinqBody.HANDLE, """
            {"handle": "+14155550100"}"""),
    BACKGROUND(202, "", """
            {"url": "https://harborbooks.example/sea.png"}"""),
    CREATE_CARD(
            200,
            "phone_number first_name",
            """
            {"phone_number": "+12025550143", "first_name": "Mira", "last_name": "Okafor",
             "image_url": "https://harborbooks.example/mira.png"}"""),
    UPDATE_CARD(
            200,
            "",
            """
            {"first_name": "Mira", "last_name": "Okafor", "image_url": "https://harborbooks.example/mira.png"}"""),
    ATTACH(
            200,
            "filename content_type size_bytes",
            """
            {"filename": "shop.png", "content_type": "image/png", "size_bytes": 4}"""),
    FORWARD(200, "forwarding_number", """
            {"forwarding_number": "+12025550188"}"""),
    CHECK(200, "address", """
            {"address": "+14155550100"}""", """
            {"from": "+12025550143"}"""),
    BLOCK(201, LinqBody.HANDLE, """
            {"handle": "+14155550199", "reason": "spam"}"""),
    UNBLOCK(204, LinqBody.HANDLE, """
            {"handle": "+14155550199"}"""),
    SUBSCRIBE(
            201,
            "target_url subscribed_events",
            """
            {"target_url": "http://localhost:8080/webhooks/linq", "subscribed_events": ["message.received"]}""",
            """
            {"phone_numbers": ["+12025550143"], "routing_key_header": "X-Node", "routing_id_header": "X-Chat"}"""),
    CHANGE_SUBSCRIPTION(
            200,
            "",
            """
            {"is_active": false}""",
            """
            {"target_url": "http://localhost:8080/webhooks/linq", "subscribed_events": ["message.received"],
             "phone_numbers": ["+12025550143"], "routing_key_header": "X-Node", "routing_id_header": "X-Chat"}""");

    private static final int UNREADABLE = 1003;
    private static final String HANDLE = "handle";
    private static final String MORE =
            """
            {"override_optout": true,
             "message": {"idempotency_key": "welcome-1", "preferred_service": "iMessage",
                         "effect": {"type": "screen", "name": "confetti"},
                         "reply_to": {"message_id": "1", "part_index": 0},
                         "parts": [{"type": "text", "value": "Hello Ada", "mention": "+14155550177", "mention_range": [6, 9],
                                    "text_decorations": [{"range": [0, 5], "style": "bold", "animation": "shake"}]},
                                   {"type": "media", "url": "https://harborbooks.example/shop.png", "attachment_id": "1",
                                    "sticker": true}]}}""";

    private final Fields fields;

    LinqBody(int status, String required, String example) {
        this(status, required, example, "{}");
    }

    LinqBody(int status, String required, String example, String others) {
        this.fields = Fields.of(status, Fields.MISSING, UNREADABLE, required, example, others);
    }

    /** A call that reads this body. */
    Function<LinqCall, Reply> by(Function<LinqCall, Reply> handler) {
        return new FieldsCall<>(fields, null, handler);
    }

    /** A call that reads this body, and one parameter of the query. */
    Function<LinqCall, Reply> by(String query, Function<LinqCall, Reply> handler) {
        return new FieldsCall<>(fields, query, handler);
    }
}
