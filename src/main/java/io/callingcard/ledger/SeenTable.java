package io.callingcard.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** Keys that were seen. To add one is one statement, so of several who try at once, one does. */
final class SeenTable {

    private static final int LONGEST_KEY = 300;

    private final Database database;
    private final String add;

    SeenTable(Database database) {
        this.database = database;
        this.add = database.dialect()
                .sql("INSERT INTO callingcard_seen (name, seen_at) VALUES (?, {now}) ON CONFLICT DO NOTHING");
    }

    boolean add(String key) {
        return change(add, key) == 1;
    }

    boolean contains(String key) {
        return database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT 1 FROM callingcard_seen WHERE name = ?")) {
                statement.setString(1, Shortened.to(LONGEST_KEY, key));
                try (ResultSet found = statement.executeQuery()) {
                    return found.next();
                }
            }
        });
    }

    boolean remove(String key) {
        return change("DELETE FROM callingcard_seen WHERE name = ?", key) == 1;
    }

    void clear() {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM callingcard_seen")) {
                return statement.executeUpdate();
            }
        });
    }

    private int change(String sql, String key) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, Shortened.to(LONGEST_KEY, key));
                return statement.executeUpdate();
            }
        });
    }
}
