package io.callingcard.twin;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that one phone received.
 *
 * @param line      the number it came from
 * @param phone     the number, or e-mail address, that received it; in a group there is one entry for each member
 * @param messageId null for what has no id of its own
 * @param kind      such as text, media, link, card, share, location, reaction, edit, typing, read, group
 * @param content   what the phone shows
 */
public record JournalEntry(
        long sequence,
        Instant at,
        String provider,
        String line,
        String phone,
        String chatId,
        String messageId,
        String kind,
        JsonNode content) {

    /** As {@code GET /twin/journal} tells it. */
    ObjectNode json() {
        ObjectNode told = JsonNodeFactory.instance
                .objectNode()
                .put("sequence", sequence)
                .put("at", at.toString())
                .put("provider", provider)
                .put("line", line())
                .put("phone", phone)
                .put("chat_id", chatId)
                .put("message_id", messageId)
                .put("kind", kind);
        return told.set("content", content);
    }
}
