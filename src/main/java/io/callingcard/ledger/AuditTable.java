// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import io.callingcard.ledger.db.Sql;

/** Who did what. It names people by masked numbers, so it may outlive their being forgotten. */
final class AuditTable {

    private static final int LONGEST_USER = 100;
    private static final int LONGEST_ACTION = 40;
    private static final int LONGEST_TARGET = 120;
    private static final int LONGEST_DETAILS = 500;

    private static final String ADD =
            "INSERT INTO callingcard_audit (at, id, user_name, action, target, details) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String PAGE = "SELECT at, id, user_name, action, target, details FROM callingcard_audit"
            + " WHERE at < ? OR at = ? AND id < ? ORDER BY at DESC, id DESC" + Sql.LIMIT;
    private static final String PURGE = "DELETE FROM callingcard_audit WHERE at < ?";

    private AuditTable() {}

    /** A row, and its place in the order of rows. */
    record Row(Place place, AuditRecord record) {}

    /** The place of a row. Newer rows come first. */
    record Place(long at, String id) {

        /** Comes before all rows. */
        static final Place FIRST = new Place(Long.MAX_VALUE, "");

        /** Reads what {@link #toString} wrote. Fails if it is nothing of the kind. */
        static Place parse(String written) {
            int dash = written.indexOf('-');
            try {
                return new Place(Long.parseLong(written.substring(0, Math.max(0, dash))), written.substring(dash + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("cursor: is no place in the list. Use the value of next.", e);
            }
        }

        @Override
        public String toString() {
            return at + "-" + id;
        }
    }

    static void add(Connection connection, AuditRecord record) throws SQLException {
        Sql.update(
                connection,
                ADD,
                record.at().toEpochMilli(),
                UUID.randomUUID().toString(),
                Sql.shortened(LONGEST_USER, record.user()),
                Sql.shortened(LONGEST_ACTION, record.action()),
                Sql.shortened(LONGEST_TARGET, record.target()),
                Sql.shortened(LONGEST_DETAILS, record.details()));
    }

    /** Returns the rows after a place, the newest first. */
    static List<Row> page(Connection connection, Place after, int most) throws SQLException {
        return Sql.query(
                connection,
                PAGE,
                row -> new Row(
                        new Place(row.getLong(1), row.getString(2)),
                        new AuditRecord(
                                Sql.instant(row, 1),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6))),
                after.at(),
                after.at(),
                after.id(),
                most);
    }

    static int purge(Connection connection, long before) throws SQLException {
        return Sql.update(connection, PURGE, before);
    }
}
