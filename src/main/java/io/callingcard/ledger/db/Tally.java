// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a writer does. */
final class Tally {

    private final LongAdder pieces = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final AtomicInteger queued = new AtomicInteger();

    /**
     * Counts a transaction that was committed.
     *
     * @param changed whether it changed anything; only then the commit waits for the disk
     */
    void committed(boolean changed) {
        if (changed) {
            commits.increment();
        }
    }

    /** Counts a piece of work that was committed. */
    void done() {
        pieces.increment();
    }

    /** Counts a piece that waits for a writer. */
    void queued() {
        queued.incrementAndGet();
    }

    /** Counts an outcome, after all that follows at once: that may queue more. */
    void ended() {
        queued.decrementAndGet();
    }

    /** Returns how many pieces of work were committed. */
    long pieces() {
        return pieces.sum();
    }

    /** Returns how many commits changed anything. */
    long commits() {
        return commits.sum();
    }

    /** Returns how many queued pieces have no outcome yet. */
    int inQueue() {
        return queued.get();
    }
}
