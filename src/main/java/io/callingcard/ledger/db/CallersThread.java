// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

/**
 * Does each piece of work at once, on the thread that submits it. For a process with one thread, which would wait for itself
 * otherwise. Savepoints are transactions of their own, or parts of one that the data source has begun.
 */
final class CallersThread implements Writer {

    private final Tally tally = new Tally();
    private final Connection connection;
    /** Compiled once, because a simulation has very many pieces of work. */
    private final PreparedStatement begin;

    private final PreparedStatement end;
    private final Session session;
    private boolean closed;

    CallersThread(DataSource source) throws SQLException {
        connection = source.getConnection();
        begin = connection.prepareStatement("SAVEPOINT piece");
        end = connection.prepareStatement("RELEASE piece");
        session = Session.on(connection);
    }

    @Override
    public void upgrade(int version, int partitions) {
        if (partitions != 0) {
            throw new LedgerException(
                    "partitions: are for PostgreSQL, and the ledger is a SQLite file. Leave them out.");
        }
        write(connection -> {
            Schema.update(connection, Dialect.SQLITE, version);
            return null;
        });
    }

    @Override
    public <T> CompletableFuture<T> submit(Sql.Work<T> work) {
        Piece<T> piece = new Piece<>(work, false, tally);
        if (closed) {
            piece.failed(new LedgerException("The ledger is closed"));
            return piece.outcome();
        }
        session.enter();
        try {
            begin.execute();
            piece.doOn(connection);
            end.execute();
        } catch (SQLException | RuntimeException | Error e) {
            undo();
            session.takeChanged();
            piece.failed(e);
            return piece.outcome();
        } finally {
            session.end();
        }
        tally.committed(session.takeChanged());
        piece.committed();
        return piece.outcome();
    }

    private void undo() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK TO piece");
            end.execute();
        } catch (SQLException e) {
            // The savepoint was not begun.
        }
    }

    @Override
    public <T> T read(Sql.Work<T> work) {
        return write(work);
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        closed = true;
        try {
            connection.close();
        } catch (SQLException e) {
            // All work is done.
        }
    }
}
