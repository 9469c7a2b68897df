// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.List;

/** The state of a step in a chat. The table stores the ordinal, so the order must not change. */
public enum StepState {
    /** A process has the claim and has not sent anything yet. */
    CLAIMED,
    /** A message may be on its way right now. */
    SENDING,
    /** The step was sent. */
    SENT,
    /** The step may have been sent. */
    IN_DOUBT,
    /** The step was not sent. */
    NOT_SENT;

    /** A process is working on the step. */
    static final List<StepState> IN_PROGRESS = List.of(CLAIMED, SENDING);

    /** The outcome is not known yet. A partial index uses this set in this order. */
    static final List<StepState> UNSETTLED = List.of(CLAIMED, SENDING, IN_DOUBT);

    /** The holder of the claim may send: the first message, or a further one of the same step. */
    static final List<StepState> MAY_SEND = List.of(CLAIMED, SENDING, SENT);

    /** No process is working on the step. */
    static final List<StepState> ENDED = List.of(SENT, IN_DOUBT, NOT_SENT);

    /** The outcome is known. */
    static final List<StepState> KNOWN = List.of(SENT, NOT_SENT);

    private static final StepState[] ALL = values();

    static StepState of(int number) {
        return ALL[number];
    }
}
