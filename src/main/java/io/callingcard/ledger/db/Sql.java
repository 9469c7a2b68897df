// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.callingcard.provider.claim.Fingerprint;

/** Runs SQL statements. Values are text, whole numbers, bytes or null. */
public final class Sql {

    /**
     * Ends a query with the most rows that it returns, a value. If the limit were the value alone, SQLite would compile the
     * statement again for each value that is set, because its plan depends on the limit. That takes ten times as long as the query.
     */
    public static final String LIMIT = " LIMIT ? + 0";

    private Sql() {}

    /** The work of one transaction. It may run again when the transaction fails. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Returns the number of rows that changed. */
    public static int update(Connection connection, String sql, Object... values) throws SQLException {
        return Session.run(connection, sql, values, statement -> {
            int rows = statement.getUpdateCount();
            if (rows != 0) {
                Session.changed(connection);
            }
            return rows;
        });
    }

    /**
     * An update that need not tell how many rows it changes. PostgreSQL gets it together with the next statement, or at the
     * end of the work.
     */
    public static void later(Connection connection, String sql, Object... values) throws SQLException {
        if (!Session.later(connection, sql, values)) {
            update(connection, sql, values);
        }
    }

    /** Runs one statement with the values of each row. Returns the number of rows that each run changed. */
    public static int[] batch(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        return Session.use(connection, sql, statement -> {
            for (Object[] values : rows) {
                Session.bind(statement, values);
                statement.addBatch();
            }
            Session.changed(connection);
            return statement.executeBatch();
        });
    }

    /** Also for statements that change rows and return them. */
    public static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, Object... values)
            throws SQLException {
        return Session.run(connection, sql, values, statement -> {
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            if (!found.isEmpty() && sql.contains(" RETURNING ")) {
                Session.changed(connection);
            }
            return found;
        });
    }

    /** Returns the first row; empty also when the reader returns null. */
    public static <T> Optional<T> first(Connection connection, String sql, RowReader<T> reader, Object... values)
            throws SQLException {
        List<T> found = query(connection, sql, reader, values);
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.get(0));
    }

    public static boolean exists(Connection connection, String sql, Object... values) throws SQLException {
        return first(connection, sql, row -> true, values).isPresent();
    }

    /** Returns the single number that a query such as {@code SELECT COUNT(*)} answers. */
    public static long number(Connection connection, String sql, Object... values) throws SQLException {
        return first(connection, sql, row -> row.getLong(1), values).orElseThrow();
    }

    /** Reads milliseconds since 1970; null where the column is. */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** A condition such as {@code state IN (0, 1, 3)}; enums are stored by their ordinal. */
    public static String in(String column, List<? extends Enum<?>> values) {
        return values.stream()
                .map(value -> Integer.toString(value.ordinal()))
                .collect(Collectors.joining(", ", column + " IN (", ")"));
    }

    /** Makes a text fit into its column. Different texts stay different, and the beginning stays readable. */
    public static String shortened(int longest, String text) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        String digest = Fingerprint.of(text);
        return text.substring(0, longest - digest.length() - 1) + "~" + digest;
    }
}
