package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;

/** The tables as the first release created them. */
public final class FirstVersion {

    private FirstVersion() {}

    public static void create(Connection connection) throws SQLException {
        Schema.update(connection, Dialect.of(connection), 1);
    }
}
