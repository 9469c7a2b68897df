// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** Keeps how the attempt came to be in doubt. */
    private static final String SETTLE = "UPDATE callingcard_attempt SET outcome = ?, resent = ?,"
            + " message_id = COALESCE(?, message_id), settled_at = ?, settled_by = ?, settled_actor = ? WHERE claim_key = ? AND number = ?"
            + " AND (outcome IS NULL OR outcome = " + Outcome.IN_DOUBT.ordinal() + ")";

    private static final String COLUMNS = "SELECT number, provider, operation, content, traces, begun_at,"
            + " repeatable_until, ended_at, outcome, resent, reason, retryable, code, status, trace_id, message_id,"
            + " settled_at, settled_by, claim_key, settled_actor FROM callingcard_attempt WHERE ";
    private static final String OF_STEP = COLUMNS + "claim_key = ? ORDER BY number";

    /** The first key and the last one of a chat. */
    private static final String OF_CHAT = COLUMNS + "claim_key > ? AND claim_key < ? ORDER BY claim_key, number";

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

    /** Records how a doubt about an attempt was settled. */
    static void settle(Connection connection, String claim, Attempt attempt) throws SQLException {
        Sql.update(
                connection,
                SETTLE,
                attempt.outcome() == null ? null : attempt.outcome().ordinal(),
                attempt.resent() ? 1 : 0,
                ClaimTable.id(attempt.report().messageId()),
                millis(attempt.settlement().at()),
                attempt.settlement().by().ordinal(),
                attempt.settlement().actor(),
                claim,
                attempt.number());
    }

    static StepHistory of(Connection connection, String claim) throws SQLException {
        return new StepHistory(Sql.query(connection, OF_STEP, AttemptTable::read, claim));
    }

    /** Returns the attempts at the steps of a chat, by the key of the step. */
    static Map<String, StepHistory> ofChat(Connection connection, String chat) throws SQLException {
        Map<String, StepHistory> histories = new HashMap<>();
        Sql.query(
                connection,
                OF_CHAT,
                row -> histories.merge(
                        row.getString(19), new StepHistory(List.of(read(row))), (all, one) -> all.with(one.first())),
                StepKey.first(chat),
                StepKey.last(chat));
        return histories;
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
                        row.getString(16)),
                settlement(row));
    }

    private static Attempt.Settlement settlement(ResultSet row) throws SQLException {
        SettledBy by = SettledBy.read(row, 18);
        return by == null ? null : new Attempt.Settlement(Sql.instant(row, 17), by, row.getString(20));
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
