// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.wire.Json;

/**
 * A message of a chat's history, or one that was just sent.
 *
 * @param zeroRetention whether the provider keeps nothing of its content: then it has no parts
 */
public record Message(
        String id,
        String chatId,
        List<Part> parts,
        String deliveryStatus,
        Boolean isFromMe,
        Handle fromHandle,
        String service,
        String preferredService,
        JsonNode effect,
        JsonNode replyTo,
        String createdAt,
        String updatedAt,
        String sentAt,
        String deliveredAt,
        String readAt,
        String reconciledAt,
        Boolean zeroRetention)
        implements Answer, HistoryRow {

    /** A part of a message: a text, a file or a link. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(
            String type,
            String value,
            String id,
            String filename,
            String mimeType,
            Long sizeBytes,
            String url,
            JsonNode textDecorations,
            JsonNode reactions)
            implements Answer {

        @Override
        public String toString() {
            return "Part[" + type + "]";
        }
    }

    @Override
    public boolean fromUs() {
        return Boolean.TRUE.equals(isFromMe);
    }

    @Override
    public Instant timeSent() {
        return Json.instant(createdAt);
    }

    @Override
    public String text() {
        return HistoryRow.joined(parts, Part::value);
    }

    @Override
    public String toString() {
        return "Message[" + id + ", " + deliveryStatus + "]";
    }
}
