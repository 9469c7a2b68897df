package io.callingcard.twin;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Contact cards: any card as a bubble, and the line's own card. Neither call is idempotent. */
final class ChertContacts {

    private static final List<String> IDENTIFYING_TEXTS =
            List.of("full_name", "given_name", "family_name", "organization");

    private final ChertTwin twin;

    ChertContacts(ChertTwin twin) {
        this.twin = twin;
    }

    void addTo(ChertTwin routes) {
        routes.route("POST", "/chats/send-contact", call -> sendContact(call, true));
        routes.route("POST", "/chats/{}/send-contact", call -> sendContact(call, false));
        routes.route("POST", "/chats/share-contact-info", this::shareWithNumber);
        routes.route("POST", "/chats/{}/share-contact-info", this::shareInChat);
    }

    private Reply sendContact(ChertCall call, boolean byNumber) {
        ObjectNode body = call.body();
        String phone = byNumber ? ChertCall.phone(body, "to") : null;
        ObjectNode card = card(body);
        ChertState.Chat chat = byNumber ? twin.chatWith(phone) : twin.state().chat(call.id(1));
        requireBubbles(chat);
        twin.deliver(chat, null, "card", card);
        return done(chat, "sent");
    }

    private static ObjectNode card(ObjectNode body) {
        boolean contact = body.hasNonNull("contact");
        boolean vcard = body.hasNonNull("vcard_text");
        if (contact == vcard) {
            throw new ChertRefusal(1001, "One of contact and vcard_text is needed");
        }
        ObjectNode card = Json.object();
        if (vcard) {
            if (!body.get("vcard_text").asText().startsWith("BEGIN:VCARD")) {
                throw new ChertRefusal(1002, "vcard_text must start with BEGIN:VCARD");
            }
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
            if (!values.isMissingNode() && !values.isArray()) {
                throw new ChertRefusal(1002, list + " must be an array");
            }
            for (JsonNode value : values) {
                if (value.path("value").asText("").isBlank()) {
                    throw new ChertRefusal(1002, list + " must have values");
                }
                identified = true;
            }
        }
        if (!contact.isObject() || !identified) {
            throw new ChertRefusal(1002, "The contact identifies nobody");
        }
    }

    private Reply shareWithNumber(ChertCall call) {
        String phone = ChertCall.phone(call.body(), "to");
        return share(twin.chatWith(phone));
    }

    private Reply shareInChat(ChertCall call) {
        call.requireNoBody();
        return share(twin.state().chat(call.id(1)));
    }

    private Reply share(ChertState.Chat chat) {
        if (chat.group) {
            throw new ChertRefusal(1002, "The chat has no recipient phone");
        }
        requireBubbles(chat);
        twin.deliver(chat, null, "share", Json.object().put("line", chat.line.number()));
        return done(chat, "shared");
    }

    private void requireBubbles(ChertState.Chat chat) {
        if (!twin.pinned(chat).contactBubbles()) {
            throw new ChertRefusal(4099, "The line cannot send contact bubbles");
        }
    }

    private static Reply done(ChertState.Chat chat, String status) {
        return Reply.json(200, Json.object().put("chat_id", chat.id).put("status", status));
    }
}
