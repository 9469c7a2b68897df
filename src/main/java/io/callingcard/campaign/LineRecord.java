// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A budget of one of our lines, as a report shows it.
 *
 * @param line        the provider and our number
 * @param budget      the budget, such as first-touch; null if the line is paused and has spent nothing
 * @param day         the last day on which the line spent from the budget
 * @param spent       how much it spent on that day
 * @param lastAt      when it last spent
 * @param pausedUntil when the pause ends, or when a line that cannot send is tried again; null if the line is not paused
 * @param reason      the reason of the pause
 * @param doneWithDoubts how many of its leads are done except for a step that was skipped in doubt; null if none
 * @param held        RESTS, PAUSED, or SHARES_PAUSED if only its shares are; null if nothing holds it
 */
record LineRecord(
        String line,
        String budget,
        LocalDate day,
        int spent,
        Instant lastAt,
        Instant pausedUntil,
        String reason,
        Integer doneWithDoubts,
        String held) {}
