// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Optional;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.inbound.EventCursors;

/** Remembers how far a source was read. */
record CursorTable(Database database) implements EventCursors {

    private static final String READ = "SELECT position FROM callingcard_cursor WHERE name = ?";
    private static final String MOVE = "INSERT INTO callingcard_cursor (name, position) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET position = excluded.position";

    @Override
    public Optional<String> position(String name) {
        return database.write(connection -> Sql.first(connection, READ, row -> row.getString(1), name));
    }

    @Override
    public void move(String name, String position) {
        database.write(connection -> Sql.update(connection, MOVE, name, position));
    }
}
