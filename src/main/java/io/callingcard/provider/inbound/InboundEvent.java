// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.card.CardConverters;
import io.callingcard.card.ContactCard;

/**
 * An event of a provider, in one shape for all. Fields that the provider does not report are null or empty.
 *
 * @param provider     the provider: chert, linq or wa
 * @param type         the type of the event, the same for all providers
 * @param providerType the provider's own name of the type
 * @param id           the id, which is the same for each delivery of the event
 * @param chat         the chat to answer in
 * @param group        whether the chat is a group
 * @param sender       the sender: as E.164 if the number is known, otherwise the provider's id
 * @param senderName   the name of the sender
 * @param participants the people who joined or left the group, each in the same form as the sender
 * @param line         your own number, as E.164 if it is known
 * @param fromMe       whether the event comes from your own account
 * @param text         the text of the message
 * @param cards        the contact cards of the message
 * @param media        the files of the message
 * @param messageIds   the ids of the messages; a receipt may have several
 * @param replyTo      the id of the message that was replied to
 * @param reaction     the reaction that was added or removed
 * @param occurredAt   when the event happened, by the provider's clock
 * @param receivedAt   when the event was received
 * @param raw          the original JSON of the provider
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
        List<String> participants,
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

    private static final Pattern NUMBER = Pattern.compile("\\d{7,15}");

    public InboundEvent {
        participants = List.copyOf(participants);
        cards = List.copyOf(cards);
        media = List.copyOf(media);
        messageIds = List.copyOf(messageIds);
    }

    /** Adds the plus to a phone number; returns other addresses unchanged. */
    public static String handle(String handle) {
        return handle != null && NUMBER.matcher(handle).matches() ? "+" + handle : handle;
    }

    /** Returns the id of the message, or the first of several, or null. */
    public String messageId() {
        return messageIds.isEmpty() ? null : messageIds.get(0);
    }

    /** Returns the fields under their JSON names, without empty ones. */
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
        put(map, "participants", participants);
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

    /** Omits the content: it is personal data. */
    @Override
    public String toString() {
        return "InboundEvent[" + provider + ", " + type + "]";
    }

    /** Builds an event. */
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
        private List<String> participants = List.of();
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

        public Builder participants(List<String> participants) {
            this.participants = participants;
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
                    participants,
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
     * A file of a message. Fetch its bytes by download-attachment, or from its URL.
     *
     * @param id          the provider's id of the file, or null
     * @param url         the URL of the file, or null; it may expire within minutes
     * @param contentType the content type, or null
     * @param fileName    the name that the sender gave it, or null
     * @param size        the size in bytes, or null
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

        /** Omits the URL: anyone who has it can open the file. */
        @Override
        public String toString() {
            return "Media[" + contentType + "]";
        }
    }
}
