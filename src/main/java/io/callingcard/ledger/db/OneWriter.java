// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * SQLite allows one writer at a time, and each commit waits for the disk. So one thread does all the work, and work that
 * queues meanwhile shares the next commit.
 */
final class OneWriter implements Writer {

    private static final Logger LOG = LoggerFactory.getLogger(OneWriter.class);

    private static final int MOST_IN_ONE_COMMIT = 256;
    private static final long LOOK_NANOS = 500_000;
    private static final Piece<Void> END = new Piece<>(connection -> null, false, new Tally());

    /** Another process may read the log for long, such as a backup. Claims must not wait for it. */
    private static final long LOG_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Tally tally = new Tally();
    private final BlockingQueue<Piece<?>> waiting = new LinkedBlockingQueue<>();
    private final DataSource source;
    private final LedgerFile file;
    private final Connection connection;
    private final Statement control;
    private final Thread writer;
    private final long patienceNanos;
    private final Readers readers;
    private Session session;
    private volatile boolean closed;

    /**
     * Opens a connection and starts the thread.
     *
     * @param file the file to watch; null for a data source of the user
     */
    OneWriter(DataSource source, LedgerFile file) throws SQLException {
        this.source = source;
        this.file = file;
        readers = new Readers(source, file);
        connection = source.getConnection();
        // The driver would ask for the keys of new rows, and leave that question open.
        connection.unwrap(SQLiteConnection.class).getConnectionConfig().setGetGeneratedKeys(false);
        control = connection.createStatement();
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis());
        control.execute("PRAGMA busy_timeout = 0");
        control.execute("PRAGMA secure_delete = ON");
        writer = new Thread(this::run, "CallingCardLedger");
        writer.setDaemon(true);
        writer.start();
    }

    /** How long the data source would wait for other processes. */
    private long patienceMillis() throws SQLException {
        try (ResultSet row = control.executeQuery("PRAGMA busy_timeout")) {
            return row.getLong(1);
        }
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
        return submit(new Piece<>(work, false, tally));
    }

    @Override
    public long erase(Sql.Work<Long> deletion) {
        return Writer.join(submit(new Piece<>(connection -> Remains.afterDeleting(connection, deletion), true, tally)));
    }

    private <T> CompletableFuture<T> submit(Piece<T> piece) {
        waiting.add(piece);
        if (closed && waiting.remove(piece)) {
            piece.failed(new LedgerException("The ledger is closed"));
        }
        return piece.outcome();
    }

    @Override
    public <T> T read(Sql.Work<T> work) {
        return readers.read(work);
    }

    @Override
    public Tally tally() {
        return tally;
    }

    private void run() {
        session = Session.begin(connection, true);
        boolean more = true;
        while (more) {
            List<Piece<?>> together = new ArrayList<>();
            try {
                together.add(waiting.take());
            } catch (InterruptedException e) {
                more = false;
            }
            waiting.drainTo(together, MOST_IN_ONE_COMMIT - 1);
            more = more && !together.remove(END);
            commit(together);
        }
        end();
    }

    /** A piece that fails must not cost the others: they are repeated without it, and it is repeated by itself. */
    private void commit(List<Piece<?>> together) {
        List<Piece<?>> alone = new ArrayList<>();
        List<Piece<?>> failed = tryToCommit(together);
        while (!failed.isEmpty()) {
            alone.addAll(failed);
            together.removeAll(failed);
            failed = tryToCommit(together);
        }
        alone.forEach(piece -> tryToCommit(List.of(piece)));
    }

    /**
     * Returns the pieces that have to be repeated one by one; none if all were committed. The future of a single piece that
     * fails completes with the failure.
     */
    private List<Piece<?>> tryToCommit(List<Piece<?>> together) {
        if (together.isEmpty()) {
            return List.of();
        }
        Piece<?> running = null;
        boolean begun = false;
        try {
            if (file != null) {
                file.verify(connection);
            }
            // Not by the driver's own transactions: they begin anew right after a commit, and would lock out every
            // other process.
            inTurn("BEGIN IMMEDIATE");
            begun = true;
            for (Piece<?> piece : together) {
                running = piece;
                piece.doOn(connection);
            }
            running = null;
            inTurn("COMMIT");
        } catch (SQLException | RuntimeException | Error e) {
            // Errors too: otherwise callers would wait forever.
            undo();
            session.takeChanged();
            if (!begun || together.size() == 1) {
                // If another process holds the lock, each piece would wait for it as long.
                together.forEach(piece -> piece.failed(file == null || isBusy(e) ? e : file.explained(e)));
                return List.of();
            }
            return running == null ? List.copyOf(together) : List.of(running);
        }
        tally.committed(session.takeChanged());
        List<Piece<?>> erasing = together.stream().filter(piece -> piece.erases).toList();
        together.stream().filter(piece -> !piece.erases).forEach(Piece::committed);
        if (!erasing.isEmpty()) {
            rewrite();
            erasing.forEach(Piece::committed);
        }
        return List.of();
    }

    /** Rewrites the file if deleted rows may remain in it. Takes about as long as copying it. */
    private void rewrite() {
        try {
            if (!Remains.areIn(connection)) {
                return;
            }
            inTurn("VACUUM");
            truncateLog();
            inTurn(Remains.UNMARK);
        } catch (SQLException e) {
            LOG.warn(
                    "Deleted rows may still be readable in the ledger's file {}. The next purge tries again.",
                    file == null ? "" : file,
                    e);
        }
    }

    private void truncateLog() throws SQLException {
        long since = System.nanoTime();
        while (Sql.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
            if (System.nanoTime() - since > LOG_PATIENCE_NANOS) {
                throw new SQLException("Another process reads the ledger's log");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /**
     * Retries while another process writes. SQLite's own wait grows with each retry, so a process that writes without a
     * pause would lock out all others.
     */
    private void inTurn(String sql) throws SQLException {
        long since = System.nanoTime();
        while (true) {
            try {
                control.execute(sql);
                return;
            } catch (SQLException e) {
                if (!isBusy(e) || System.nanoTime() - since > patienceNanos) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** Tells whether another process holds the lock of the file. */
    static boolean isBusy(Throwable cause) {
        return cause instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    private void undo() {
        try {
            control.execute("ROLLBACK");
        } catch (SQLException e) {
            // The next piece of work reports it.
        }
    }

    private void end() {
        closed = true;
        for (Piece<?> piece = waiting.poll(); piece != null; piece = waiting.poll()) {
            piece.failed(new LedgerException("The ledger is closed"));
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // All work is done.
        }
    }

    /** Does the queued work first. */
    @Override
    public void close() {
        closed = true;
        readers.close();
        waiting.add(END);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
