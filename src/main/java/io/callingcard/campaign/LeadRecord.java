// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;

import io.callingcard.card.PhoneMask;

/**
 * A lead that is not done, or done with doubts, as a report shows it.
 *
 * @param key      identifies the lead
 * @param person   the person, as stored
 * @param line     the line that writes or that the lead asks for, with its channel; null if there is none yet
 * @param attempts how often the lead was started
 * @param dueAt    when a waiting lead is due
 * @param reason   what went wrong the last time, or null
 */
record LeadRecord(
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
