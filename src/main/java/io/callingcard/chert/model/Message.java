package io.callingcard.chert.model;

import java.time.Instant;
import java.util.List;

import io.callingcard.provider.call.Answer;
import io.callingcard.provider.claim.HistoryRow;

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
        implements Answer, HistoryRow {

    @Override
    public boolean ours() {
        return "outbound".equals(direction);
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
        return "Message[" + id + ", " + direction + ", " + status + "]";
    }
}
