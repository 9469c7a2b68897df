// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Moves what only stories read any more to tables of its own, so that the tables of every day stay small. It moves a page at
 * a time, because messages wait for each.
 */
final class Archive {

    private static final int PAGE = 1_000;

    private Archive() {}

    /** Moves the rows of a page that come after a key. */
    private interface Mover {
        /** Returns the keys of the rows. */
        List<String> move(Connection connection, String after) throws SQLException;
    }

    /** Moves the attempts at steps that were sent longer ago, and what listeners keep. */
    static void move(LedgerStore store, Duration age) {
        long before = store.clock().instant().minus(age).toEpochMilli();
        String rows = store.database().sql("SELECT value->>0 FROM {rows}");
        move(store, (connection, after) -> AttemptTable.archive(connection, rows, before, after, PAGE));
        for (LedgerListener listener : store.listeners) {
            move(store, (connection, after) -> listener.archive(connection, rows, before, after, PAGE));
        }
    }

    private static void move(LedgerStore store, Mover mover) {
        List<String> moved = List.of("");
        while (!moved.isEmpty()) {
            String last = moved.get(moved.size() - 1);
            moved = store.database().write(connection -> mover.move(connection, last));
        }
    }
}
