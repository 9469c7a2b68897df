package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/** The rows of attempts. Rows are added, and their outcome is filled in; none is overwritten by a later attempt. */
final class AttemptTable {

    /** A condition on the claims and a closing parenthesis follow. */
    static final String DELETE =
            "DELETE FROM callingcard_attempt WHERE claim_key IN" + " (SELECT claim_key FROM callingcard_claim WHERE ";

    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_TRACES = 500;
    private static final Outcome[] OUTCOMES = Outcome.values();

    private static final String ADD =
            "INSERT INTO callingcard_attempt (claim_key, number, provider, operation, content,"
                    + " traces, begun_at, repeatable_until, resent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"
                    + " ON CONFLICT (claim_key, number) DO NOTHING";

    /** What is known for sure stays, except that a message turns out to have been sent. */
    private static final String END = "UPDATE callingcard_attempt SET ended_at = ?, outcome = ?, reason = ?,"
            + " retryable = ?, code = ?, status = ?, trace_id = ?, message_id = COALESCE(?, message_id)"
            + " WHERE claim_key = ? AND number = ? AND (outcome IS NULL OR outcome = " + Outcome.IN_DOUBT.ordinal()
            + " OR " + Outcome.SENT.ordinal() + " = ?)";

    private static final String RESENT = "UPDATE callingcard_attempt SET resent = 1 WHERE claim_key = ? AND number = ?";
    private static final String OF_STEP = "SELECT number, provider, operation, content, traces, begun_at,"
            + " repeatable_until, ended_at, outcome, resent, reason, retryable, code, status, trace_id, message_id"
            + " FROM callingcard_attempt WHERE claim_key = ? ORDER BY number";

    private AttemptTable() {}

    /** Adds an attempt that begins, or that was refused before it began. */
    static void add(Connection connection, String claim, Attempt attempt) throws SQLException {
        StepClaim.Sending sending = attempt.sending();
        Sql.later(
                connection,
                ADD,
                claim,
                attempt.number(),
                sending.provider(),
                sending.operation(),
                sending.content(),
                Sql.shortened(LONGEST_TRACES, String.join(" ", sending.traces())),
                millis(attempt.begunAt()),
                millis(attempt.repeatableUntil()));
    }

    static void end(Connection connection, String claim, Attempt attempt) throws SQLException {
        Attempt.Report report = attempt.report();
        Sql.later(
                connection,
                END,
                millis(attempt.endedAt()),
                attempt.outcome().ordinal(),
                Sql.shortened(LONGEST_REASON, report.reason()),
                report.retryable() ? 1 : 0,
                Sql.shortened(LONGEST_CODE, report.code()),
                report.status(),
                Sql.shortened(LONGEST_CODE, report.traceId()),
                ClaimTable.id(report.messageId()),
                claim,
                attempt.number(),
                attempt.outcome().ordinal());
    }

    /** Records that the message is sent again, although the attempt may have arrived. */
    static void resent(Connection connection, String claim, Attempt attempt) throws SQLException {
        Sql.update(connection, RESENT, claim, attempt.number());
    }

    static StepHistory of(Connection connection, String claim) throws SQLException {
        return new StepHistory(Sql.query(connection, OF_STEP, AttemptTable::read, claim));
    }

    private static Attempt read(ResultSet row) throws SQLException {
        String traces = row.getString(5);
        StepClaim.Sending sending = new StepClaim.Sending(
                row.getString(2),
                row.getString(3),
                Duration.ZERO,
                row.getString(4),
                traces == null || traces.isEmpty() ? List.of() : List.of(traces.split(" ")));
        int number = row.getInt(9);
        Outcome outcome = row.wasNull() ? null : OUTCOMES[number];
        return new Attempt(
                row.getInt(1),
                sending,
                Sql.instant(row, 6),
                Sql.instant(row, 7),
                Sql.instant(row, 8),
                outcome,
                row.getInt(10) == 1,
                new Attempt.Report(
                        row.getString(11),
                        row.getInt(12) == 1,
                        row.getString(13),
                        row.getInt(14),
                        row.getString(15),
                        row.getString(16)));
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
