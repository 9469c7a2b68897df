// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.db.Database;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.HmacKey;

import static org.awaitility.Awaitility.await;

/**
 * A ledger whose process can be exchanged while the routes stay: the simulation drops one process with all that it has in
 * memory, and opens the next one on the same database.
 */
public final class SwitchedLedger extends ChatLedger {

    private static final HmacKey HASH_KEY = HmacKey.ofText(Ledgers.HASH_KEY);

    private volatile LedgerStore current;

    /** Opens the ledger as a new process does. */
    public LedgerStore open(DataSource source) {
        return new LedgerStore(
                Machine.REAL,
                Database.open(source),
                getClock(),
                lease(),
                new PhoneNumbers.Rules(null, false),
                null,
                HASH_KEY,
                null);
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
    public static void beat(LedgerStore store) {
        store.openClaims.beat();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> store.database().queued() == 0);
    }

    /** Returns the steps that {@code ledger:in-doubt} lists. */
    public static List<String> listed(LedgerStore store) {
        return store.doubts.page("", 100, Duration.ZERO).stream()
                .map(Doubts.Doubt::key)
                .toList();
    }
}
