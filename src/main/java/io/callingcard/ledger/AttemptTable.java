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
import io.callingcard.provider.wire.Json;

/** The rows of attempts. Rows are added, and their outcome is filled in; none is overwritten by a later attempt. */
final class AttemptTable {

    /** A condition on the claims and a closing parenthesis follow. */
    static final String DELETE =
            "DELETE FROM callingcard_attempt WHERE claim_key IN" + " (SELECT claim_key FROM callingcard_claim WHERE ";

    /** Like {@link #DELETE}, of attempts that were archived. */
    static final String DELETE_ARCHIVED = DELETE.replace("callingcard_attempt", "callingcard_cold_attempt");

    private static final String MOVED = "claim_key, number, provider, operation, content, traces, begun_at,"
            + " repeatable_until, ended_at, outcome, resent, reason, retryable, code, status, trace_id, message_id,"
            + " settled_at, settled_by, settled_actor";

    /** No process tries a step again that was sent. */
    private static final String OLD = "SELECT DISTINCT a.claim_key FROM callingcard_attempt a"
            + " JOIN callingcard_claim c ON c.claim_key = a.claim_key WHERE a.claim_key > ? AND a.begun_at < ?"
            + " AND c.flow IS NOT NULL AND c.state = " + StepState.SENT.ordinal()
            + " AND c.settled_at < ? ORDER BY a.claim_key" + Sql.LIMIT;

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
    private static final String OF_CHAT = ofChat();

    private AttemptTable() {}

    private static String ofChat() {
        String each = COLUMNS + "claim_key > ? AND claim_key < ?";
        return each + " UNION ALL " + each.replace("callingcard_attempt", "callingcard_cold_attempt")
                + " ORDER BY claim_key, number";
    }

    /**
     * Archives the attempts at steps that were sent long ago.
     *
     * @param keys  reads a JSON list of lists, each with a key
     * @param after the key after which to begin
     * @return the keys of the steps, in their order
     */
    static List<String> archive(Connection connection, String keys, long before, String after, int most)
            throws SQLException {
        List<String> old = Sql.query(connection, OLD, row -> row.getString(1), after, before, before, most);
        if (!old.isEmpty()) {
            String rows = Json.tree(old.stream().map(List::of).toList()).toString();
            String these = " FROM callingcard_attempt WHERE claim_key IN (" + keys + ")";
            Sql.update(
                    connection,
                    "INSERT INTO callingcard_cold_attempt (" + MOVED + ") SELECT " + MOVED + these
                            + " ON CONFLICT (claim_key, number) DO NOTHING",
                    rows);
            Sql.update(connection, "DELETE" + these, rows);
        }
        return old;
    }

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
                StepKey.last(chat),
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
