package io.callingcard.ledger.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Runs transactions on the ledger's database. */
public interface Database extends AutoCloseable {

    int MOST_ATTEMPTS = 100;
    long PAUSE_NANOS = 50_000_000;

    /** The work of one transaction. It may run again when the transaction fails. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Replaces the names in braces, such as {@code {now}}, by what this database calls them. */
    String sql(String common);

    /** Returns the settings that decide whether a commit survives a power failure. */
    String durability();

    /** Queues the work. The future completes after the commit, or fails with a {@link LedgerException}. */
    <T> CompletableFuture<T> submit(Work<T> work);

    /** Returns after the commit. */
    default <T> T write(Work<T> work) {
        return result(submit(work));
    }

    /** Like {@link #write}, for a single statement, which needs no transaction around it. */
    default <T> T statement(Work<T> work) {
        return write(work);
    }

    @Override
    void close();

    /** Returns a data source for a SQLite file, which is created if it does not exist. */
    static DataSource file(Path file) {
        return EmbeddedFile.source(file);
    }

    /** Opens a database and brings its tables up to date. */
    static Database open(DataSource source) {
        for (int attempt = 1; ; attempt++) {
            try {
                return opened(source);
            } catch (LedgerException e) {
                if (attempt == MOST_ATTEMPTS || !isBusy(e.getCause())) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static <T> T result(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException ours ? ours : LedgerException.of(e.getCause());
        }
    }

    /** Tells whether another process holds the lock of a SQLite file. */
    static boolean isBusy(Throwable cause) {
        return cause instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    private static Database opened(DataSource source) {
        try (Connection connection = source.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            Database database = dialect == Dialect.SQLITE ? new OneWriter(source) : new ManyWriters(source);
            try {
                database.write(each -> {
                    Schema.update(each, dialect);
                    return null;
                });
            } catch (LedgerException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (SQLException e) {
            throw new LedgerException(
                    "The ledger's database cannot be opened. Check the ledger's file or dataSource.", e);
        }
    }
}
