// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/** Reads what was sent to whom, what was not, and what is in doubt. */
final class LedgerReport {

    private static final int PAGE = 500;

    /** The offsets of all time zones are whole quarters of an hour, so a day anywhere is made of whole quarters. */
    private static final long QUARTER_MILLIS = 15 * 60 * 1000;

    /** A step whose process gave no sign of life is in doubt, although its row does not say so yet. */
    static final String STATE = "CASE WHEN " + Sql.in("k.state", StepState.IN_PROGRESS)
            + " AND k.lease_until < {now} THEN " + StepState.IN_DOUBT.ordinal() + " ELSE k.state END";

    private static final String ROWS = "SELECT k.claim_key, k.flow, k.step, COALESCE(k.provider, c.provider), c.line,"
            + " c.person, c.chat_id, k.slot, " + STATE + " AS known, k.decision, k.attempts, k.claimed_at, k.begun_at,"
            + " k.settled_at, k.operation, k.message_id FROM callingcard_claim k LEFT JOIN callingcard_chat c"
            + " ON c.chat = k.chat WHERE k.claim_key > ?";
    private static final String COUNTS = ", k.flow, k.step, " + STATE + " AS known, COUNT(*)"
            + " FROM callingcard_claim k WHERE k.flow IS NOT NULL GROUP BY 1, 2, 3, 4";

    private final Database database;
    private final ChatTable chats;

    LedgerReport(Database database, ChatTable chats) {
        this.database = database;
        this.chats = chats;
    }

    /**
     * Selects steps. Null selects all.
     *
     * @param person a number or an email address
     */
    record Question(String flow, String step, String person, StepState state) {}

    /**
     * Counts the steps in each state.
     *
     * @param day  null when all days are counted together
     * @param open claimed, or being sent right now
     */
    record Tally(LocalDate day, String flow, String step, long open, long sent, long inDoubt, long notSent) {

        private static Tally of(Map.Entry<Group, Map<StepState, Long>> group) {
            Map<StepState, Long> states = group.getValue();
            return new Tally(
                    group.getKey().day(),
                    group.getKey().flow(),
                    group.getKey().step(),
                    states.getOrDefault(StepState.CLAIMED, 0L) + states.getOrDefault(StepState.SENDING, 0L),
                    states.getOrDefault(StepState.SENT, 0L),
                    states.getOrDefault(StepState.IN_DOUBT, 0L),
                    states.getOrDefault(StepState.NOT_SENT, 0L));
        }
    }

    private record Group(LocalDate day, String flow, String step) implements Comparable<Group> {

        @Override
        public int compareTo(Group other) {
            return (day + "/" + flow + "/" + step).compareTo(other.day + "/" + other.flow + "/" + other.step);
        }
    }

    /** Reads a page at a time. */
    Iterator<StepRecord> steps(Question question) {
        return new Paged<>(last -> page(question, last == null ? "" : last.key()));
    }

    private List<StepRecord> page(Question question, String after) {
        StringBuilder sql = new StringBuilder(ROWS);
        List<Object> values = new ArrayList<>(List.of(after));
        if (question.flow() != null) {
            sql.append(" AND k.flow = ?");
            values.add(question.flow());
        }
        if (question.step() != null) {
            sql.append(" AND k.step = ?");
            values.add(question.step());
        }
        if (question.person() != null) {
            People people = chats.people();
            inChatsOf(people.stored(people.address(question.person())), sql, values);
        }
        if (question.state() != null) {
            sql.append(" AND ")
                    .append(STATE)
                    .append(" = ")
                    .append(question.state().ordinal());
        }
        sql.append(" ORDER BY k.claim_key LIMIT ").append(PAGE);
        String query = database.sql(sql.toString());
        return database.statement(connection -> Sql.query(connection, query, LedgerReport::step, values.toArray()));
    }

    private void inChatsOf(String person, StringBuilder sql, List<Object> values) {
        List<String> found = database.statement(connection -> chats.ofPerson(connection, person));
        sql.append(" AND (1 = 0");
        for (String chat : found) {
            sql.append(" OR ")
                    .append(StepKey.IN_CHAT.replace("claim_key", "k.claim_key").replace("chat =", "k.chat ="));
            values.addAll(List.of(StepKey.first(chat), StepKey.last(chat), chat));
        }
        sql.append(")");
    }

    private static StepRecord step(ResultSet row) throws SQLException {
        return new StepRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                StepState.of(row.getInt(9)),
                Decision.read(row, 10),
                row.getInt(11),
                Sql.instant(row, 12),
                Sql.instant(row, 13),
                Sql.instant(row, 14),
                row.getString(15),
                row.getString(16));
    }

    List<Tally> byStep() {
        return counts("0", null);
    }

    /**
     * Counts by day.
     *
     * @param zone the time zone of the days
     */
    List<Tally> byDay(ZoneId zone) {
        return counts("COALESCE(k.settled_at, k.begun_at, k.claimed_at) / " + QUARTER_MILLIS, zone);
    }

    private List<Tally> counts(String quarter, ZoneId zone) {
        String sql = database.sql("SELECT " + quarter + " AS at" + COUNTS);
        Map<Group, Map<StepState, Long>> counts = new TreeMap<>();
        database.statement(connection -> Sql.query(connection, sql, row -> {
            LocalDate day = zone == null
                    ? null
                    : Instant.ofEpochMilli(row.getLong(1) * QUARTER_MILLIS)
                            .atZone(zone)
                            .toLocalDate();
            return counts.computeIfAbsent(
                            new Group(day, row.getString(2), row.getString(3)), key -> new EnumMap<>(StepState.class))
                    .merge(StepState.of(row.getInt(4)), row.getLong(5), Long::sum);
        }));
        return counts.entrySet().stream().map(Tally::of).toList();
    }
}
