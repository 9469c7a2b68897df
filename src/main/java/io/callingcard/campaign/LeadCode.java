// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.ledger.story.StoryCode;

/** What a story tells of a lead. */
enum LeadCode implements StoryCode {
    CAME,
    DONE,
    DONE_WITH_DOUBTS,
    SET_ASIDE,
    REFUSED,
    /** A record could not become a lead. */
    RECORD_REFUSED,
    /** The lead waits for its turn. */
    DUE,
    /** The lead is retried later. */
    RETRIED,
    IN_PROGRESS,
    /** The process that worked on the lead has ended. */
    ABANDONED,
    /** One of several nodes drives the line of the lead. */
    LINE_DRIVEN,
    TO_BE_REPLAYED;

    @Override
    public String subject() {
        return "lead";
    }

    /** How a lead ended; null if it has not. */
    static LeadCode end(LeadState state) {
        return switch (state) {
            case WAITING, TAKEN -> null;
            case DONE -> DONE;
            case ASIDE -> SET_ASIDE;
            case DONE_WITH_DOUBTS -> DONE_WITH_DOUBTS;
            case REFUSED_OPT_OUT -> REFUSED;
        };
    }
}
