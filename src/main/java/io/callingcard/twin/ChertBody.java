// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.function.Function;

/** The bodies of Chert's calls: status of success, required fields, an example, and samples of the other fields. */
enum ChertBody {
    SEND(
            200,
            "phone body",
            """
            {"phone": "+14155550100", "body": "Welcome to Harbor Books!"}""",
            """
            {"idempotency_key": "welcome-1", "phone_line_id": "pl_1", "effect": "confetti", "name": "Ada",
             "external_id": "a1", "attachments": ["att_1", {"attachment_id": "att_1"}]}"""),
    CREATE_CHAT(
            201,
            "from to message message.parts",
            """
            {"from": "+12025550100", "to": ["+14155550100"],
             "message": {"parts": [{"type": "text", "value": "Welcome to Harbor Books!"}]}}""",
            """
            {"message": {"subject": "Book club", "idempotency_key": "welcome-1",
                         "parts": [{"type": "media", "attachment_id": "att_1"},
                                   {"type": "rich_link", "url": "https://harborbooks.example", "title": "Harbor Books",
                                    "summary": "Open until 7 pm", "image_url": "https://harborbooks.example/shop.png",
                                    "icon_url": "https://harborbooks.example/icon.png"}]}}"""),
    SEND_IN_CHAT(
            200,
            "message message.parts",
            """
            {"message": {"parts": [{"type": "text", "value": "Your order is ready."}]}}""",
            """
            {"message": {"idempotency_key": "ready-1",
                         "parts": [{"type": "media", "attachment_id": "att_1"},
                                   {"type": "rich_link", "url": "https://harborbooks.example", "title": "Harbor Books",
                                    "summary": "Open until 7 pm", "image_url": "https://harborbooks.example/shop.png",
                                    "icon_url": "https://harborbooks.example/icon.png"}]}}"""),
    REACT(200, ChertBody.BAD_VALUE, "reaction", """
            {"reaction": "love"}"""),
    EDIT(
            200,
            ChertBody.BAD_VALUE,
            "new_text",
            """
            {"new_text": "Your order is ready until 7 pm.", "edited_part_index": 0}"""),
    LOCATE(
            202,
            "latitude longitude",
            """
            {"phone": "+14155550100", "latitude": 52.5, "longitude": 13.4}""",
            """
            {"chat_id": "iMessage;+;chat42", "label": "Harbor Books", "address": "1 Pier", "fallback_mode": "auto",
             "expires_at": "2027-01-01T00:00:00Z", "idempotency_key": "place-1"}"""),
    TYPE(200, "state", """
            {"state": "typing"}"""),
    SEND_CONTACT(200, "to", """
            {"to": "+14155550100", %s}""".formatted(ChertBody.CARD), ChertBody.VCARD),
    SEND_CONTACT_IN_CHAT(200, "", "{" + ChertBody.CARD + "}", ChertBody.VCARD),
    SHARE(200, "to", """
            {"to": "+14155550100"}"""),
    UPDATE_GROUP(
            200,
            "",
            """
            {"display_name": "Book club", "group_chat_icon": "https://harborbooks.example/icon.png"}"""),
    ADD_PERSON(200, "", """
            {"address": "+14155550177"}""", """
            {"handle": "+14155550177"}"""),
    ATTACH(
            201,
            "filename content_type size_bytes",
            """
            {"filename": "shop.png", "content_type": "image/png", "size_bytes": 4}"""),
    SUBSCRIBE(
            201,
            "url",
            """
            {"url": "http://localhost:8080/webhooks/chert", "events": ["message.received"], "version": "2026-04-01"}"""),
    CHANGE_SUBSCRIPTION(
            200,
            "",
            """
            {"is_active": false}""",
            """
            {"url": "http://localhost:8080/webhooks/chert", "events": ["message.received"], "version": "2026-04-01"}""");

    /** Also a missing field of reactions and edits: they have no error of their own for it. */
    static final int BAD_VALUE = 1002;

    private static final String CARD =
            """
            "contact": {"full_name": "Mira Okafor", "given_name": "Mira", "family_name": "Okafor",
                        "organization": "Harbor Books",
                        "phones": [{"value": "+12025550143", "label": "work"}],
                        "emails": [{"value": "mira@harborbooks.example", "label": "work"}]}""";
    private static final String VCARD = """
            {"vcard_text": "BEGIN:VCARD"}""";

    private final Fields fields;

    ChertBody(int status, String required, String example) {
        this(status, Fields.MISSING, required, example);
    }

    ChertBody(int status, int missing, String required, String example) {
        this.fields = Fields.of(status, missing, BAD_VALUE, required, example, "{}");
    }

    ChertBody(int status, String required, String example, String others) {
        this.fields = Fields.of(status, Fields.MISSING, BAD_VALUE, required, example, others);
    }

    /** A call that reads this body. */
    Function<ChertCall, Reply> by(Function<ChertCall, Reply> handler) {
        return new FieldsCall<>(fields, null, handler);
    }
}
