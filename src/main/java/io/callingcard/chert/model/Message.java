package io.callingcard.chert.model;

import java.util.List;

import io.callingcard.provider.Answer;

/** A message of a chat's history, or one that was just sent. */
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
        implements Answer {

    @Override
    public String toString() {
        return "Message[" + id + ", " + direction + ", " + status + "]";
    }
}
