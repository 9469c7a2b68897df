// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.machine.Machine;

/**
 * What the ledger may have forgotten. After an unclean end it is not known at first whether the ledger was restored from a
 * backup: the providers' histories tell. Another node may find the answer, so it is read again at each heartbeat.
 */
final class Forgotten {

    private static final Logger LOG = LoggerFactory.getLogger(Forgotten.class);

    private static final String KNOWN = "SELECT 1 FROM callingcard_claim WHERE message_id = ?";

    private final Machine machine;
    private final Database database;
    private final long deadline;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Set<String> reported = new HashSet<>();
    private volatile RestoredGap gap;
    private volatile RestoredGap suspected;

    /**
     * Reads what is known.
     *
     * @param patienceMillis how long claims wait for the answer, from now on
     */
    Forgotten(Machine machine, Database database, long patienceMillis) {
        this.machine = machine;
        this.database = database;
        deadline = machine.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        database.statement(this::read);
    }

    /** Reads what this or another node found out. */
    Void read(Connection connection) throws SQLException {
        gap = RestoredGap.read(connection, "gap");
        suspected = RestoredGap.read(connection, "suspected");
        if (suspected == null) {
            answered.countDown();
        }
        return null;
    }

    /** The time that the ledger forgot; null if it was not restored, as far as is known. */
    RestoredGap gap() {
        return gap;
    }

    /** The time that the ledger forgot if it was restored; null if that is answered. */
    RestoredGap suspected() {
        return suspected;
    }

    /** Waits for the answer. A message that is sent before may be one that was forgotten. */
    void await() {
        long left = deadline - machine.nanoTime();
        if (suspected == null || left <= 0 || machine.isOneThread()) {
            return;
        }
        try {
            if (!answered.await(left, TimeUnit.NANOSECONDS)) {
                database.statement(this::read);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("Interrupted while it is not known whether the ledger was restored");
        }
    }

    /**
     * Finds the answer in the newest messages of the providers.
     *
     * @param failures   why some could not be read
     * @param isComplete whether there is nothing more to read
     */
    void answer(Collection<HistoryRow> messages, Collection<String> failures, boolean isComplete) {
        report(failures);
        database.write(connection -> {
            read(connection);
            RestoredGap open = suspected;
            if (open != null) {
                Instant lost = lost(connection, open, messages);
                if (lost != null || isComplete) {
                    database.answer(connection, lost);
                    read(connection);
                }
            }
            return null;
        });
    }

    private static Instant lost(Connection connection, RestoredGap open, Collection<HistoryRow> messages)
            throws SQLException {
        for (HistoryRow message : messages) {
            if (open.isLost(message) && !Sql.exists(connection, KNOWN, ClaimTable.id(message.id()))) {
                return message.timeSent();
            }
        }
        return null;
    }

    private synchronized void report(Collection<String> failures) {
        for (String failure : failures) {
            if (reported.add(failure)) {
                LOG.info("Could not ask a provider whether the ledger was restored: {}", failure);
            }
        }
    }
}
