// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/**
 * One try at one message of a step.
 *
 * @param begunAt         when its first byte may have left; null if it was refused before
 * @param repeatableUntil until when a repeat cannot become a second message
 * @param endedAt         when its outcome became known; null while it is not
 * @param outcome         null while no outcome is known
 * @param resent          whether it was decided to send the message again, although this attempt may have arrived
 * @param settlement      how the doubt about it was settled; null if there was none, or it is open
 */
record Attempt(
        int number,
        StepClaim.Sending sending,
        Instant begunAt,
        Instant repeatableUntil,
        Instant endedAt,
        Outcome outcome,
        boolean resent,
        Report report,
        Settlement settlement) {

    /**
     * How a doubt about an attempt was settled. The report still says how the attempt came to be in doubt.
     *
     * @param by    what settled it
     * @param actor the {@link Actor words} of who did that; null if it is not known
     */
    record Settlement(Instant at, SettledBy by, String actor) {}

    /** How far a provider's clock may differ from ours. */
    static final Duration MARGIN = Duration.ofMinutes(2);

    /**
     * What is known about the end of an attempt.
     *
     * @param reason    what went wrong, or how the outcome was found; null if the provider confirmed the message
     * @param retryable whether a retry may succeed after this refusal, if only because the line can send again
     * @param messageId the provider's id of the message, or null
     */
    record Report(String reason, boolean retryable, String code, int status, String traceId, String messageId) {

        static final Report NONE = new Report(null, false, null, 0, null, null);

        static Report of(String reason) {
            return new Report(reason, false, null, 0, null, null);
        }

        Report withMessage(String id) {
            return new Report(reason, retryable, code, status, traceId, id);
        }
    }

    static Attempt begun(int number, StepClaim.Sending sending, Instant now) {
        Instant until = sending.repeatableFor().equals(StepClaim.Sending.ALWAYS)
                ? Instant.ofEpochMilli(Long.MAX_VALUE)
                : now.plus(sending.repeatableFor()).minus(MARGIN);
        return new Attempt(number, sending, now, until, null, null, false, Report.NONE, null);
    }

    /** An attempt that ended before its first byte. */
    static Attempt unbegun(int number, StepClaim.Sending sending) {
        return new Attempt(number, sending, null, Instant.EPOCH, null, null, false, Report.NONE, null);
    }

    Attempt ended(Outcome how, Report known, Instant now) {
        return new Attempt(number, sending, begunAt, repeatableUntil, now, how, resent, known, settlement);
    }

    Attempt resentAnyway() {
        return new Attempt(number, sending, begunAt, repeatableUntil, endedAt, outcome, true, report, settlement);
    }

    /**
     * A doubt that was settled.
     *
     * @param how       what is known now; {@link Outcome#IN_DOUBT} if it was decided only what to do
     * @param messageId the provider's id of the message, if it was found; else null
     */
    Attempt settled(Outcome how, String messageId, Settlement by) {
        Report known = messageId == null ? report : report.withMessage(messageId);
        return new Attempt(number, sending, begunAt, repeatableUntil, endedAt, how, resent, known, by);
    }

    /** What was known before a doubt was settled. */
    Attempt beforeSettlement() {
        Outcome before = endedAt == null ? null : Outcome.IN_DOUBT;
        return settlement == null || !settlement.by().provesOutcome()
                ? this
                : new Attempt(number, sending, begunAt, repeatableUntil, endedAt, before, resent, report, settlement);
    }

    /** When its outcome became known for the last time; null if it is not known. */
    Instant knownAt() {
        return settlement == null || outcome == Outcome.IN_DOUBT ? endedAt : settlement.at();
    }

    boolean isUnderWay() {
        return begunAt != null && outcome == null;
    }

    boolean mayHaveArrived() {
        return isUnderWay() || outcome == Outcome.IN_DOUBT;
    }

    /** Whether the provider refused this attempt for good. Further repeats then tell nothing about an earlier attempt. */
    boolean isRefusal() {
        return outcome == Outcome.NOT_SENT && !report.retryable();
    }

    /** Whether both would send the same message. Messages with a key are told apart by what the provider compares. */
    boolean isOf(StepClaim.Sending other) {
        return sending.operation().equals(other.operation())
                && Objects.equals(sending.content(), other.content())
                && (sending.content() != null || sending.traces().equals(other.traces()));
    }

    /** Whether the provider recognizes this attempt as a repeat of an earlier one. */
    boolean isRepeatOf(Attempt earlier) {
        return begunAt != null && isOf(earlier.sending) && begunAt.isBefore(earlier.repeatableUntil);
    }

    @Override
    public String toString() {
        return "Attempt[" + number + " " + sending.operation() + " " + outcome + "]";
    }
}
