package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/** PostgreSQL: each piece of work is a transaction of its own on a pooled connection. */
final class ManyWriters implements Writer {

    /** For submitted work. Callers that wait use their own thread. */
    private static final int MOST_THREADS = 8;

    private static final int IDLE_SECONDS = 10;

    private final DataSource source;
    private final ExecutorService threads;

    ManyWriters(DataSource source) {
        this.source = source;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "CallingCardLedger");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    @Override
    public <T> CompletableFuture<T> submit(Sql.Work<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> write(work), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new LedgerException("The ledger is closed"));
        }
    }

    @Override
    public <T> T write(Sql.Work<T> work) {
        return on(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        });
    }

    @Override
    public <T> T statement(Sql.Work<T> work) {
        return on(connection -> {
            connection.setAutoCommit(true);
            return work.on(connection);
        });
    }

    private <T> T on(Sql.Work<T> work) {
        try (Connection connection = source.getConnection()) {
            boolean auto = connection.getAutoCommit();
            try {
                return work.on(connection);
            } finally {
                restore(connection, auto);
            }
        } catch (SQLException e) {
            throw LedgerException.of(e);
        }
    }

    /** The first failure is reported; a failing rollback must not hide it. */
    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** A failure here must not hide the commit that succeeded. */
    private static void restore(Connection connection, boolean auto) {
        try {
            connection.setAutoCommit(auto);
        } catch (SQLException e) {
            // The pool detects the broken connection.
        }
    }

    /** Leaves the data source open: its owner closes it. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
