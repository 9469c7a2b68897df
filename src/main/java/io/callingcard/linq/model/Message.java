package io.callingcard.linq.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.claim.HistoryRow;

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

    @Override
    public boolean ours() {
        return Boolean.TRUE.equals(isFromMe);
    }

    @Override
    public Instant when() {
        return HistoryRow.time(createdAt);
    }

    @Override
    public String words() {
        return HistoryRow.joined(parts, Part::value);
    }

    @Override
    public String toString() {
        return "Message[" + id + ", " + deliveryStatus + "]";
    }
}
