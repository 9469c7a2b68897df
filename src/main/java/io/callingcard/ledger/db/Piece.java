// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** A piece of work that waits for a writer, and its outcome. */
final class Piece<T> {

    final boolean erases;
    private final Sql.Work<T> work;
    private final Tally tally;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private T result;

    Piece(Sql.Work<T> work, boolean erases, Tally tally) {
        this.work = work;
        this.erases = erases;
        this.tally = tally;
        tally.queued();
    }

    /** Runs the work, again after a rollback. */
    void doOn(Connection connection) throws SQLException {
        result = work.on(connection);
    }

    CompletableFuture<T> outcome() {
        return outcome;
    }

    void committed() {
        tally.done();
        outcome.complete(result);
        tally.ended();
    }

    /** Each piece gets an exception of its own, because callers add to it. */
    void failed(Throwable cause) {
        outcome.completeExceptionally(cause instanceof LedgerException ours ? ours : LedgerException.of(cause));
        tally.ended();
    }
}
