// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Instant;

import io.callingcard.card.PhoneMask;

/**
 * One step in one chat, as a report shows it.
 *
 * @param key       identifies the step
 * @param line      our number in the chat, or null
 * @param person    the person in the chat, as stored; null if it is not known
 * @param window    the window of time in which the step happens once
 * @param decision  what to do with a step in doubt, or null
 * @param attempts  how often the step was claimed
 * @param begunAt   when a message left, or may have left; null when none did
 * @param settledAt when the outcome became known, or null
 * @param messageId the provider's id of the message, or null
 */
record StepRecord(
        String key,
        String flow,
        String step,
        String provider,
        String line,
        String person,
        String chatId,
        String window,
        StepState state,
        Decision decision,
        int attempts,
        Instant claimedAt,
        Instant begunAt,
        Instant settledAt,
        String operation,
        String messageId) {

    @Override
    public String toString() {
        return flow + "/" + step + " " + (person == null ? "" : PhoneMask.mask(person) + " ") + window + " " + state
                + (decision == null ? "" : " " + decision);
    }
}
