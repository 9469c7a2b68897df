// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/** The tables as earlier releases created them. */
public final class FirstVersion {

    private FirstVersion() {}

    public static void create(Connection connection) throws SQLException {
        create(connection, 1);
    }

    /** Creates the tables of a version. */
    public static void create(Connection connection, int version) throws SQLException {
        Schema.update(connection, Dialect.of(connection), version);
    }

    /** Opens a database as the release did that knew this version of the tables. */
    public static Database open(DataSource source, int version) {
        return Database.open(source, version);
    }
}
