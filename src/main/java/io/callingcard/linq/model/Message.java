package io.callingcard.linq.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.wire.Json;

/** A message of a chat's history, or one that was just sent. */
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
        String reconciledAt)
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

    /** A voice memo that the provider will send. */
    public record Voice(String id, Chat chat, String status, String service, String from, String createdAt)
            implements Answer {

        @Override
        public String toString() {
            return "Voice[" + id + ", " + status + "]";
        }
    }

    /**
     * A message that was sent, in one of three shapes: inside its chat, beside the chat's id, or with the
     * line that the provider picked.
     */
    public record Sent(
            Chat chat,
            String chatId,
            Message message,
            String service,
            String from,
            Boolean createdNewChat,
            FromSelection fromSelection)
            implements Answer {

        /** Why the provider picked a line. */
        public record FromSelection(String reason) implements Answer {}

        public Message sentMessage() {
            return chat != null && chat.message() != null ? chat.message() : message;
        }

        public String chatIdOfMessage() {
            return chat == null ? chatId : chat.id();
        }

        /** The line that sent it, if known. */
        public String line() {
            return from == null && chat != null ? chat.line() : from;
        }

        /** The service, if known yet. */
        public String serviceOfMessage() {
            String ofMessage = sentMessage() == null ? null : sentMessage().service();
            String ofChat = chat == null ? service : chat.service();
            return ofMessage == null ? ofChat : ofMessage;
        }

        public String reason() {
            return fromSelection == null ? null : fromSelection.reason();
        }

        @Override
        public String toString() {
            return "Sent[" + chatIdOfMessage() + "]";
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
