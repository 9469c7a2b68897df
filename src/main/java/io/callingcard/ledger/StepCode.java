// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import io.callingcard.ledger.story.StoryCode;
import io.callingcard.provider.error.Outcome;

/** What a story tells of a step. */
enum StepCode implements StoryCode {
    /** An attempt began, and has no outcome yet. */
    BEGUN,
    /** An attempt began, and its process ended before an outcome was known. */
    ABANDONED,
    SENT,
    NOT_SENT,
    /** An attempt was refused before its first byte. */
    NOT_BEGUN,
    IN_DOUBT,
    /** A repeat was answered, which proves that an earlier attempt is no second message. */
    KEY_ANSWERED,
    FOUND_IN_HISTORY,
    NOT_IN_HISTORY,
    REPEATABLE,
    SKIPPED,
    RESENT,
    ASKED,
    PERSON_SAID_SENT,
    PERSON_SAID_NOT_SENT,
    /** The route did something else for the step, and succeeded. */
    DONE,
    NEVER_BEGUN,
    /** The route failed before it sent anything. */
    RELEASED,
    GIVEN_UP,
    /** A process works on the step now. */
    IN_PROGRESS,
    TO_BE_SETTLED,
    TO_BE_DECIDED,
    TO_BE_SENT_AGAIN;

    @Override
    public String subject() {
        return "step";
    }

    /** What an attempt tells by itself, before any doubt about it was settled. */
    static StepCode of(Attempt attempt, boolean isInProgress) {
        if (attempt.outcome() == null) {
            return isInProgress ? BEGUN : ABANDONED;
        }
        return switch (attempt.outcome()) {
            case SENT -> SENT;
            case NOT_SENT -> attempt.begunAt() == null ? NOT_BEGUN : NOT_SENT;
            case IN_DOUBT -> IN_DOUBT;
        };
    }

    /**
     * How a doubt about an attempt was settled.
     *
     * @param decision what the policy decided
     */
    static StepCode settled(Attempt attempt, Decision decision) {
        boolean isSent = attempt.outcome() == Outcome.SENT;
        return switch (attempt.settlement().by()) {
            case NEVER_BEGUN -> NEVER_BEGUN;
            case HISTORY -> isSent ? FOUND_IN_HISTORY : NOT_IN_HISTORY;
            case REPEAT -> REPEATABLE;
            case POLICY -> attempt.resent() ? RESENT : decision == Decision.ASK ? ASKED : SKIPPED;
            case PERSON -> isSent ? PERSON_SAID_SENT : PERSON_SAID_NOT_SENT;
        };
    }

    /** What comes next for a step; null if nothing does. */
    static StepCode next(StepState state, Decision decision) {
        return switch (state) {
            case CLAIMED, SENDING -> IN_PROGRESS;
            case SENT, NOT_SENT -> null;
            case IN_DOUBT -> decision == null ? TO_BE_SETTLED : next(decision);
        };
    }

    private static StepCode next(Decision decision) {
        return switch (decision) {
            case SKIP -> null;
            case RESEND -> TO_BE_SENT_AGAIN;
            case ASK -> TO_BE_DECIDED;
        };
    }
}
