// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

/** The state of a lead. The table stores the ordinal, so the order must not change. */
enum LeadState {
    /** The lead waits for its time or for a budget. */
    WAITING,
    /** A process is working on the lead. */
    TAKEN,
    /** All steps of the lead are done. */
    DONE,
    /** The lead failed and waits for a person to replay it. */
    ASIDE,
    /** All steps of the lead are done, except those that were skipped because they may have been sent. */
    DONE_WITH_DOUBTS,
    /** The person opted out, so nothing more is sent. */
    REFUSED_OPT_OUT;

    /** Waiting or taken. Partial indexes have exactly this condition. */
    static final String OPEN = "state < 2";
}
