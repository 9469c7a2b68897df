// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Remembers in a SQLite file that deleted rows may still be readable in it. With {@code secure_delete} SQLite overwrites a
 * deleted row, but not the copies of it that remain where SQLite once split a page. So the file is rewritten. The mark stays
 * until that is done, also after a crash. The upgrade of a ledger sets it too.
 */
final class Remains {

    /** Removes the mark. */
    static final String UNMARK = "DELETE FROM callingcard_setting WHERE name = 'remains'";

    private static final String MARK =
            "INSERT INTO callingcard_setting (name, value) VALUES ('remains', '1')" + " ON CONFLICT (name) DO NOTHING";
    private static final String MARKED = "SELECT 1 FROM callingcard_setting WHERE name = 'remains'";

    private Remains() {}

    /** Deletes rows and sets the mark if there were any. Returns how many. */
    static long afterDeleting(Connection connection, Sql.Work<Long> deletion) throws SQLException {
        long rows = deletion.on(connection);
        if (rows > 0) {
            Sql.update(connection, MARK);
        }
        return rows;
    }

    static boolean areIn(Connection connection) throws SQLException {
        return Sql.exists(connection, MARKED);
    }
}
