// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * One PostgreSQL for all tests of a process, because a start takes seconds. It ends with the process. Nothing here survives a
 * crash, so it does not wait for the disk; the tests that kill processes start one that does.
 */
public final class SharedPostgres {

    private static EmbeddedPostgres server;
    private static int databases;

    private SharedPostgres() {}

    /** Creates an empty database and returns its name. */
    public static String create() throws SQLException {
        return create("");
    }

    /** Copies a database and returns the name of the copy. PostgreSQL refuses while the database has connections. */
    public static String copyOf(String database) throws SQLException {
        return create(" TEMPLATE " + database);
    }

    public static DataSource source(String database) {
        return server().getDatabase("postgres", database);
    }

    /** Removes a database, also one that is still in use. */
    public static void drop(String database) throws SQLException {
        execute("DROP DATABASE " + database + " WITH (FORCE)");
    }

    private static synchronized String create(String template) throws SQLException {
        String name = "test" + ++databases;
        execute("CREATE DATABASE " + name + template);
        return name;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = server().getPostgresDatabase().getConnection();
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
