package io.callingcard.ledger;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What one of our lines has done, and whether it rests.
 *
 * @param line        the provider, and our number there
 * @param budget      of which budget it spent, such as first-touch; null where it rests and has spent nothing
 * @param day         the last day on which it spent
 * @param spent       how much on that day
 * @param lastAt      when it last did
 * @param pausedUntil till when it is left alone; null when it is not
 * @param reason      why it is left alone
 */
public record LineRecord(
        String line, String budget, LocalDate day, int spent, Instant lastAt, Instant pausedUntil, String reason) {}
