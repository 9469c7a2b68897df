// SPDX-License-Identifier: Apache-2.0
package io.callingcard.twin;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message, card or other signal that one phone received.
 *
 * @param line      the number that sent it
 * @param phone     the number, or e-mail address, that received it; in a group there is one entry for each member
 * @param messageId the provider's id; null if this kind has none
 * @param kind      text, media, link, card, share, location, reaction, edit, typing, read, group or another one
 * @param content   the content, in the provider's form
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

    /** The form of {@code GET /twin/journal}. */
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
