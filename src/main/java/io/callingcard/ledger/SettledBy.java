// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/** How a doubt was settled. The tables store the ordinal, so the order must not change. */
enum SettledBy {
    /** The process ended before it sent anything. */
    NEVER_BEGUN,
    /** The provider's history shows the message, or proves that there is none. */
    HISTORY,
    /** A repeat cannot become a second message, because the provider recognizes its key. */
    REPEAT,
    /** The policy decided, because nothing proves what became of the message. */
    POLICY,
    /** A person found out. */
    PERSON;

    private static final SettledBy[] ALL = values();

    /** Whether the outcome is known since; or else only what to do. */
    boolean provesOutcome() {
        return this == HISTORY || this == PERSON;
    }

    /** Reads a column; null when nothing was settled. */
    static SettledBy read(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : ALL[number];
    }
}
