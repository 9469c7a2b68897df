package io.callingcard.ledger;

/** What the lines of a report are about. */
public enum ReportBy {
    CHAT,
    STEP,
    DAY,
    LEAD,
    LINE,
    SHARE
}
