package io.callingcard.wa.model;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.Answer;

/** A row of the gateway's own history. */
public record StoredMessage(
        String id,
        String chatJid,
        String senderJid,
        String senderDisplayName,
        String content,
        String timestamp,
        Boolean isFromMe,
        String mediaType,
        JsonNode reactions,
        JsonNode callMetadata,
        String filename,
        String url,
        Long fileLength,
        String createdAt,
        String updatedAt)
        implements Answer {

    @Override
    public String toString() {
        return "StoredMessage[" + id + "]";
    }
}
