package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.callingcard.ledger.db.Sql;

/** The lines whose shares a route paused. */
final class Pauses {

    private static final String ADD = "INSERT INTO callingcard_pause (line, till, reason) VALUES (?, ?, ?)"
            + " ON CONFLICT (line) DO UPDATE SET till = excluded.till, reason = excluded.reason";
    private static final String AT = "SELECT line FROM callingcard_pause WHERE till > ?"
            + " UNION SELECT line FROM callingcard_rest WHERE till > ?";
    private static final String ALL = "SELECT line, till, reason FROM callingcard_pause WHERE till > ?";
    private static final int LONGEST_REASON = 300;

    private Pauses() {}

    static int add(Connection connection, String line, long till, String reason) throws SQLException {
        return Sql.update(connection, ADD, line, till, Sql.shortened(LONGEST_REASON, reason));
    }

    /**
     * A line that is paused.
     *
     * @param reason null if the route gave none
     */
    record Pause(String line, Instant till, String reason) {}

    static List<Pause> all(Connection connection, long now) throws SQLException {
        return Sql.query(
                connection, ALL, row -> new Pause(row.getString(1), Sql.instant(row, 2), row.getString(3)), now);
    }

    /** Returns the lines that are paused, or rest because they cannot send, at a moment. */
    static Set<String> at(Connection connection, long now) throws SQLException {
        return Set.copyOf(Sql.query(connection, AT, row -> row.getString(1), now, now));
    }
}
