// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

/**
 * PostgreSQL allows many writers. Work that a caller waits for is a transaction of its own on the caller's thread, also long
 * work such as a purge. Submitted work is small, and shares transactions.
 */
final class ManyWriters implements Writer {

    private final Tally tally = new Tally();
    private final Transactions transactions;
    private final SharedCommits shared;

    /**
     * Writes to a data source.
     *
     * @param isPooled whether it goes through a pooler such as PgBouncer
     */
    ManyWriters(DataSource source, boolean isPooled) {
        transactions = new Transactions(source, tally, isPooled);
        shared = new SharedCommits(transactions, tally);
    }

    @Override
    public void upgrade(int version, int partitions) {
        new OnlineUpgrade(transactions).run(version, partitions);
    }

    @Override
    public <T> CompletableFuture<T> submit(Sql.Work<T> work) {
        return shared.submit(work);
    }

    @Override
    public <T> T write(Sql.Work<T> work) {
        return counted(transactions.run(work));
    }

    @Override
    public <T> T statement(Sql.Work<T> work) {
        return counted(transactions.statement(work));
    }

    @Override
    public <T> T read(Sql.Work<T> work) {
        return transactions.read(work);
    }

    private <T> T counted(T result) {
        tally.done();
        return result;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public void close() {
        shared.close();
    }
}
