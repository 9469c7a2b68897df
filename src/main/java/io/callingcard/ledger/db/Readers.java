// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

import javax.sql.DataSource;

/**
 * Connections that read a SQLite file beside its writer. A long report must not hold up the messages, and with a log that is
 * written ahead a reader waits for nothing either.
 */
final class Readers implements AutoCloseable {

    private static final int MOST_KEPT = 2;

    /** Less than the writer has: a report reads most pages once. */
    private static final int CACHE_KIBIBYTES = 16 * 1024;

    private final DataSource source;
    private final LedgerFile file;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param file the file to watch; null for a data source of the user
     */
    Readers(DataSource source, LedgerFile file) {
        this.source = source;
        this.file = file;
    }

    /** Does work that changes nothing. All that it reads is from one moment. */
    <T> T read(Sql.Work<T> work) {
        Connection connection = null;
        boolean works = false;
        try {
            connection = take();
            T result = work.on(connection);
            connection.commit();
            works = true;
            return result;
        } catch (SQLException e) {
            throw file == null ? LedgerException.of(e) : file.explained(e);
        } finally {
            if (connection != null) {
                giveBack(connection, works);
            }
        }
    }

    private Connection take() throws SQLException {
        synchronized (this) {
            if (closed) {
                throw new LedgerException("The ledger is closed");
            }
            if (file != null && file.problem() != null) {
                throw new LedgerException(file.problem());
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            statement.execute("PRAGMA cache_size = -" + CACHE_KIBIBYTES);
        }
        connection.setAutoCommit(false);
        return connection;
    }

    /** An open transaction would keep the log from being moved into the file, so one that failed is closed. */
    private void giveBack(Connection connection, boolean works) {
        synchronized (this) {
            if (works && !closed && idle.size() < MOST_KEPT) {
                idle.push(connection);
                return;
            }
        }
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It has changed nothing.
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Readers::close);
        idle.clear();
    }
}
