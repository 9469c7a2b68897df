// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a restored ledger forgot: from the last heartbeat of the backup to the moment when it was restored. The
 * ledger reads it from the settings {@code gap-from} and {@code gap-until}. While it is not known whether the ledger was
 * restored, the time stands in the settings {@code suspected-from} and {@code suspected-until}.
 */
final class Gap {

    private static final Logger LOG = LoggerFactory.getLogger(Gap.class);

    /** A process with a younger heartbeat may still run. Clocks, and so the times of messages, may differ as much. */
    private static final long YOUNG = Duration.ofMinutes(2).toMillis();

    private static final String GAP = "gap";
    private static final String SUSPECTED = "suspected";

    private static final String PUT = "INSERT INTO callingcard_setting (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    /** The clock of a node may go back. The heartbeat does not. */
    private static final String BEAT = "INSERT INTO callingcard_setting (name, value)"
            + " VALUES ('heartbeat', CAST({now} AS VARCHAR(20))) ON CONFLICT (name) DO UPDATE SET value ="
            + " CASE WHEN excluded.value > callingcard_setting.value THEN excluded.value"
            + " ELSE callingcard_setting.value END RETURNING value";

    /** Other nodes that go on beating make the two unequal again. */
    private static final String STOP = "INSERT INTO callingcard_setting (name, value)"
            + " SELECT 'stopped', value FROM callingcard_setting WHERE name = 'heartbeat'"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    private static final String TRUST = "DELETE FROM callingcard_setting WHERE name IN (?, ?)";
    private static final String GET = "SELECT value FROM callingcard_setting WHERE name = ?";
    private static final String NEWEST_CLAIM = "SELECT COALESCE(MAX(claimed_at), 0) FROM callingcard_claim";

    private Gap() {}

    /** Records a heartbeat. Returns its time. */
    static long beat(Connection connection, Dialect dialect) throws SQLException {
        return Sql.first(connection, dialect.sql(BEAT), row -> Long.parseLong(row.getString(1)))
                .orElseThrow();
    }

    /** Returns the last heartbeat, or the newest claim of a ledger that has none. */
    static long lastSign(Connection connection) throws SQLException {
        long heartbeat = get(connection, "heartbeat", 0);
        return heartbeat == 0 ? Sql.number(connection, NEWEST_CLAIM) : heartbeat;
    }

    /**
     * Notices that the ledger is older than a heartbeat that is known from elsewhere.
     *
     * @param last the newest known heartbeat; 0 if none is known
     * @return whether it is older
     */
    static boolean notice(Connection connection, long last) throws SQLException {
        long known = lastSign(connection);
        if (last <= known) {
            return false;
        }
        long now = Math.max(last, System.currentTimeMillis());
        add(connection, known, now);
        LOG.warn(
                "{} It is older than its last heartbeat, {}: it was restored from a backup.",
                sentence(known, now),
                Instant.ofEpochMilli(last));
        return true;
    }

    /**
     * Suspects that the ledger was restored, unless the last process stopped properly or may still run. A backup of a
     * ledger in use looks like the ledger of a process that crashed; the providers' histories tell them apart.
     */
    static void suspect(Connection connection, Dialect dialect) throws SQLException {
        long last = get(connection, "heartbeat", 0);
        long now = Sql.number(connection, dialect.sql("SELECT {now}"));
        if (last != 0 && last != get(connection, "stopped", 0) && now - last > YOUNG) {
            widen(connection, SUSPECTED, last, now);
        }
    }

    /** Records that the process stopped properly. */
    static int stop(Connection connection) throws SQLException {
        return Sql.update(connection, STOP);
    }

    /**
     * Ends the suspicion.
     *
     * @param lost when a message was sent that the ledger does not know; null if there is none
     */
    static void answer(Connection connection, Dialect dialect, Instant lost) throws SQLException {
        if (lost != null) {
            long from = get(connection, SUSPECTED + "-from", lost.toEpochMilli());
            long now = beat(connection, dialect);
            add(connection, from, now);
            LOG.warn(
                    "{} A provider's history shows a message of {} that the ledger does not know: the ledger was restored"
                            + " from a backup, or a person or another program wrote from the line.",
                    sentence(from, now),
                    lost);
        }
        Sql.update(connection, TRUST, SUSPECTED + "-from", SUSPECTED + "-until");
    }

    /** Adds a gap. Of two gaps the time between them is part too. */
    static void add(Connection connection, long from, long until) throws SQLException {
        widen(connection, GAP, from, until);
    }

    private static void widen(Connection connection, String name, long from, long until) throws SQLException {
        put(connection, name + "-from", Math.min(from, get(connection, name + "-from", from)));
        put(connection, name + "-until", Math.max(until, get(connection, name + "-until", until)));
    }

    static String sentence(long from, long until) {
        return "The ledger does not know what was sent from " + Instant.ofEpochMilli(from) + " to "
                + Instant.ofEpochMilli(until)
                + ". Steps of leads from before then are in doubt until they are settled.";
    }

    private static long get(Connection connection, String name, long missing) throws SQLException {
        return Sql.first(connection, GET, row -> Long.parseLong(row.getString(1)), name)
                .orElse(missing);
    }

    /** Returns the number of rows that changed. */
    static int put(Connection connection, String name, long value) throws SQLException {
        return Sql.update(connection, PUT, name, Long.toString(value));
    }
}
