package io.callingcard.chert.model;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;

/** A chat, with one person or a group. */
public record Chat(
        String id,
        String displayName,
        List<Handle> handles,
        Boolean isGroup,
        String service,
        JsonNode healthScore,
        String createdAt,
        String groupChatIcon)
        implements Answer {

    @Override
    public String toString() {
        return "Chat[" + id + "]";
    }
}
