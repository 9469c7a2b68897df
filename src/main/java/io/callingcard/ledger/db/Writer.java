// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs transactions. See {@link Database}. */
interface Writer extends AutoCloseable {

    /**
     * Creates or upgrades the tables.
     *
     * @param partitions into how many partitions to split the large tables; 0 to leave them as they are
     */
    void upgrade(int version, int partitions);

    <T> CompletableFuture<T> submit(Sql.Work<T> work);

    default <T> T write(Sql.Work<T> work) {
        return join(submit(work));
    }

    /** Waits for the outcome. */
    static <T> T join(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw LedgerException.of(e);
        }
    }

    default <T> T statement(Sql.Work<T> work) {
        return write(work);
    }

    /** Deletes rows and returns how many. Afterwards they cannot be read in the files of the database any more. */
    default long erase(Sql.Work<Long> deletion) {
        // PostgreSQL removes deleted rows from its files by VACUUM.
        return write(deletion);
    }

    /** Does work that changes nothing, beside the work that changes something. All that it reads is from one moment. */
    <T> T read(Sql.Work<T> work);

    Tally tally();

    @Override
    void close();
}
