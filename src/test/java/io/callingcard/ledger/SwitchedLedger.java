package io.callingcard.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

import javax.sql.DataSource;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.db.Database;
import io.callingcard.provider.wire.HmacKey;

/**
 * A ledger whose process can be exchanged while the routes stay: the simulation drops one process with all that it has in
 * memory, and opens the next one on the same database.
 */
public final class SwitchedLedger extends ChatLedger {

    /** As many as the ledger has threads for PostgreSQL. */
    private static final int WRITERS = 8;

    private static final HmacKey HASH_KEY = HmacKey.ofText(Ledgers.HASH_KEY);

    private volatile LedgerStore current;

    /** Opens the ledger as a new process does. */
    public LedgerStore open(DataSource source) {
        return new LedgerStore(
                Database.open(source), getClock(), lease(), new PhoneNumbers.Rules(null, false), null, HASH_KEY);
    }

    /** Makes the routes use a process. */
    public void use(LedgerStore store) {
        current = store;
    }

    @Override
    public LedgerStore store() {
        return current;
    }

    @Override
    LedgerStore openStore() {
        return current;
    }

    @Override
    public void close() {
        // The simulation closes each process.
    }

    /** Lets the heart of a process beat once, and returns when all that it queued is written. */
    public static void beat(LedgerStore store, Ledgers.Kind kind) {
        store.openClaims.beat();
        int threads = kind == Ledgers.Kind.SQLITE ? 1 : WRITERS;
        CyclicBarrier all = new CyclicBarrier(threads);
        List<CompletableFuture<?>> done = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            done.add(store.database().submit(connection -> meet(all)));
        }
        done.forEach(CompletableFuture::join);
    }

    private static int meet(CyclicBarrier all) {
        try {
            return all.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the steps that {@code ledger:in-doubt} lists. */
    public static List<String> listed(LedgerStore store) {
        return store.doubts.page("", 100, Duration.ZERO).stream()
                .map(Doubts.Doubt::key)
                .toList();
    }
}
