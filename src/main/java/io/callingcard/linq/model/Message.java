package io.callingcard.linq.model;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.Answer;

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
        implements Answer {

    @Override
    public String toString() {
        return "Message[" + id + ", " + deliveryStatus + "]";
    }
}
