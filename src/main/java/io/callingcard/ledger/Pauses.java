package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** The lines that are left alone for a while. */
final class Pauses {

    private Pauses() {}

    static void add(Connection connection, String line, long till, String reason) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO callingcard_pause (line, till, reason) VALUES (?, ?, ?) ON CONFLICT (line) DO UPDATE SET"
                        + " till = excluded.till, reason = excluded.reason")) {
            statement.setString(1, line);
            statement.setLong(2, till);
            statement.setString(3, reason);
            statement.executeUpdate();
        }
    }

    static Set<String> at(Connection connection, long now) throws SQLException {
        Set<String> lines = new HashSet<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT line FROM callingcard_pause WHERE till > ?")) {
            statement.setLong(1, now);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getString(1));
                }
            }
        }
        return lines;
    }
}
