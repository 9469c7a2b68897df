package io.callingcard.ledger;

/** What to do with a step of which even the provider's history cannot tell whether it was sent. */
public enum Policy {
    /** Leave it: one message too few is better than one too many. */
    SKIP(Decision.SKIP),
    /** Send it again: one message too many is better than one too few. */
    RESEND(Decision.RESEND),
    /** Leave it until a person decides. */
    ASK(Decision.ASK);

    private final Decision decision;

    Policy(Decision decision) {
        this.decision = decision;
    }

    Decision decision() {
        return decision;
    }
}
