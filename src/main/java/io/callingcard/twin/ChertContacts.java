// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Contact cards: any card as a bubble, and the line's own card. Neither call is idempotent. */
record ChertContacts(ChertState state) {

    private static final List<String> IDENTIFYING_TEXTS =
            List.of("full_name", "given_name", "family_name", "organization");

    Reply sendToNumber(ChertCall call) {
        String phone = call.phone("to");
        ObjectNode card = card(call.body());
        return send(state.chatWith(phone), "card", card, "sent");
    }

    Reply sendInChat(ChertCall call) {
        ObjectNode card = card(call.body());
        return send(state.chat(call.id(1)), "card", card, "sent");
    }

    /** Delivers a bubble. Neither kind has an id. */
    private Reply send(Chat chat, String kind, ObjectNode content, String status) {
        Refusal.when(!ChertState.pinned(chat).contactBubbles, 4099, "The line cannot send contact bubbles");
        state.deliver(chat, null, kind, content);
        return Reply.json(200, Json.object().put("chat_id", chat.id).put("status", status));
    }

    /** The provider does not document a body with both forms. Here the canonical one counts, or both are refused. */
    private ObjectNode card(ObjectNode body) {
        boolean contact = body.hasNonNull("contact");
        boolean vcard = body.hasNonNull("vcard_text");
        Refusal.when(!contact && !vcard, 1001, "One of contact and vcard_text is needed");
        Refusal.when(contact && vcard && state.oneCardForm, 1002, "Either contact or vcard_text");
        ObjectNode card = Json.object();
        if (!contact) {
            boolean begun = body.get("vcard_text").isTextual()
                    && Json.text(body, "vcard_text").startsWith("BEGIN:VCARD");
            Refusal.when(!begun, 1002, "vcard_text must start with BEGIN:VCARD");
            return card.set("vcard_text", body.get("vcard_text"));
        }
        checkContact(body.get("contact"));
        return card.set("contact", body.get("contact"));
    }

    private static void checkContact(JsonNode contact) {
        Refusal.when(!contact.isObject(), 1002, "contact must be an object");
        boolean identified = false;
        for (String field : IDENTIFYING_TEXTS) {
            identified |= !text(contact, field).isBlank();
        }
        for (String list : List.of("phones", "emails")) {
            JsonNode values = contact.path(list);
            Refusal.when(isGiven(values) && !values.isArray(), 1002, list + " must be an array");
            for (JsonNode value : values) {
                String given = text(value, "value");
                boolean accepted = list.equals("phones") ? ChertCall.isPhone(given) : !given.isBlank();
                Refusal.when(!accepted, 1002, list + " must have values in the documented form");
                text(value, "label");
                identified = true;
            }
        }
        Refusal.when(!identified, 1002, "The contact has no identifying field");
    }

    /** The text of a field, or empty; refuses another kind of value. */
    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        Refusal.when(isGiven(value) && !value.isTextual(), 1002, field + " must be a text");
        return value.asText("");
    }

    private static boolean isGiven(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    Reply shareWithNumber(ChertCall call) {
        return share(state.chatWith(call.phone("to")));
    }

    /** A body is ignored: the path names the chat. */
    Reply shareInChat(ChertCall call) {
        return share(state.chat(call.id(1)));
    }

    private Reply share(Chat chat) {
        Refusal.when(chat.group, 1002, "The chat has no recipient phone");
        ObjectNode shown = Json.object().put("line", ChertState.pinned(chat).number);
        shown.setAll(state.ownCard);
        return send(chat, "share", shown, "shared");
    }
}
