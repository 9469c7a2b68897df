package io.callingcard.ledger;

import java.time.Instant;

import io.callingcard.card.PhoneMask;

/**
 * What is known of a chat that is offered a card again and again.
 *
 * @param key      what tells it from all others
 * @param line     our number in the chat, or null
 * @param person   who is in the chat, as the ledger has it written down; null when that is not known
 * @param shares   how often it was shared
 * @param most     after how many it ends
 * @param sharedAt when it last was, or null
 * @param dueAt    when it is due again; nothing that counts once it has ended
 * @param ended    why it is offered no more; null as long as it is
 */
public record ShareRecord(
        String key,
        String flow,
        String campaign,
        String provider,
        String line,
        String person,
        int shares,
        int most,
        Instant sharedAt,
        Instant dueAt,
        String ended) {

    @Override
    public String toString() {
        return flow + " " + (person == null ? "" : PhoneMask.mask(person) + " ") + shares + " of " + most
                + (ended == null ? "" : ": " + ended);
    }
}
