// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A kind of database, for both contenders: SQLite or PostgreSQL, both of which wait for the disk at each commit. */
interface FlowDatabase extends AutoCloseable {

    /** Makes an empty database, and returns its file or its JDBC address. */
    String empty() throws Exception;

    /** Copies a database that no process has open. */
    String copy(String original) throws Exception;

    /** Starts to count the commits to a database that changed something. */
    Commits commits(String database) throws Exception;

    @Override
    void close() throws Exception;

    /** A counter of commits. */
    interface Commits extends AutoCloseable {
        long count() throws Exception;

        @Override
        void close() throws Exception;
    }

    static FlowDatabase of(String kind, Path folder) throws IOException {
        return switch (kind) {
            case "sqlite" -> new Sqlite(folder);
            case "postgresql" -> new Postgresql();
            default -> throw new IllegalArgumentException("bench.flow.databases: no database " + kind);
        };
    }

    /** Files in a folder. */
    final class Sqlite implements FlowDatabase {

        private final Path folder;
        private int databases;

        private Sqlite(Path folder) {
            this.folder = folder;
        }

        @Override
        public String empty() throws IOException {
            return Files.createDirectories(folder.resolve("sqlite-" + ++databases))
                    .resolve("flow.db")
                    .toString();
        }

        /** With the file of the key beside it. */
        @Override
        public String copy(String original) throws IOException {
            String copy = empty();
            Files.copy(Path.of(original), Path.of(copy));
            Path key = Path.of(original + "-key");
            if (Files.exists(key)) {
                Files.copy(key, Path.of(copy + "-key"));
            }
            return copy;
        }

        @Override
        public Commits commits(String database) {
            return new WalCommits(Path.of(database));
        }

        @Override
        public void close() {
            // The bench deletes the folder.
        }
    }

    /** Databases of a server that the bench starts. */
    final class Postgresql implements FlowDatabase {

        private final EmbeddedPostgres server;
        private int databases;

        private Postgresql() throws IOException {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "400")
                    .start();
            requireFsync();
        }

        /** The server is for tests, and turns this off unless it is told otherwise. */
        private void requireFsync() throws IOException {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SHOW fsync")) {
                result.next();
                if (!result.getString(1).equals("on")) {
                    server.close();
                    throw new IllegalStateException("The server of PostgreSQL does not wait for the disk");
                }
            } catch (SQLException e) {
                server.close();
                throw new IOException(e);
            }
        }

        @Override
        public String empty() throws SQLException {
            return create("");
        }

        @Override
        public String copy(String original) throws SQLException {
            return create(" TEMPLATE " + original.replaceAll(".*/(\\w+)\\?.*", "$1"));
        }

        private String create(String template) throws SQLException {
            String name = "flow" + ++databases;
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name + template);
            }
            return server.getJdbcUrl("postgres", name);
        }

        /** A transaction that changes something takes the next number. */
        @Override
        public Commits commits(String database) throws SQLException {
            Connection connection = DriverManager.getConnection(database);
            return new Commits() {
                @Override
                public long count() throws SQLException {
                    try (Statement statement = connection.createStatement();
                            ResultSet result = statement.executeQuery(
                                    "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
                        result.next();
                        return result.getLong(1);
                    }
                }

                @Override
                public void close() throws SQLException {
                    connection.close();
                }
            };
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
