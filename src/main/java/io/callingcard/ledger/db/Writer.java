package io.callingcard.ledger.db;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs transactions. See {@link Database}. */
interface Writer extends AutoCloseable {

    <T> CompletableFuture<T> submit(Sql.Work<T> work);

    default <T> T write(Sql.Work<T> work) {
        try {
            return submit(work).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerException ours ? ours : LedgerException.of(e.getCause());
        }
    }

    default <T> T statement(Sql.Work<T> work) {
        return write(work);
    }

    @Override
    void close();
}
