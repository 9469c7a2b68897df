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

    private static ObjectNode card(ObjectNode body) {
        boolean contact = body.hasNonNull("contact");
        boolean vcard = body.hasNonNull("vcard_text");
        Refusal.when(contact == vcard, 1001, "One of contact and vcard_text is needed");
        ObjectNode card = Json.object();
        if (vcard) {
            boolean begun = Json.text(body, "vcard_text").startsWith("BEGIN:VCARD");
            Refusal.when(!begun, 1002, "vcard_text must start with BEGIN:VCARD");
            return card.set("vcard_text", body.get("vcard_text"));
        }
        checkContact(body.get("contact"));
        return card.set("contact", body.get("contact"));
    }

    private static void checkContact(JsonNode contact) {
        boolean identified = IDENTIFYING_TEXTS.stream()
                .anyMatch(field -> !contact.path(field).asText("").isBlank());
        for (String list : List.of("phones", "emails")) {
            JsonNode values = contact.path(list);
            Refusal.when(!values.isMissingNode() && !values.isArray(), 1002, list + " must be an array");
            for (JsonNode value : values) {
                Refusal.when(value.path("value").asText("").isBlank(), 1002, list + " must have values");
                identified = true;
            }
        }
        Refusal.when(!contact.isObject() || !identified, 1002, "The contact has no identifying field");
    }

    Reply shareWithNumber(ChertCall call) {
        return share(state.chatWith(call.phone("to")));
    }

    Reply shareInChat(ChertCall call) {
        call.requireNoBody();
        return share(state.chat(call.id(1)));
    }

    private Reply share(Chat chat) {
        Refusal.when(chat.group, 1002, "The chat has no recipient phone");
        return send(chat, "share", Json.object().put("line", ChertState.pinned(chat).number), "shared");
    }
}
