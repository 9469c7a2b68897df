// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;

import io.callingcard.card.PhoneMask;

/**
 * A chat that is offered a card, as a report shows it.
 *
 * @param key      the chat
 * @param line     our number in the chat, or null
 * @param person   the person in the chat, as stored; null if it is not known
 * @param shares   how often the card was shared
 * @param most     after how many shares the offers end
 * @param sharedAt when it was last shared, or null
 * @param dueAt    when the next share is due, unless the offers have ended
 * @param ended    why the offers ended; null if they continue
 */
record ShareRecord(
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
