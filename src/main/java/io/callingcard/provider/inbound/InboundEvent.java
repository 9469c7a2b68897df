package io.callingcard.provider.inbound;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.card.CardConverters;
import io.callingcard.card.ContactCard;

/**
 * Something that happened at a provider, in one shape for all. What a provider does not tell is null or empty.
 *
 * @param provider     the scheme of the component that received it
 * @param type         what happened
 * @param providerType the provider's own word for it
 * @param id           the same for each delivery of one event
 * @param chat         the chat to answer in
 * @param group        whether the chat is a group
 * @param sender       the sender: a number as E.164 if known, otherwise the provider's name
 * @param senderName   what the sender is called
 * @param line         our own number, as E.164 where it is known
 * @param fromMe       whether it was done on our side
 * @param text         the text
 * @param cards        the contact cards in it
 * @param media        the files in it
 * @param messageIds   the messages it is about; receipts may be about several
 * @param replyTo      the message that this one answers
 * @param reaction     the reaction that was given or taken back
 * @param occurredAt   when it happened, by the provider's clock
 * @param receivedAt   when it reached us
 * @param raw          everything that came
 */
public record InboundEvent(
        String provider,
        EventType type,
        String providerType,
        String id,
        String chat,
        boolean group,
        String sender,
        String senderName,
        String line,
        boolean fromMe,
        String text,
        List<ContactCard> cards,
        List<Media> media,
        List<String> messageIds,
        String replyTo,
        String reaction,
        Instant occurredAt,
        Instant receivedAt,
        JsonNode raw) {

    public InboundEvent {
        cards = List.copyOf(cards);
        media = List.copyOf(media);
        messageIds = List.copyOf(messageIds);
    }

    /** The message it is about, or the first of several. */
    public String messageId() {
        return messageIds.isEmpty() ? null : messageIds.get(0);
    }

    /** The known fields, under their JSON names. */
    @JsonValue
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("provider", provider);
        map.put("type", type.word());
        put(map, "provider_type", providerType);
        put(map, "id", id);
        put(map, "chat", chat);
        map.put("group", group);
        put(map, "sender", sender);
        put(map, "sender_name", senderName);
        put(map, "line", line);
        map.put("from_me", fromMe);
        put(map, "text", text);
        put(map, "cards", cards.stream().map(CardConverters::toMap).toList());
        put(map, "media", media.stream().map(Media::asMap).toList());
        put(map, "message_ids", messageIds);
        put(map, "reply_to", replyTo);
        put(map, "reaction", reaction);
        put(map, "occurred_at", occurredAt == null ? null : occurredAt.toString());
        map.put("received_at", receivedAt.toString());
        map.put("raw", raw);
        return map;
    }

    static void put(Map<String, Object> map, String name, Object value) {
        if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
            map.put(name, value);
        }
    }

    /** Shows neither text nor sender. */
    @Override
    public String toString() {
        return "InboundEvent[" + provider + ", " + type + "]";
    }

    /** Collects what a provider tells. */
    public static final class Builder {

        private final String provider;
        private final JsonNode raw;
        private final Instant receivedAt;
        private EventType type = EventType.OTHER;
        private String providerType;
        private String id;
        private String chat;
        private boolean group;
        private String sender;
        private String senderName;
        private String line;
        private boolean fromMe;
        private String text;
        private List<ContactCard> cards = List.of();
        private List<Media> media = List.of();
        private List<String> messageIds = List.of();
        private String replyTo;
        private String reaction;
        private Instant occurredAt;

        public Builder(String provider, JsonNode raw, Instant receivedAt) {
            this.provider = provider;
            this.raw = raw;
            this.receivedAt = receivedAt;
        }

        public Builder type(EventType type, String providerType) {
            this.type = type;
            this.providerType = providerType;
            return this;
        }

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder chat(String chat, boolean group) {
            this.chat = chat;
            this.group = group;
            return this;
        }

        public Builder sender(String sender, String name, boolean fromMe) {
            this.sender = sender;
            this.senderName = name;
            this.fromMe = fromMe;
            return this;
        }

        public Builder line(String line) {
            this.line = line;
            return this;
        }

        public Builder text(String text) {
            this.text = text;
            return this;
        }

        public Builder cards(List<ContactCard> cards) {
            this.cards = cards;
            return this;
        }

        public Builder media(List<Media> media) {
            this.media = media;
            return this;
        }

        public Builder messages(List<String> messageIds) {
            this.messageIds = messageIds;
            return this;
        }

        public Builder message(String messageId) {
            return messages(messageId == null ? List.of() : List.of(messageId));
        }

        public Builder replyTo(String replyTo) {
            this.replyTo = replyTo;
            return this;
        }

        public Builder reaction(String reaction) {
            this.reaction = reaction;
            return this;
        }

        public Builder occurredAt(Instant occurredAt) {
            this.occurredAt = occurredAt;
            return this;
        }

        public InboundEvent build() {
            return new InboundEvent(
                    provider,
                    type,
                    providerType,
                    id,
                    chat,
                    group,
                    sender,
                    senderName,
                    line,
                    fromMe,
                    text,
                    cards,
                    media,
                    messageIds,
                    replyTo,
                    reaction,
                    occurredAt,
                    receivedAt,
                    raw);
        }
    }

    /**
     * A file that came with a message; the bytes are fetched by download-attachment, or from the address.
     *
     * @param id          the provider's id of the file, or null
     * @param url         where the file lies, or null; such addresses may live for minutes only
     * @param contentType what the provider says it is, or null
     * @param fileName    what the sender calls it, or null
     * @param size        in bytes, or null
     */
    public record Media(String id, String url, String contentType, String fileName, Long size) {

        Map<String, Object> asMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            InboundEvent.put(map, "id", id);
            InboundEvent.put(map, "url", url);
            InboundEvent.put(map, "content_type", contentType);
            InboundEvent.put(map, "file_name", fileName);
            InboundEvent.put(map, "size", size);
            return map;
        }

        /** Does not show the address, which opens the file to anyone. */
        @Override
        public String toString() {
            return "MediaReference[" + contentType + "]";
        }
    }
}
