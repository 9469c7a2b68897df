package io.callingcard.ledger;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import io.callingcard.card.PhoneMask;

/**
 * What is known of one step in one chat.
 *
 * @param key       what tells the step from all others
 * @param line      our number in the chat, or null
 * @param person    who is in the chat, as the ledger has it written down; null when that is not known
 * @param window    the window of time in which it happens once
 * @param decision  what is to become of it, where nobody could tell whether it was sent; else null
 * @param attempts  how often it was claimed
 * @param begunAt   when a message of it left, or may have; null when none did
 * @param settledAt when it was known what became of it; null before that
 * @param messageId the provider's id of the message, where it told one
 */
@JsonPropertyOrder({
    "key",
    "flow",
    "step",
    "provider",
    "line",
    "person",
    "chat_id",
    "window",
    "state",
    "decision",
    "attempts",
    "claimed_at",
    "begun_at",
    "settled_at",
    "operation",
    "message_id"
})
public record StepRecord(
        String key,
        String flow,
        String step,
        String provider,
        String line,
        String person,
        @JsonProperty("chat_id") String chatId,
        String window,
        StepState state,
        Decision decision,
        int attempts,
        @JsonProperty("claimed_at") Instant claimedAt,
        @JsonProperty("begun_at") Instant begunAt,
        @JsonProperty("settled_at") Instant settledAt,
        String operation,
        @JsonProperty("message_id") String messageId) {

    @Override
    public String toString() {
        return flow + "/" + step + " " + (person == null ? "" : PhoneMask.mask(person) + " ") + window + " " + state
                + (decision == null ? "" : " " + decision);
    }
}
