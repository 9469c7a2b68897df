// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets submitted work share transactions on PostgreSQL. A few threads each commit what waits. */
final class SharedCommits implements AutoCloseable {

    /** While one waits for the disk, the other runs its group. More would make the groups smaller. */
    private static final int USUAL_THREADS = 2;

    /** When more waits than a group takes, groups are large anyway. Then more threads help against a slow network. */
    private static final int MOST_THREADS = 4;

    /** After a conflict groups have one piece. After so many groups without a conflict they have one more. */
    private static final int CALM_GROUPS = 8;

    private static final int CALMEST = CALM_GROUPS * Group.MOST;

    private static final int IDLE_SECONDS = 10;

    /** How long closing waits for queued work. A database that is away must not delay it for long. */
    private static final int END_SECONDS = 10;

    private final Transactions transactions;
    private final Tally tally;
    private final BlockingQueue<Piece<?>> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger calm = new AtomicInteger(CALMEST);
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "CallingCardLedger");
                thread.setDaemon(true);
                return thread;
            });

    SharedCommits(Transactions transactions, Tally tally) {
        this.transactions = transactions;
        this.tally = tally;
        threads.allowCoreThreadTimeOut(true);
    }

    <T> CompletableFuture<T> submit(Sql.Work<T> work) {
        Piece<T> piece = new Piece<>(work, false, tally);
        waiting.add(piece);
        if (mayStart()) {
            try {
                threads.execute(this::commitAll);
            } catch (RejectedExecutionException e) {
                working.decrementAndGet();
                if (waiting.remove(piece)) {
                    piece.failed(new LedgerException("The ledger is closed"));
                }
            }
        }
        return piece.outcome();
    }

    private boolean mayStart() {
        int now = working.get();
        while (now < (waiting.size() <= Group.MOST ? USUAL_THREADS : MOST_THREADS)) {
            if (working.compareAndSet(now, now + 1)) {
                return true;
            }
            now = working.get();
        }
        return false;
    }

    /** A piece that comes while all threads work starts none. So each thread looks again after it has stopped to count as working. */
    private void commitAll() {
        do {
            try {
                commitSome(waiting);
            } finally {
                working.decrementAndGet();
            }
        } while (!waiting.isEmpty() && mayStart());
    }

    /** Commits pieces of a queue together. One that fails must not cost the others: they are repeated without it. */
    private void commitSome(Queue<Piece<?>> queue) {
        Piece<?> first = queue.poll();
        if (first == null) {
            return;
        }
        Group group = new Group(first, queue, Math.max(1, calm.get() / CALM_GROUPS));
        try {
            transactions.on(connection -> {
                group.commit(connection);
                return null;
            });
        } catch (SQLException | RuntimeException | Error e) {
            // Errors too: otherwise callers would wait forever.
            failed(group, queue, e);
            return;
        }
        calm.accumulateAndGet(1, (now, more) -> Math.min(CALMEST, now + more));
        group.pieces().forEach(Piece::committed);
    }

    private void failed(Group group, Queue<Piece<?>> queue, Throwable failure) {
        switch (group.stage()) {
            case CONNECTING -> {
                // Each try to connect takes long, and would fail too.
                group.fill();
                group.pieces().forEach(piece -> piece.failed(failure));
            }
            case RUNNING -> repeat(group.pieces(), failure);
            case COMMITTING -> {
                if (Transactions.isUndone(failure)) {
                    group.pieces().forEach(this::alone);
                } else {
                    // The answer was lost. Repeating the pieces could do them twice.
                    group.pieces().forEach(piece -> piece.failed(failure));
                }
            }
            // Only the connection could not be returned.
            case COMMITTED -> group.pieces().forEach(Piece::committed);
        }
    }

    private void repeat(List<Piece<?>> pieces, Throwable failure) {
        Piece<?> failed = pieces.get(pieces.size() - 1);
        if (pieces.size() == 1 && !Transactions.isConflict(failure)) {
            failed.failed(failure);
            return;
        }
        if (Group.hasMetAnother(failure)) {
            calm.set(0);
        }
        Queue<Piece<?>> others = new ArrayDeque<>(pieces.subList(0, pieces.size() - 1));
        while (!others.isEmpty()) {
            commitSome(others);
        }
        alone(failed);
    }

    private void alone(Piece<?> piece) {
        try {
            transactions.run(connection -> {
                piece.doOn(connection);
                return null;
            });
        } catch (RuntimeException | Error e) {
            piece.failed(e);
            return;
        }
        piece.committed();
    }

    /** Does the queued work first. Leaves the data source open: its owner closes it. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
