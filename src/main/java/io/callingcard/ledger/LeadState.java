package io.callingcard.ledger;

/** How far a lead is. */
public enum LeadState {
    /** Its time comes, or has come. */
    WAITING,
    /** Somebody is at it. */
    TAKEN,
    /** All its steps are done. */
    DONE,
    /** It failed for good, until somebody replays it. */
    ASIDE
}
