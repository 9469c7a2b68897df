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
 * @param pausedUntil when the pause ends; null if the line is not paused
 * @param reason      the reason of the pause
 */
record LineRecord(
        String line, String budget, LocalDate day, int spent, Instant lastAt, Instant pausedUntil, String reason) {}
