// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Creates and upgrades the tables, those of campaigns too: one version number describes the whole database. A file of a
 * few statements needs no migration library, which would bring its own configuration into every user's class path.
 */
final class Schema {

    /** Begins a statement that SQLite does not need. */
    private static final String ONLY_POSTGRESQL = "{only postgresql}";

    private static final String FILE = "schema.sql";
    private static final Pattern HEADING = Pattern.compile("^-- Version \\d+: .*\\R(-- .*\\R)*", Pattern.MULTILINE);
    private static final Pattern END = Pattern.compile(";\\R");

    /** The statements that create version 1, those that upgrade it to version 2, and so on. */
    private static final List<List<String>> VERSIONS = versions();

    static final int NEWEST = VERSIONS.size();

    private static final int FIRST_WITH_SETTINGS = 2;

    /**
     * The newest version that a release must know to use the tables. Later versions add to them only: tables, columns that
     * may be null, and indexes. So nodes of the release before go on while a node upgrades. What no release needs any more
     * is removed one release later, and then this number rises.
     */
    private static final int LEAST = 18;

    private static final String LEAST_KNOWN = "SELECT value FROM callingcard_setting WHERE name = 'schema-least'";
    private static final String KEEP_LEAST = "INSERT INTO callingcard_setting (name, value) VALUES ('schema-least', ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private Schema() {}

    private static List<List<String>> versions() {
        try (InputStream file = Schema.class.getResourceAsStream(FILE)) {
            return HEADING.splitAsStream(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .skip(1)
                    .map(version -> END.splitAsStream(version)
                            .map(String::strip)
                            .filter(statement -> !statement.isEmpty())
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates or upgrades the tables, in the transaction of the caller. */
    static void update(Connection connection, Dialect dialect, int wanted) throws SQLException {
        for (int next = version(connection); next < wanted; next++) {
            for (String change : changes(dialect, next)) {
                execute(connection, change);
            }
            reached(connection, next + 1);
        }
    }

    /** Returns the version of the tables; 0 if there are none. Fails if this release cannot use them. */
    static int version(Connection connection) throws SQLException {
        execute(connection, "CREATE TABLE IF NOT EXISTS callingcard_schema (version INTEGER NOT NULL PRIMARY KEY)");
        return known(connection);
    }

    /** Like {@link #version}, of tables that exist. */
    static int known(Connection connection) throws SQLException {
        int version = (int) Sql.number(connection, "SELECT COALESCE(MAX(version), 0) FROM callingcard_schema");
        if (version > NEWEST && least(connection, version) > NEWEST) {
            throw new LedgerException("The ledger's tables have version " + version
                    + ", which a newer release created. This release knows version " + NEWEST
                    + ". Use the newer release, or another database.");
        }
        return version;
    }

    private static int least(Connection connection, int version) throws SQLException {
        return Sql.first(connection, LEAST_KNOWN, row -> Integer.parseInt(row.getString(1)))
                .orElse(version);
    }

    /** Returns the statements that lead from a version to the next one. */
    static List<String> changes(Dialect dialect, int version) {
        return VERSIONS.get(version).stream()
                .filter(change -> dialect == Dialect.POSTGRESQL || !change.startsWith(ONLY_POSTGRESQL))
                .map(change -> dialect.sql(change.replace(ONLY_POSTGRESQL, "")))
                .toList();
    }

    /** Records that the tables have a version. */
    static void reached(Connection connection, int version) throws SQLException {
        execute(connection, "INSERT INTO callingcard_schema (version) VALUES (" + version + ")");
        if (version >= FIRST_WITH_SETTINGS) {
            Sql.update(connection, KEEP_LEAST, Integer.toString(Math.min(version, LEAST)));
        }
    }

    private static void execute(Connection connection, String change) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }
}
