package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import io.callingcard.ledger.db.Sql;

/** The lines that rest for a while. */
final class Pauses {

    private static final String ADD = "INSERT INTO callingcard_pause (line, till, reason) VALUES (?, ?, ?)"
            + " ON CONFLICT (line) DO UPDATE SET till = excluded.till, reason = excluded.reason";
    private static final String AT = "SELECT line FROM callingcard_pause WHERE till > ?";

    private Pauses() {}

    static int add(Connection connection, String line, long till, String reason) throws SQLException {
        return Sql.update(connection, ADD, line, till, reason);
    }

    /** Returns the lines that rest at a moment. */
    static Set<String> at(Connection connection, long now) throws SQLException {
        return Set.copyOf(Sql.query(connection, AT, row -> row.getString(1), now));
    }
}
