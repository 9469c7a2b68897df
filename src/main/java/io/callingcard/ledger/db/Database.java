package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs transactions on the ledger's database. */
public interface Database extends AutoCloseable {

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
        try {
            return submit(work).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException ours ? ours : LedgerException.of(e.getCause());
        }
    }

    /** Like {@link #write}, for a single statement, which needs no transaction around it. */
    default <T> T statement(Work<T> work) {
        return write(work);
    }

    @Override
    void close();
}
