package io.callingcard.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.db.Database;

/** The claims that this process holds. Renews their leases, and retries outcomes that could not be recorded. */
final class OpenClaims implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenClaims.class);

    private final Database database;
    private final ClaimTable table;
    private final long lease;
    private final Map<String, Claim> open = new ConcurrentHashMap<>();
    private final Queue<Write> unwritten = new ConcurrentLinkedQueue<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile RuntimeException lastFailure;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "CallingCardLease");
        thread.setDaemon(true);
        return thread;
    });

    /** An outcome that is not in the table yet. */
    private record Write(Claim claim, Database.Work<?> work) {}

    OpenClaims(Database database, ClaimTable table, long lease) {
        this.database = database;
        this.table = table;
        this.lease = lease;
        long beat = Math.max(1, lease / 3);
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    void add(Claim claim) {
        open.put(claim.name(), claim);
    }

    /** Adds a claim again that left the registry before its message began. */
    void addIfAbsent(Claim claim) {
        open.putIfAbsent(claim.name(), claim);
    }

    /** Returns whether the claim was here. Of two threads that end a claim, one gets true. */
    boolean remove(Claim claim) {
        return open.remove(claim.name(), claim);
    }

    Collection<Claim> all() {
        return open.values();
    }

    /** Records an outcome, after the earlier ones of the same claim. If that fails, the next heartbeat retries it. */
    void write(Claim claim, Database.Work<?> work) {
        write(new Write(claim, work));
    }

    private void write(Write write) {
        write.claim().write(earlier -> earlier.thenCompose(done -> database.submit(write.work()))
                .handle((done, failure) -> {
                    if (failure != null) {
                        failures.incrementAndGet();
                        unwritten.add(write);
                        LOG.warn("Could not record the outcome of {}; will retry", write.claim(), failure);
                    }
                    return null;
                }));
    }

    void beat() {
        try {
            List<ClaimTable.Held> held = open.values().stream().map(Claim::held).toList();
            database.write(connection -> {
                table.renew(connection, held, lease);
                return null;
            });
            lastFailure = null;
        } catch (RuntimeException e) {
            lastFailure = e;
            LOG.warn("Could not renew the leases of {} claims; will retry", open.size(), e);
        }
        for (int i = unwritten.size(); i > 0; i--) {
            write(unwritten.remove());
        }
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

    @Override
    public void close() {
        heart.shutdownNow();
    }
}
