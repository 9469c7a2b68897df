// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidCardException;
import io.callingcard.card.VCards;
import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Webhooks;
import io.callingcard.provider.wire.HmacKey;
import io.callingcard.provider.wire.Json;

import static io.callingcard.provider.wire.Json.first;
import static io.callingcard.provider.wire.Json.text;

/** The events of the gateway. The signature covers only the body; there is no time and no id. */
final class WaWebhooks implements Webhooks {

    private static final String SIGNATURE = "X-Hub-Signature-256";
    private static final String PREFIX = "sha256=";
    private static final String PERSON = "@s.whatsapp.net";
    private static final String HIDDEN_PERSON = "@lid";

    private static final Map<String, EventType> TYPES = Map.ofEntries(
            Map.entry("message", EventType.MESSAGE_RECEIVED),
            Map.entry("message.reaction", EventType.REACTION_ADDED),
            Map.entry("message.revoked", EventType.MESSAGE_DELETED),
            Map.entry("message.edited", EventType.MESSAGE_EDITED),
            Map.entry("message.deleted", EventType.MESSAGE_DELETED),
            Map.entry("message.ack", EventType.MESSAGE_DELIVERED),
            Map.entry("chat_presence", EventType.TYPING_STARTED),
            Map.entry("group.participants", EventType.PARTICIPANT_ADDED),
            Map.entry("group.joined", EventType.PARTICIPANT_ADDED),
            Map.entry("label.edit", EventType.LINE_UPDATED),
            Map.entry("label.association", EventType.CHAT_UPDATED),
            Map.entry("newsletter.joined", EventType.CHAT_CREATED),
            Map.entry("newsletter.left", EventType.CHAT_UPDATED),
            Map.entry("newsletter.message", EventType.CHAT_UPDATED),
            Map.entry("newsletter.mute", EventType.CHAT_UPDATED),
            Map.entry("call.offer", EventType.CALL_RECEIVED));

    private volatile Webhooks.Signatures signatures;

    WaWebhooks(WaConfiguration configuration) {
        this.signatures = configuration.signatures(HmacKey::ofText);
    }

    @Override
    public Webhooks.Seal seal(Webhooks.Headers headers) {
        String header = headers.value(SIGNATURE);
        if (header == null) {
            throw new Webhooks.ForgedEventException("there is no signature");
        }
        if (!header.startsWith(PREFIX)) {
            throw new Webhooks.ForgedEventException("the signature has an unknown layout");
        }
        List<byte[]> given = List.of(Webhooks.Signatures.hex(header.substring(PREFIX.length())));
        return body -> signatures.require("", body, given);
    }

    @Override
    public void trust(String secret) {
        signatures = signatures.with(HmacKey.ofText(secret));
    }

    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
        JsonNode root = Webhooks.parse(body);
        JsonNode payload = root.path("payload");
        String word = text(root, "event");
        EventType type = type(word, payload);
        String chat = chat(payload);
        List<String> participants = Json.texts(payload.path("jids")).stream()
                .map(WaWebhooks::handle)
                .toList();
        return new InboundEvent.Builder(WaConfiguration.SCHEME, root, receivedAt)
                .type(type, word)
                .id(id(word, root, payload, body))
                .chat(chat, chat != null && !chat.endsWith(PERSON) && !chat.endsWith(HIDDEN_PERSON))
                .sender(
                        first(handle(text(payload, "from")), participants.isEmpty() ? null : participants.get(0)),
                        text(payload, "sender_display_name", "from_name"),
                        isFromMe(word, payload))
                .participants(participants)
                .line(handle(text(root, "device_id")))
                .text(MessageContent.text(payload))
                .cards(cards(payload))
                .media(MessageContent.media(payload))
                .messages(messages(payload))
                .replyTo(text(payload, "replied_to_id"))
                .reaction(text(payload, "reaction"))
                .occurredAt(Json.instant(first(text(payload, "timestamp"), text(root, "timestamp"))))
                .build();
    }

    /**
     * The chat to answer in: of a call its caller, of a channel the channel. A receipt names a person with a hidden number
     * by another id than all other events do, unless that person sent it.
     */
    private static String chat(JsonNode payload) {
        String chat = text(payload, "chat_id", "group_jid", "newsletter_id");
        String from = text(payload, "from");
        boolean otherName =
                chat != null && chat.endsWith(HIDDEN_PERSON) && chat.equals(text(payload, "from_lid")) && from != null;
        return otherName || chat == null && payload.has("call_id") ? from : chat;
    }

    /** Some event names have two meanings, which the payload distinguishes. */
    private static EventType type(String word, JsonNode payload) {
        EventType type = TYPES.getOrDefault(word == null ? "" : word, EventType.OTHER);
        return switch (word == null ? "" : word) {
            case "message" -> payload.path("is_from_me").asBoolean() ? EventType.MESSAGE_SENT : type;
            case "message.reaction" -> text(payload, "reaction") == null ? EventType.REACTION_REMOVED : type;
            case "message.ack" -> "delivered".equals(text(payload, "receipt_type")) ? type : EventType.MESSAGE_READ;
            case "chat_presence" -> "paused".equals(text(payload, "state")) ? EventType.TYPING_STOPPED : type;
            case "group.participants" ->
                switch (payload.path("type").asText()) {
                    case "join" -> type;
                    case "leave" -> EventType.PARTICIPANT_REMOVED;
                    default -> EventType.CHAT_UPDATED;
                };
            default -> type;
        };
    }

    /** Whether our own account did it, on this device or another one. */
    private static boolean isFromMe(String word, JsonNode payload) {
        return payload.path("is_from_me").asBoolean()
                || "read-self".equals(text(payload, "receipt_type"))
                || "message.deleted".equals(word);
    }

    /**
     * An id for the event, since the gateway gives none. A message has an id, which two devices in one group share; other
     * events are distinguished by their bytes, which are the same for each delivery.
     */
    private static String id(String word, JsonNode root, JsonNode payload, byte[] body) {
        String message = text(payload, "id", "call_id");
        String device = first(text(root, "device_id"), "");
        return message == null || word == null
                ? Fingerprint.of(body)
                : Fingerprint.of(word, device, first(text(payload, "chat_id"), ""), message);
    }

    private static List<String> messages(JsonNode payload) {
        if (payload.path("ids").isArray()) {
            return Json.texts(payload.get("ids"));
        }
        List<String> ofChannel = new ArrayList<>();
        for (JsonNode message : payload.path("messages")) {
            String id = text(message, "message_id", "server_id");
            if (id != null) {
                ofChannel.add(id);
            }
        }
        if (!ofChannel.isEmpty()) {
            return ofChannel;
        }
        String one = text(
                payload, "reacted_message_id", "revoked_message_id", "original_message_id", "deleted_message_id", "id");
        return one == null ? List.of() : List.of(one);
    }

    /** The number of a person, or the JID if the number is hidden. */
    private static String handle(String jid) {
        if (jid == null || !jid.endsWith(PERSON)) {
            return jid;
        }
        String user = jid.substring(0, jid.length() - PERSON.length());
        return InboundEvent.handle(user.replaceFirst("[.:].*", ""));
    }

    private static List<ContactCard> cards(JsonNode payload) {
        List<ContactCard> cards = new ArrayList<>();
        if (payload.has("contact")) {
            cards.addAll(cardsOf(payload.get("contact")));
        }
        payload.path("contacts_array").forEach(contact -> cards.addAll(cardsOf(contact)));
        return cards;
    }

    /** The card as its sender wrote it, or the gateway's summary if it cannot be parsed. */
    private static List<ContactCard> cardsOf(JsonNode contact) {
        String vcard = text(contact, "vcard");
        try {
            if (vcard != null) {
                return VCards.readAll(vcard);
            }
        } catch (InvalidCardException e) {
            // The gateway's summary has the name and the number.
        }
        return summary(text(contact, "displayName"), text(contact, "phone_number"));
    }

    private static List<ContactCard> summary(String name, String phone) {
        ObjectNode card = Json.object();
        Json.put(card, "full_name", name);
        if (phone != null) {
            card.putArray("phones").addObject().put("value", phone);
        }
        try {
            return card.isEmpty() ? List.of() : List.of(ContactJson.read(card));
        } catch (InvalidCardException e) {
            return List.of();
        }
    }
}
