package io.callingcard.ledger;

/** How a report is written. */
public enum ReportFormat {
    JSON,
    CSV
}
