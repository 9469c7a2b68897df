package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/**
 * The records that were refused, so that none is dropped silently: where each is found, and why. It has no names and no
 * numbers, because the source still has the record.
 */
record RefusalTable(Database database, Clock clock) {

    private static final int LONGEST_SOURCE = 100;
    private static final int LONGEST_PLACE = 300;
    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_REASON = 300;

    private static final String KEEP = "INSERT INTO callingcard_refusal"
            + " (source, place, field, reason, times, first_at, last_at) VALUES (?, ?, ?, ?, 1, ?, ?)"
            + " ON CONFLICT (source, place) DO UPDATE SET field = excluded.field, reason = excluded.reason,"
            + " times = callingcard_refusal.times + 1, last_at = excluded.last_at"
            + " RETURNING times";
    private static final String BOUND = "DELETE FROM callingcard_refusal WHERE source = ? AND place IN"
            + " (SELECT place FROM callingcard_refusal WHERE source = ? ORDER BY last_at DESC, place"
            + " LIMIT " + Integer.MAX_VALUE + " OFFSET ?)";
    private static final String HAS = "SELECT 1 FROM callingcard_refusal WHERE source = ? LIMIT 1";
    private static final String MENDED = "DELETE FROM callingcard_refusal WHERE source = ? AND place = ?";
    private static final String PURGE = "DELETE FROM callingcard_refusal WHERE last_at < ?";

    /**
     * A refused record.
     *
     * @param place where the source has it, such as {@code id 17} or {@code leads.csv line 3}
     */
    record Refused(String place, RefusedLeadException problem) {}

    /**
     * Keeps refused records. Of a source the last ones stay; {@link InputLimit#REFUSALS} says how many. Returns how many were
     * not refused before.
     */
    int keep(String source, List<Refused> refused) {
        long now = clock.millis();
        String from = Sql.shortened(LONGEST_SOURCE, source);
        return database.write(connection -> {
            int fresh = 0;
            for (Refused each : refused) {
                fresh += Sql.query(
                                        connection,
                                        KEEP,
                                        row -> row.getInt(1) == 1,
                                        from,
                                        Sql.shortened(LONGEST_PLACE, each.place()),
                                        Sql.shortened(
                                                LONGEST_FIELD, each.problem().getField()),
                                        Sql.shortened(
                                                LONGEST_REASON, each.problem().getMessage()),
                                        now,
                                        now)
                                .contains(true)
                        ? 1
                        : 0;
            }
            Sql.update(connection, BOUND, from, from, InputLimit.REFUSALS.most());
            return fresh;
        });
    }

    /** Whether records of a source were refused. */
    boolean has(String source) {
        return database.statement(connection -> Sql.exists(connection, HAS, Sql.shortened(LONGEST_SOURCE, source)));
    }

    /** Removes records that were accepted after all. */
    void mended(String source, List<String> places) {
        String from = Sql.shortened(LONGEST_SOURCE, source);
        List<Object[]> rows = places.stream()
                .map(place -> new Object[] {from, Sql.shortened(LONGEST_PLACE, place)})
                .toList();
        database.write(connection -> Sql.batch(connection, MENDED, rows));
    }

    static int purge(Connection connection, long before) throws SQLException {
        return Sql.update(connection, PURGE, before);
    }
}
