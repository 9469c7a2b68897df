// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * One PostgreSQL for all tests of a process, because a start takes seconds. It ends with the process. Nothing here survives a
 * crash, so it does not wait for the disk; the tests that kill processes start one that does.
 */
public final class SharedPostgres {

    /** Empties a database. What still uses it loses its connection. */
    private static final String EMPTY = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid();"
            + " DROP SCHEMA public CASCADE; CREATE SCHEMA public";

    private static final Deque<String> EMPTIED = new ArrayDeque<>();
    private static EmbeddedPostgres server;
    private static int databases;

    private SharedPostgres() {}

    /** Returns the name of an empty database. */
    public static synchronized String create() throws SQLException {
        return EMPTIED.isEmpty() ? create("") : EMPTIED.pop();
    }

    /** Copies a database and returns the name of the copy. PostgreSQL refuses while the database has connections. */
    public static String copyOf(String database) throws SQLException {
        return create(" TEMPLATE " + database);
    }

    public static DataSource source(String database) {
        return server().getDatabase("postgres", database);
    }

    /** Empties a database for a later test, which takes less time than to remove it and to create another one. */
    public static synchronized void drop(String database) throws SQLException {
        execute(source(database), EMPTY);
        EMPTIED.push(database);
    }

    private static synchronized String create(String template) throws SQLException {
        String name = "test" + ++databases;
        execute(server().getPostgresDatabase(), "CREATE DATABASE " + name + template);
        return name;
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL does not start", e);
            }
        }
        return server;
    }
}
