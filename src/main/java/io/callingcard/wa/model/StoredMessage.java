package io.callingcard.wa.model;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.wire.Json;

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
        implements Answer, HistoryRow {

    @Override
    public boolean fromUs() {
        return Boolean.TRUE.equals(isFromMe);
    }

    @Override
    public Instant timeSent() {
        return Json.instant(timestamp);
    }

    @Override
    public String text() {
        return content;
    }

    @Override
    public String toString() {
        return "StoredMessage[" + id + "]";
    }
}
