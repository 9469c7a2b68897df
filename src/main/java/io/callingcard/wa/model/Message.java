// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa.model;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.wire.Json;

/** A message of the gateway's own history. */
public record Message(
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

    /** A message that was sent. The status is a sentence that differs between versions. */
    public record Sent(String messageId, String status) implements Answer {

        /** The gateway's answer to a message. */
        public record Envelope(Sent results) implements Answer {}

        /** The status names the recipient. */
        @Override
        public String toString() {
            return "Sent[" + messageId + "]";
        }
    }

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
        return "Message[" + id + "]";
    }
}
