package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Transactions on the ledger's database. */
interface Database extends AutoCloseable {

    int MOST_ATTEMPTS = 100;
    long PAUSE_NANOS = 50_000_000;

    /** What is done inside one transaction; it may be done again when the transaction fails. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    Dialect dialect();

    /** Does the work, soon; when it is complete, it is durable. Fails with a {@link LedgerException}. */
    <T> CompletableFuture<T> submit(Work<T> work);

    /** Does the work; when this returns, it is durable. */
    default <T> T write(Work<T> work) {
        return result(submit(work));
    }

    /** As {@link #write}, for a single statement, which needs no transaction around it. */
    default <T> T statement(Work<T> work) {
        return write(work);
    }

    @Override
    void close();

    static <T> T result(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException ours ? ours : LedgerException.of(e.getCause());
        }
    }

    /** The database behind a data source, with its tables up to date. */
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

    /** Whether another process has the file of a SQLite database locked. */
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
            throw new LedgerException("The ledger's database cannot be opened", e);
        }
    }
}
