// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation.scale;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Splits the large tables of a ledger by a hash, as PostgreSQL does it. For measurements. */
final class Partitions {

    /** Each table with the column by which its rows are spread. */
    private static final Map<String, String> TABLES = Map.of(
            "callingcard_claim", "claim_key",
            "callingcard_attempt", "claim_key",
            "callingcard_chat", "chat",
            "callingcard_alias", "alias",
            "callingcard_share", "chat",
            "callingcard_lead", "lead_key",
            "callingcard_inbox", "event_id");

    private Partitions() {}

    /** Splits tables that have just been created. */
    static void split(Connection connection, int parts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> each : TABLES.entrySet()) {
                String table = each.getKey();
                statement.execute("ALTER TABLE " + table + " RENAME TO " + table + "_whole");
                statement.execute("CREATE TABLE " + table + " (LIKE " + table + "_whole INCLUDING ALL)"
                        + " PARTITION BY HASH (" + each.getValue() + ")");
                for (int part = 0; part < parts; part++) {
                    statement.execute("CREATE TABLE " + table + "_p" + part + " PARTITION OF " + table
                            + " FOR VALUES WITH (MODULUS " + parts + ", REMAINDER " + part + ")");
                }
                statement.execute("INSERT INTO " + table + " SELECT * FROM " + table + "_whole");
                statement.execute("DROP TABLE " + table + "_whole");
            }
        }
    }

    /** Returns the bytes of tables with their indexes, whole or in parts. */
    static long bytes(Connection connection, String... tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT SUM(pg_total_relation_size(oid)) FROM pg_class"
                        + " WHERE relkind = 'r' AND relname ~ '^(" + String.join("|", tables) + ")(_p[0-9]+)?$'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
