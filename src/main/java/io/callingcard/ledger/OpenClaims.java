// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.machine.Machine;

/** The claims that this process holds. Renews their leases, and retries outcomes that could not be recorded. */
final class OpenClaims implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenClaims.class);

    /** Also with a long lease, the last heartbeat before a crash must not be much older than the last message. */
    private static final long LONGEST_BEAT = 60_000;

    private static final long MOST_TO_END = 2_000;
    private static final long MOST_TO_RETRY = 5_000;

    private final Database database;
    private final ClaimTable table;
    private final Forgotten forgotten;
    private final long lease;
    private final Map<ClaimTable.Held, StepClaim> open = new ConcurrentHashMap<>();
    private final Queue<Runnable> unwritten = new ConcurrentLinkedQueue<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile RuntimeException lastFailure;
    private final Machine machine;
    private final ScheduledExecutorService heart;
    private final long retry;
    private final AtomicBoolean isRetryPlanned = new AtomicBoolean();
    private long lastBeat;

    /** Records the outcomes of one claim in their order. If one cannot be recorded, a heartbeat soon retries it. */
    final class Records {

        private final String claim;
        private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

        /**
         * Nothing is recorded yet.
         *
         * @param claim the claim, for the log
         */
        Records(String claim) {
            this.claim = claim;
        }

        synchronized void add(Sql.Work<?> outcome) {
            last = last.thenCompose(done -> database.submit(outcome)).handle((done, failure) -> {
                if (failure != null) {
                    failures.incrementAndGet();
                    unwritten.add(() -> add(outcome));
                    LOG.warn("Could not record the outcome of {}; will retry", claim, failure);
                    beatSoon();
                }
                return null;
            });
        }

        /** Completes when all outcomes so far are durable, or wait for a retry. */
        synchronized CompletableFuture<Void> last() {
            return last;
        }
    }

    OpenClaims(Machine machine, Database database, ClaimTable table, Forgotten forgotten, long lease) {
        this.database = database;
        this.table = table;
        this.forgotten = forgotten;
        this.lease = lease;
        long beat = Math.max(1, Math.min(lease / 3, LONGEST_BEAT));
        retry = Math.min(beat, MOST_TO_RETRY);
        this.machine = machine;
        heart = machine.thread("CallingCardLease");
        heart.scheduleWithFixedDelay(this::beatIfNeeded, beat, beat, TimeUnit.MILLISECONDS);
    }

    void add(ClaimTable.Held held, StepClaim claim) {
        open.put(held, claim);
    }

    /** Returns whether the claim was here. Of two threads that end a claim, one gets true. */
    boolean remove(ClaimTable.Held held) {
        return open.remove(held) != null;
    }

    Collection<StepClaim> all() {
        return open.values();
    }

    /** Writes the heartbeat. Skips it for a while if no claim is open and no other process reads it. */
    private void beatIfNeeded() {
        long now = machine.nanoTime();
        boolean isIdle = open.isEmpty() && unwritten.isEmpty();
        if (!isIdle || now - lastBeat >= machine.longestIdle().toNanos()) {
            lastBeat = now;
            beat();
        }
    }

    void beat() {
        try {
            List<ClaimTable.Held> held = List.copyOf(open.keySet());
            database.beat(connection -> {
                table.renew(connection, held, lease);
                return forgotten.read(connection);
            });
            lastFailure = null;
        } catch (RuntimeException e) {
            lastFailure = e;
            LOG.warn("Could not renew the leases of {} claims; will retry", open.size(), e);
            // Until the next usual beat the node would not be ready, although the database may be back.
            beatSoon();
            // These would fail too, and each would be logged again.
            return;
        }
        for (int i = unwritten.size(); i > 0; i--) {
            unwritten.remove().run();
        }
    }

    /** Lets the heart beat within 5 seconds, because a write failed. */
    void beatSoon() {
        if (isRetryPlanned.compareAndSet(false, true)) {
            try {
                heart.schedule(this::beatAgain, retry, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The ledger is closing: its heart does not beat again");
            }
        }
    }

    private void beatAgain() {
        isRetryPlanned.set(false);
        beat();
    }

    int count() {
        return open.size();
    }

    /** Returns how many outcomes still have to be recorded. */
    int unwritten() {
        return unwritten.size();
    }

    /** Returns how often an outcome could not be recorded. */
    long failures() {
        return failures.get();
    }

    /** Returns why the last heartbeat failed; null when it succeeded. */
    RuntimeException lastFailure() {
        return lastFailure;
    }

    /** Waits for a heartbeat that is under way: after the mark of a proper stop it would look like another node's. */
    @Override
    public void close() {
        heart.shutdownNow();
        try {
            heart.awaitTermination(MOST_TO_END, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
