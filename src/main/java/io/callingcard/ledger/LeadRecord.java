package io.callingcard.ledger;

import java.time.Instant;

import io.callingcard.card.PhoneMask;

/**
 * What is known of a lead that is not done with.
 *
 * @param key      what tells the lead from all others
 * @param person   whom it is about, as the ledger has it written down
 * @param line     our number that writes, or null where none has begun and none is asked for
 * @param attempts how often it was begun
 * @param dueAt    when it comes next, where it waits
 * @param reason   what went wrong the last time, or null
 */
public record LeadRecord(
        String key,
        String campaign,
        String person,
        String line,
        LeadState state,
        int attempts,
        Instant addedAt,
        Instant dueAt,
        String reason) {

    @Override
    public String toString() {
        return campaign + " " + PhoneMask.mask(person) + " " + state + (reason == null ? "" : ": " + reason);
    }
}
