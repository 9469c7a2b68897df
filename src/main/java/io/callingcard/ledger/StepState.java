package io.callingcard.ledger;

/** What is known of a step in a chat. The order is that of the numbers in the table. */
public enum StepState {
    /** Somebody is at it, and has sent nothing yet. */
    CLAIMED,
    /** A message of it may be on its way just now. */
    SENDING,
    /** It was sent. */
    SENT,
    /** It may have been sent. */
    IN_DOUBT,
    /** It was not sent. */
    NOT_SENT;

    private static final StepState[] ALL = values();

    static StepState of(int number) {
        return ALL[number];
    }
}
