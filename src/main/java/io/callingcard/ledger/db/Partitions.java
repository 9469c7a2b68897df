// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits the large tables of PostgreSQL by a hash, so that each part has smaller indexes and a vacuum of its own. The key
 * of a claim begins with its chat. Splitting moves the rows that are there.
 */
final class Partitions {

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

    /**
     * A table.
     *
     * @param key the column that decides to which partition a row belongs, which is part of the primary key
     */
    private record Table(String name, String key) {

        private String part(int number, int of) {
            return name + "_" + of + "_" + number;
        }
    }

    private static final List<Table> TABLES = List.of(
            new Table("callingcard_chat", "chat"),
            new Table("callingcard_alias", "alias"),
            new Table("callingcard_claim", "claim_key"),
            new Table("callingcard_attempt", "claim_key"),
            new Table("callingcard_cold_attempt", "claim_key"),
            new Table("callingcard_cold_lead", "lead_key"),
            new Table("callingcard_share", "chat"),
            new Table("callingcard_lead", "lead_key"));

    private static final String OF = "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            + " WHERE i.inhparent = to_regclass(?) ORDER BY c.relname";
    private static final String INDEXES = "SELECT pg_get_indexdef(indexrelid) FROM pg_index"
            + " WHERE indrelid = to_regclass(?) AND NOT indisprimary";
    private static final String PRIMARY_KEY = "SELECT 'CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid)"
            + " FROM pg_constraint WHERE conrelid = to_regclass(?) AND contype = 'p'";

    private Partitions() {}

    /** Returns the partitions of a table; none if it is whole. */
    static List<String> of(Connection connection, String table) throws SQLException {
        return Sql.query(connection, OF, row -> row.getString(1), table);
    }

    /** Tells whether each large table has this many. */
    static boolean areThere(Connection connection, int wanted) throws SQLException {
        for (Table table : TABLES) {
            if (of(connection, table.name).size() != wanted) {
                return false;
            }
        }
        return true;
    }

    /**
     * Splits each large table that does not have this many partitions. Takes all tables before it moves rows, which may take
     * longer than the driver's limit of time.
     */
    static Void split(Connection connection, int wanted) throws SQLException {
        int limit = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLES.stream()
                    .map(Table::name)
                    .collect(Collectors.joining(", ", "LOCK TABLE ", " IN ACCESS EXCLUSIVE MODE")));
        }
        for (Table table : TABLES) {
            if (of(connection, table.name).size() != wanted) {
                split(connection, table, wanted);
            }
        }
        connection.setNetworkTimeout(Runnable::run, limit);
        return null;
    }

    private static void split(Connection connection, Table table, int wanted) throws SQLException {
        String name = table.name;
        String split = name + "_split";
        try (Statement statement = connection.createStatement()) {
            List<String> indexes = Sql.query(connection, INDEXES, row -> row.getString(1), name);
            String primaryKey = Sql.first(connection, PRIMARY_KEY, row -> row.getString(1), name)
                    .orElseThrow();
            statement.execute("CREATE TABLE " + split + " (LIKE " + name + " INCLUDING DEFAULTS) PARTITION BY HASH ("
                    + table.key + ")");
            for (int i = 0; i < wanted; i++) {
                statement.execute("CREATE TABLE " + table.part(i, wanted) + " PARTITION OF " + split
                        + " FOR VALUES WITH (MODULUS " + wanted + ", REMAINDER " + i + ") WITH (fillfactor = 80)");
            }
            long rows = Sql.update(connection, "INSERT INTO " + split + " SELECT * FROM " + name);
            statement.execute("DROP TABLE " + name);
            statement.execute("ALTER TABLE " + split + " RENAME TO " + name);
            statement.execute("ALTER TABLE " + name + " ADD " + primaryKey);
            for (String index : indexes) {
                statement.execute(index.replace(" ON ONLY ", " ON "));
            }
            statement.execute("ANALYZE " + name);
            LOG.info("{} has {} partitions now. {} rows were moved.", name, wanted, rows);
        }
    }
}
