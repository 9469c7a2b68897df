// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What to do with a step in doubt when even the provider's history does not show whether it was sent. The table stores
 * the ordinal, so the order must not change.
 */
public enum Decision {
    /** Never send it again: one message too few is better than one too many. */
    SKIP,
    /** Send it again: one message too many is better than one too few. */
    RESEND,
    /** Leave it until a person decides. */
    ASK;

    private static final Decision[] ALL = values();

    /** Reads a column; null when nothing is decided. */
    static Decision read(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : ALL[number];
    }

    /** Returns the number for the table; null for null. */
    static Integer number(Decision decision) {
        return decision == null ? null : decision.ordinal();
    }
}
