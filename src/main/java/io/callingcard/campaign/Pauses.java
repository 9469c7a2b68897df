// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.callingcard.ledger.db.Sql;

/** The lines that are paused: their shares by a route, or all that they send by a person. */
final class Pauses {

    private static final String ADD = "INSERT INTO callingcard_pause (line, till, reason, leads) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (line) DO UPDATE SET till = excluded.till, reason = excluded.reason,"
            + " leads = excluded.leads";
    private static final String END = "DELETE FROM callingcard_pause WHERE line = ?";
    private static final String AT = "SELECT line FROM callingcard_pause WHERE till > ?"
            + " UNION SELECT line FROM callingcard_rest WHERE till > ?";
    private static final String ALL = "SELECT line, till, reason, leads FROM callingcard_pause WHERE till > ?";

    /** The lines that take no leads either. */
    static final String OF_LEADS = "SELECT line FROM callingcard_pause WHERE leads = 1 AND till > ?";

    private static final int LONGEST_REASON = 300;

    private Pauses() {}

    static int add(Connection connection, Pause pause) throws SQLException {
        return Sql.update(
                connection,
                ADD,
                pause.line(),
                pause.till().toEpochMilli(),
                Sql.shortened(LONGEST_REASON, pause.reason()),
                pause.isOfLeads() ? 1 : 0);
    }

    /** Returns false if the line is not paused. */
    static boolean end(Connection connection, String line) throws SQLException {
        return Sql.update(connection, END, line) == 1;
    }

    /**
     * A line that is paused.
     *
     * @param reason    null if the route gave none
     * @param isOfLeads whether it takes no leads either
     */
    record Pause(String line, Instant till, String reason, boolean isOfLeads) {}

    static List<Pause> all(Connection connection, long now) throws SQLException {
        return Sql.query(
                connection,
                ALL,
                row -> new Pause(row.getString(1), Sql.instant(row, 2), row.getString(3), row.getInt(4) == 1),
                now);
    }

    /** Returns the lines that are paused, or rest because they cannot send, at a moment. */
    static Set<String> at(Connection connection, long now) throws SQLException {
        return Set.copyOf(Sql.query(connection, AT, row -> row.getString(1), now, now));
    }
}
