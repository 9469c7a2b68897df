// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.wire.Json;

/** A message of a chat's history, or a sent one. */
public record Message(
        String id,
        String chatId,
        List<Part> parts,
        String status,
        String direction,
        String createdAt,
        String deliveredAt,
        String readAt,
        String service)
        implements Answer, HistoryRow {

    /** A map pin that is queued for sending. */
    public record Location(String messageId, String status, String phoneLineId, JsonNode delivery, JsonNode location)
            implements Answer {

        @Override
        public OperationResult result() {
            return OperationResult.of(this).with(CardConstants.MESSAGE_ID, messageId);
        }

        @Override
        public String toString() {
            return "Location[" + messageId + "]";
        }
    }

    /** A text that was sent to a number. The lead's id is the chat's id. */
    public record Sent(
            String status, String messageId, String leadId, Boolean leadCreated, String convoId, String phoneLineId)
            implements Answer {}

    /** A part of a message: a text, an uploaded file, or a link with a preview. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(
            String type,
            String value,
            String attachmentId,
            String url,
            String title,
            String summary,
            String imageUrl,
            String iconUrl)
            implements Answer {

        @Override
        public String toString() {
            return "Part[" + type + "]";
        }
    }

    /**
     * The answer to a reaction or an edit.
     *
     * @param reaction the reaction, after react; otherwise null
     * @param newText  the new text, after edit, like the following fields; otherwise null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            String status, String messageId, String reaction, String newText, String dateEdited, JsonNode editHistory)
            implements Answer {

        @Override
        public OperationResult result() {
            return OperationResult.of(this).with(CardConstants.MESSAGE_ID, messageId);
        }

        @Override
        public String toString() {
            return "Change[" + messageId + "]";
        }
    }

    @Override
    public OperationResult result() {
        return OperationResult.of(this).with(CardConstants.MESSAGE_ID, id).with(CardConstants.CHAT_ID, chatId);
    }

    @Override
    public boolean fromUs() {
        return "outbound".equals(direction);
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
        return "Message[" + id + ", " + direction + ", " + status + "]";
    }
}
