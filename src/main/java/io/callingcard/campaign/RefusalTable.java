// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.callingcard.card.InputLimit;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/**
 * The records that were refused, so that none is dropped silently: where each is found, and why. It has no names and no
 * numbers, because the source still has the record. As the opt-outs, it has a keyed hash of each person.
 */
record RefusalTable(Database database, Clock clock) {

    /** Begins the place of a record that has an id. */
    private static final String ID = "id ";

    private static final int LONGEST_SOURCE = 100;
    private static final int LONGEST_PLACE = 300;
    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_REASON = 300;

    private static final String KEEP = "INSERT INTO callingcard_refusal"
            + " (source, place, field, reason, times, first_at, last_at, person, code, origin)"
            + " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (source, place) DO UPDATE SET field = excluded.field, reason = excluded.reason,"
            + " person = excluded.person, code = excluded.code, origin = excluded.origin,"
            // Another person's record may have come to the same place, such as the same line of the next file.
            + " times = CASE WHEN callingcard_refusal.person IS NOT DISTINCT FROM excluded.person"
            + " THEN callingcard_refusal.times + 1 ELSE 1 END, last_at = excluded.last_at"
            + " RETURNING times";
    private static final String BOUND = "DELETE FROM callingcard_refusal WHERE source = ? AND place IN"
            + " (SELECT place FROM callingcard_refusal WHERE source = ? ORDER BY last_at DESC, place"
            + " LIMIT " + Integer.MAX_VALUE + " OFFSET ?)";
    private static final String HAS = "SELECT 1 FROM callingcard_refusal WHERE source = ? LIMIT 1";
    private static final String MENDED = "DELETE FROM callingcard_refusal WHERE source = ? AND place = ?";
    private static final String OF_PERSON =
            "SELECT place, field, reason, code, origin, times, last_at" + " FROM callingcard_refusal WHERE person = ?";
    private static final String FORGET = "DELETE FROM callingcard_refusal WHERE person = ?";
    private static final String PURGE = "DELETE FROM callingcard_refusal WHERE last_at < ?";

    /**
     * A refused record.
     *
     * @param place  where the source has it, such as {@code id 17} or {@code leads.csv line 3}
     * @param person the {@link OptOuts#hash hash} of the person; null if the number cannot be read
     * @param origin where it came from, as a story tells it
     */
    record Refused(String place, String person, LeadOrigin origin, RefusedLeadException problem) {

        @Override
        public String toString() {
            return "Refused[" + problem.getField() + "]";
        }
    }

    /**
     * A refused record, as its row says.
     *
     * @param id    the id of the record; null if it has none
     * @param words what was wrong, and what to do
     */
    record Kept(
            String id, String field, String words, RefusalReason code, LeadOrigin origin, int times, Instant lastAt) {

        private static Kept read(ResultSet row) throws SQLException {
            String place = row.getString(1);
            return new Kept(
                    place.startsWith(ID) ? place.substring(ID.length()) : null,
                    row.getString(2),
                    row.getString(3),
                    RefusalReason.parse(row.getString(4)),
                    LeadOrigin.parse(row.getString(5)),
                    row.getInt(6),
                    Sql.instant(row, 7));
        }
    }

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
                                        now,
                                        each.person(),
                                        each.problem().code().name(),
                                        each.origin().stored())
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

    /** Returns the refused records of a person, by the {@link OptOuts#hash hash}. */
    static List<Kept> of(Connection connection, String person) throws SQLException {
        return Sql.query(connection, OF_PERSON, Kept::read, person);
    }

    static int forget(Connection connection, String person) throws SQLException {
        return Sql.update(connection, FORGET, person);
    }

    static int purge(Connection connection, long before) throws SQLException {
        return Sql.update(connection, PURGE, before);
    }
}
