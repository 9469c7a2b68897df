package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/** PostgreSQL: each piece of work is a transaction of its own, on a connection of the pool. */
final class ManyWriters implements Database {

    /** For what nobody waits for; who waits does the work on his own thread. */
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
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> write(work), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new LedgerException("The ledger is closed"));
        }
    }

    @Override
    public <T> T write(Work<T> work) {
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
    public <T> T statement(Work<T> work) {
        return on(connection -> {
            connection.setAutoCommit(true);
            return work.on(connection);
        });
    }

    private <T> T on(Work<T> work) {
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

    /** A connection that is broken says so once; what it says to the rollback would only hide that. */
    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** What was committed is committed, whatever becomes of the connection. */
    private static void restore(Connection connection, boolean auto) {
        try {
            connection.setAutoCommit(auto);
        } catch (SQLException e) {
            // The pool finds out that it is broken.
        }
    }

    /** The pool of connections is whoever's made it. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
