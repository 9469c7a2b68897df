// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;

/** The differences between the two databases. */
enum Dialect {
    SQLITE("CAST(unixepoch('subsec') * 1000 AS INTEGER)", "BLOB", "", "json_each(?)", "", "", "WITHOUT ROWID"),
    POSTGRESQL(
            "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
            "BYTEA",
            "FOR UPDATE SKIP LOCKED",
            "json_array_elements(CAST(? AS json))",
            "COLLATE \"C\"",
            "COLLATE \"default\"",
            "");

    private static final Pattern ROW_OR_KEY = Pattern.compile("\\{row or (\\w+)}");

    private final String now;
    private final String bytes;
    private final String skipLocked;
    private final String rows;
    private final String bytewise;
    private final String usual;
    private final String clustered;

    Dialect(String now, String bytes, String skipLocked, String rows, String bytewise, String usual, String clustered) {
        this.now = now;
        this.bytes = bytes;
        this.skipLocked = skipLocked;
        this.rows = rows;
        this.bytewise = bytewise;
        this.usual = usual;
        this.clustered = clustered;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "sqlite" -> SQLITE;
            case "postgresql" -> POSTGRESQL;
            default ->
                throw new LedgerException("dataSource: is a " + product + " database. Use SQLite or PostgreSQL.");
        };
    }

    /** Returns the settings that decide whether a commit survives a power failure. */
    String durability(Connection connection) throws SQLException {
        return this == SQLITE
                ? "journal_mode=" + value(connection, "PRAGMA journal_mode") + ", synchronous="
                        + value(connection, "PRAGMA synchronous")
                : "fsync=" + value(connection, "SHOW fsync") + ", synchronous_commit="
                        + value(connection, "SHOW synchronous_commit");
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * Replaces the names in braces. {@code {now}} is the database's clock, because the clocks of nodes differ. A column that is
     * {@code {bytewise}} is compared {@code {as usual}} with one that is not: otherwise no index of the other one would serve.
     * {@code {row or KEY}} is what finds a row fastest within a statement: SQLite would find its key in one tree, and then the row
     * in another one.
     */
    String sql(String common) {
        return ROW_OR_KEY
                .matcher(common)
                .replaceAll(name -> this == SQLITE ? "rowid" : name.group(1))
                .replace("{now}", now)
                .replace("{bytes}", bytes)
                .replace("{skip locked}", skipLocked)
                .replace("{rows}", rows)
                .replace("{bytewise}", bytewise)
                .replace("{as usual}", usual)
                .replace("{clustered}", clustered);
    }
}
