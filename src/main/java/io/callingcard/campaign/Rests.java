// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.callingcard.ledger.db.Sql;

/**
 * The lines that cannot send, and when to try each again. Each try doubles the wait before the next one, and a line rests
 * until one succeeds.
 */
final class Rests {

    private static final int LONGEST_REASON = 300;

    /** Leads that were in hand when the rest began do not prolong it. */
    private static final String ADD = "INSERT INTO callingcard_rest (line, till, wait_ms, longest_ms, reason)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (line) DO UPDATE SET reason = excluded.reason,"
            + " till = CASE WHEN callingcard_rest.till > ? THEN callingcard_rest.till"
            + " ELSE ? + callingcard_rest.wait_ms END RETURNING till";

    private static final String DOUBLED = "CASE WHEN wait_ms * 2 > longest_ms THEN longest_ms ELSE wait_ms * 2 END";
    private static final String PROBE = "UPDATE callingcard_rest SET till = ? + " + DOUBLED + ", wait_ms = " + DOUBLED
            + " WHERE line = ? AND till <= ?";
    private static final String RESTORE = "UPDATE callingcard_rest SET till = ?, wait_ms = ? WHERE line = ?";
    private static final String END = "DELETE FROM callingcard_rest WHERE line = ?";
    private static final String ALL =
            "SELECT line, till, wait_ms, reason, longest_ms FROM callingcard_rest ORDER BY line";

    private Rests() {}

    /**
     * A line that rests.
     *
     * @param line   the provider and our number
     * @param till   when a lead may try the line again
     * @param length how long it rests until then
     * @param reason the failure
     * @param isLongest whether it rests as long as it may
     */
    record Rest(String line, Instant till, Duration length, String reason, boolean isLongest) {

        private static Rest read(ResultSet row) throws SQLException {
            return new Rest(
                    row.getString(1),
                    Sql.instant(row, 2),
                    Duration.ofMillis(row.getLong(3)),
                    row.getString(4),
                    row.getLong(3) >= row.getLong(5));
        }
    }

    /**
     * How long a line rests.
     *
     * @param first   the wait after the first failure
     * @param longest the longest wait
     */
    record Terms(Duration first, Duration longest) {}

    /** Lets a line rest. Returns when it is tried again. */
    static Instant add(Connection connection, String line, Terms terms, String reason, long now) throws SQLException {
        return Sql.first(
                        connection,
                        ADD,
                        row -> Sql.instant(row, 1),
                        line,
                        now + terms.first().toMillis(),
                        terms.first().toMillis(),
                        terms.longest().toMillis(),
                        Sql.shortened(LONGEST_REASON, reason),
                        now,
                        now)
                .orElseThrow();
    }

    static List<Rest> all(Connection connection) throws SQLException {
        return Sql.query(connection, ALL, Rest::read);
    }

    /** Begins a try. Of several nodes one gets true. The next try is after the doubled wait, unless this one succeeds. */
    static boolean probe(Connection connection, Rest rest, long now) throws SQLException {
        return Sql.update(connection, PROBE, now, rest.line(), now) == 1;
    }

    /** Takes back a try for which there was no lead. */
    static void restore(Connection connection, Rest rest) throws SQLException {
        Sql.update(
                connection, RESTORE, rest.till().toEpochMilli(), rest.length().toMillis(), rest.line());
    }

    /** The line works again. */
    static void end(Connection connection, String line) throws SQLException {
        Sql.update(connection, END, line);
    }
}
