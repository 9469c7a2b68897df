// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.card.ContactCard;
import io.callingcard.card.ContactJson;
import io.callingcard.card.InvalidCardException;
import io.callingcard.provider.claim.Fingerprint;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.inbound.Webhooks;
import io.callingcard.provider.wire.HmacKey;
import io.callingcard.provider.wire.Json;

import static io.callingcard.provider.wire.Json.first;
import static io.callingcard.provider.wire.Json.text;

/** The events of Linq: signed as Standard Webhooks, and also in an old way that is being retired. */
final class LinqWebhooks implements Webhooks {

    private static final String ID = "webhook-id";
    private static final String TIME = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final List<String> STANDARD = List.of(ID, TIME, SIGNATURE);
    private static final String LEGACY_TIME = "X-Webhook-Timestamp";
    private static final String LEGACY_SIGNATURE = "X-Webhook-Signature";
    private static final String VERSION = "v1,";
    private static final int SIGNATURE_BYTES = 32;
    private static final String SECRET_PREFIX = "whsec_";

    private static final Map<String, EventType> TYPES = types();

    private volatile Webhooks.Signatures standard;
    private final Webhooks.Signatures legacy;

    LinqWebhooks(LinqConfiguration configuration) {
        this.standard = configuration.signatures(LinqWebhooks::decoded);
        this.legacy = configuration.isAcceptLegacySignature()
                ? configuration.signatures(configuration.isDecodeLegacyKey() ? LinqWebhooks::decoded : HmacKey::ofText)
                : null;
    }

    /** The decoded secret. A secret that is not base64 is an old one, whose characters are the key. */
    private static HmacKey decoded(String secret) {
        String code = secret.startsWith(SECRET_PREFIX) ? secret.substring(SECRET_PREFIX.length()) : secret;
        try {
            return new HmacKey(Base64.getDecoder().decode(code));
        } catch (IllegalArgumentException e) {
            return HmacKey.ofText(secret);
        }
    }

    /** If a standard header is present, only that signature counts: a forger must not choose the weaker one. */
    @Override
    public Webhooks.Seal seal(Webhooks.Headers headers) {
        if (headers.hasAny(STANDARD)) {
            return standardSeal(headers);
        }
        if (legacy != null) {
            return legacySeal(headers);
        }
        throw new Webhooks.ForgedEventException("there is no standard signature; see the option acceptLegacySignature");
    }

    private Webhooks.Seal standardSeal(Webhooks.Headers headers) {
        String id = required(headers, ID);
        String time = required(headers, TIME);
        List<byte[]> given = new ArrayList<>();
        for (String each : required(headers, SIGNATURE).split(" ")) {
            if (each.startsWith(VERSION)) {
                given.add(base64(each.substring(VERSION.length())));
            }
        }
        if (given.isEmpty()) {
            throw new Webhooks.ForgedEventException("there is no signature of version 1");
        }
        standard.requireFresh(time);
        return body -> standard.require(id + "." + time + ".", body, given);
    }

    private Webhooks.Seal legacySeal(Webhooks.Headers headers) {
        String time = required(headers, LEGACY_TIME);
        legacy.requireFresh(time);
        List<byte[]> given = List.of(Webhooks.Signatures.hex(required(headers, LEGACY_SIGNATURE)));
        return body -> legacy.require(time + ".", body, given);
    }

    private static String required(Webhooks.Headers headers, String name) {
        String value = headers.value(name);
        if (value == null) {
            throw new Webhooks.ForgedEventException("the header " + name + " is missing");
        }
        return value;
    }

    /**
     * Decodes a signature in its usual form only. A decoder accepts several texts for the same bytes: without padding,
     * or with other values in the last bits, which are not used.
     */
    private static byte[] base64(String text) {
        try {
            byte[] signature = Base64.getDecoder().decode(text);
            if (signature.length == SIGNATURE_BYTES
                    && Base64.getEncoder().encodeToString(signature).equals(text)) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            throw new Webhooks.ForgedEventException("the signature is not base64");
        }
        throw new Webhooks.ForgedEventException("the signature is not 32 bytes in base64");
    }

    @Override
    public void trust(String secret) {
        standard = standard.with(decoded(secret));
    }

    @Override
    public InboundEvent read(byte[] body, Instant receivedAt) {
        JsonNode root = Webhooks.parse(body);
        JsonNode data = root.path("data");
        String word = text(root, "event_type");
        EventType type = TYPES.getOrDefault(word == null ? "" : word, EventType.OTHER);
        InboundEvent.Builder event = new InboundEvent.Builder(LinqConfiguration.SCHEME, root, receivedAt)
                .type(type, word)
                .id(first(text(root, "event_id"), Fingerprint.of(body)))
                .occurredAt(Json.instant(text(root, "created_at")));
        switch (type) {
            case MESSAGE_RECEIVED, MESSAGE_SENT, MESSAGE_EDITED -> message(event, data);
            case MESSAGE_DELIVERED, MESSAGE_READ, MESSAGE_FAILED -> receipt(event, data);
            case REACTION_ADDED, REACTION_REMOVED -> reaction(event, data);
            case PARTICIPANT_ADDED, PARTICIPANT_REMOVED -> participant(event, data);
            case CARD_RECEIVED -> card(event, data);
            case LINE_UPDATED -> event.line(InboundEvent.handle(text(data, "phone_number")));
            case CHAT_CREATED -> created(event, data);
            default -> other(event, data);
        }
        return event.build();
    }

    private static void created(InboundEvent.Builder event, JsonNode chat) {
        event.chat(text(chat, "id"), chat.path("is_group").asBoolean());
        for (JsonNode handle : chat.path("handles")) {
            if (handle.path("is_me").asBoolean()) {
                event.line(InboundEvent.handle(text(handle, "handle")));
            }
        }
    }

    /** Typing, changes of a group, polls, shared locations and calls. The sender is the person who did it. */
    private static void other(InboundEvent.Builder event, JsonNode data) {
        JsonNode actor = Stream.of("actor_handle", "changed_by_handle", "sender_handle", "from_handle")
                .map(data::path)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(data.path("actor_handle"));
        // A receipt of a poll of ours comes from the other side.
        boolean receipt = data.hasNonNull("delivered_at") || data.hasNonNull("read_at") || data.hasNonNull("failed_at");
        String person = first(text(actor, "handle"), text(data, "shared_by", "from"));
        inChat(event, data)
                .sender(
                        receipt ? null : InboundEvent.handle(person),
                        null,
                        !receipt && actor.path("is_me").asBoolean())
                .message(text(data, "message_id"))
                .text(text(data, "new_value"));
    }

    /** The chat, under the field names of both event versions. */
    private static InboundEvent.Builder inChat(InboundEvent.Builder event, JsonNode data) {
        JsonNode chat = data.path("chat");
        String line = first(text(chat.path("owner_handle"), "handle"), text(data, "recipient_phone", "shared_with"));
        return event.chat(
                        first(text(chat, "id"), text(data, "chat_id")),
                        chat.path("is_group").asBoolean()
                                || data.path("is_group").asBoolean())
                .line(InboundEvent.handle(line));
    }

    private static void message(InboundEvent.Builder event, JsonNode data) {
        JsonNode message = data.has("message") ? data.get("message") : data;
        JsonNode sender = sender(data);
        boolean fromMe = "outbound".equals(text(data, "direction"))
                || data.path("is_from_me").asBoolean()
                || sender.path("is_me").asBoolean();
        inChat(event, data)
                .sender(InboundEvent.handle(first(text(sender, "handle"), text(data, "from"))), null, fromMe)
                .message(text(message, "id"))
                .text(words(message))
                .media(media(message.path("parts")))
                .replyTo(text(message.path("reply_to"), "message_id"));
    }

    /** A receipt always comes from the other side. */
    private static void receipt(InboundEvent.Builder event, JsonNode data) {
        inChat(event, data)
                .message(first(text(data, "message_id"), text(data, "id"), text(data.path("message"), "id")));
    }

    private static void reaction(InboundEvent.Builder event, JsonNode data) {
        String kind = text(data, "reaction_type");
        inChat(event, data)
                .sender(
                        InboundEvent.handle(first(text(sender(data), "handle"), text(data, "from"))),
                        null,
                        data.path("is_from_me").asBoolean())
                .message(text(data, "message_id"))
                .media(sticker(data.path("sticker")))
                .reaction("custom".equals(kind) ? first(text(data, "custom_emoji"), kind) : kind);
    }

    private static List<InboundEvent.Media> sticker(JsonNode sticker) {
        String url = text(sticker, "url");
        return url == null
                ? List.of()
                : List.of(new InboundEvent.Media(
                        null, url, text(sticker, "mime_type"), text(sticker, "file_name"), null));
    }

    private static void participant(InboundEvent.Builder event, JsonNode data) {
        String member = first(text(data.path("participant"), "handle"), text(data, "handle", "participant"));
        inChat(event, data).sender(InboundEvent.handle(member), null, false);
    }

    /** A person's own name and photo. The event names the line, but not the chat. */
    private static void card(InboundEvent.Builder event, JsonNode data) {
        String sender = InboundEvent.handle(text(data, "sender_handle"));
        ObjectNode card = Json.object();
        Json.put(card, "given_name", text(data, "first_name"));
        Json.put(card, "family_name", text(data, "last_name"));
        if (sender != null) {
            card.putArray(sender.contains("@") ? "emails" : "phones")
                    .addObject()
                    .put("value", sender);
        }
        String photo = text(data, "media_url");
        if (photo != null) {
            card.putObject("photo").put("url", photo);
            event.media(List.of(new InboundEvent.Media(null, photo, null, null, null)));
        }
        event.sender(sender, null, false)
                .line(InboundEvent.handle(text(data, "owner_handle")))
                .cards(cards(card));
    }

    /** A card beyond the limits is left out; the event says that one came. */
    private static List<ContactCard> cards(ObjectNode card) {
        try {
            return List.of(ContactJson.read(card));
        } catch (InvalidCardException e) {
            return List.of();
        }
    }

    private static JsonNode sender(JsonNode data) {
        return data.has("sender_handle") ? data.get("sender_handle") : data.path("from_handle");
    }

    /** The text; for an edit, the new text. */
    private static String words(JsonNode message) {
        List<String> words = new ArrayList<>();
        for (JsonNode part : message.path("parts")) {
            if (List.of("text", "link").contains(part.path("type").asText())) {
                words.add(part.path("value").asText());
            }
        }
        return words.isEmpty() ? text(message.path("part"), "text") : String.join("\n", words);
    }

    private static List<InboundEvent.Media> media(JsonNode parts) {
        List<InboundEvent.Media> media = new ArrayList<>();
        for (JsonNode part : parts) {
            if ("media".equals(text(part, "type"))) {
                media.add(new InboundEvent.Media(
                        text(part, "id"),
                        text(part, "url"),
                        text(part, "mime_type"),
                        text(part, "filename"),
                        Json.number(part.path("size_bytes"))));
            }
        }
        return media;
    }

    private static Map<String, EventType> types() {
        Map<String, EventType> types = new HashMap<>();
        // Most event types have the same name at Linq and here.
        for (EventType type : EventType.values()) {
            types.put(type.word(), type);
        }
        types.remove(EventType.CARD_RECEIVED.word());
        types.put("contact_card.received", EventType.CARD_RECEIVED);
        types.put("chat.typing_indicator.started", EventType.TYPING_STARTED);
        types.put("chat.typing_indicator.stopped", EventType.TYPING_STOPPED);
        types.put("chat.group_name_updated", EventType.CHAT_UPDATED);
        types.put("chat.group_icon_updated", EventType.CHAT_UPDATED);
        types.put("chat.background_updated", EventType.CHAT_UPDATED);
        types.put("poll.reaction.added", EventType.REACTION_ADDED);
        types.put("contact_card.created", EventType.LINE_UPDATED);
        types.put("contact_card.updated", EventType.LINE_UPDATED);
        types.put("contact_card.deleted", EventType.LINE_UPDATED);
        types.put("phone_number.status_updated", EventType.LINE_UPDATED);
        types.put("phone_number.assigned", EventType.LINE_UPDATED);
        types.put("phone_number.released", EventType.LINE_UPDATED);
        types.put("phone_number.forwarding_updated", EventType.LINE_UPDATED);
        return Map.copyOf(types);
    }
}
