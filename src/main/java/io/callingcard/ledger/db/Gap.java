package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a restored ledger forgot: from the last heartbeat of the backup to the moment when it was restored. The
 * ledger reads it from the settings {@code gap-from} and {@code gap-until}.
 */
final class Gap {

    private static final Logger LOG = LoggerFactory.getLogger(Gap.class);

    private static final String PUT = "INSERT INTO callingcard_setting (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    /** The clock of a node may go back. The heartbeat does not. */
    private static final String BEAT = "INSERT INTO callingcard_setting (name, value)"
            + " VALUES ('heartbeat', CAST({now} AS VARCHAR(20))) ON CONFLICT (name) DO UPDATE SET value ="
            + " CASE WHEN excluded.value > callingcard_setting.value THEN excluded.value"
            + " ELSE callingcard_setting.value END RETURNING value";

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

    /** Notices that a file was put in the place of a newer one by hand. */
    static void notice(Connection connection, LedgerFile file) throws SQLException {
        long known = lastSign(connection);
        long last = file.heartbeat();
        if (last > known) {
            long now = Math.max(last, System.currentTimeMillis());
            add(connection, known, now);
            LOG.warn(
                    "{} It is older than its last heartbeat, {}: it was restored from a backup.",
                    sentence(known, now),
                    Instant.ofEpochMilli(last));
        }
    }

    /** Adds a gap. Of two gaps the time between them is part too. */
    static void add(Connection connection, long from, long until) throws SQLException {
        put(connection, "gap-from", Math.min(from, get(connection, "gap-from", from)));
        put(connection, "gap-until", Math.max(until, get(connection, "gap-until", until)));
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
