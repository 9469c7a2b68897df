package io.callingcard.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

import io.callingcard.provider.inbound.EventCursors;

/** How far reading has come. */
record CursorTable(Database database) implements EventCursors {

    @Override
    public Optional<String> position(String name) {
        return database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT position FROM callingcard_cursor WHERE name = ?")) {
                statement.setString(1, name);
                try (ResultSet found = statement.executeQuery()) {
                    return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void move(String name, String position) {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO callingcard_cursor"
                            + " (name, position) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET position = excluded.position")) {
                statement.setString(1, name);
                statement.setString(2, position);
                return statement.executeUpdate();
            }
        });
    }
}
