package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
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

/** Reads the ledger for people: what was sent to whom, what was not, and what is in doubt. */
final class Book {

    private static final int PAGE = 500;

    /** The offsets of all time zones are whole quarters of an hour, so a day anywhere is made of whole quarters. */
    private static final long QUARTER_MILLIS = 15 * 60 * 1000;

    private static final String STATE = "CASE WHEN k.state <= " + StepState.SENDING.ordinal()
            + " AND k.lease_until < {now} THEN " + StepState.IN_DOUBT.ordinal() + " ELSE k.state END";
    private static final String ROWS = "SELECT k.claim_key, k.flow, k.step, COALESCE(k.provider, c.provider), c.line,"
            + " c.person, c.chat_id, k.slot, " + STATE + " AS known, k.decision, k.attempts, k.claimed_at, k.begun_at,"
            + " k.settled_at, k.operation, k.message_id FROM callingcard_claim k LEFT JOIN callingcard_chat c"
            + " ON c.chat = k.chat WHERE k.claim_key > ?";

    private final Database database;
    private final People people;
    private final ChatTable chats;

    Book(Database database, People people) {
        this.database = database;
        this.people = people;
        this.chats = new ChatTable(people);
    }

    /**
     * Which steps.
     *
     * @param flow   of this flow only, or null
     * @param step   this step only, or null
     * @param person in the chats with this person only, or null
     * @param state  in this state only, or null
     */
    record Question(String flow, String step, String person, StepState state) {}

    /** How many steps are in which state. */
    record Count(LocalDate day, String flow, String step, Map<StepState, Long> states) {

        long of(StepState state) {
            return states.getOrDefault(state, 0L);
        }
    }

    /** All of them, a page at a time. */
    Iterator<StepRecord> steps(Question question) {
        return new Paged<>(last -> page(question, last == null ? "" : last.key()));
    }

    private List<StepRecord> page(Question question, String after) {
        StringBuilder sql = new StringBuilder(ROWS);
        List<Object> values = new ArrayList<>(List.of(after));
        and(sql, values, " AND k.flow = ?", question.flow());
        and(sql, values, " AND k.step = ?", question.step());
        if (question.person() != null) {
            inChatsOf(people.stored(people.address(question.person())), sql, values);
        }
        if (question.state() != null) {
            sql.append(" AND ")
                    .append(STATE)
                    .append(" = ")
                    .append(question.state().ordinal());
        }
        sql.append(" ORDER BY k.claim_key LIMIT ").append(PAGE);
        return database.statement(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(database.dialect().sql(sql.toString()))) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                return read(statement);
            }
        });
    }

    private void inChatsOf(String person, StringBuilder sql, List<Object> values) {
        List<String> found = database.statement(connection -> chats.ofPerson(connection, person));
        sql.append(" AND (1 = 0");
        for (String chat : found) {
            sql.append(" OR ")
                    .append(StepKey.IN_CHAT.replace("claim_key", "k.claim_key").replace("chat =", "k.chat ="));
            values.addAll(List.of(chat + "/", chat + "0", chat));
        }
        sql.append(")");
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, String value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    private static List<StepRecord> read(PreparedStatement statement) throws SQLException {
        List<StepRecord> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                int decision = row.getInt(10);
                boolean decided = !row.wasNull();
                found.add(new StepRecord(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        StepState.of(row.getInt(9)),
                        decided ? Decision.of(decision) : null,
                        row.getInt(11),
                        Instant.ofEpochMilli(row.getLong(12)),
                        instant(row, 13),
                        instant(row, 14),
                        row.getString(15),
                        row.getString(16)));
            }
        }
        return found;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** How many steps are in which state, for each step of each flow. */
    List<Count> byStep() {
        return database.statement(connection -> counts(connection, "0", null));
    }

    /** The same for each day. */
    List<Count> byDay(ZoneId zone) {
        return database.statement(connection ->
                counts(connection, "COALESCE(k.settled_at, k.begun_at, k.claimed_at) / " + QUARTER_MILLIS, zone));
    }

    private List<Count> counts(Connection connection, String time, ZoneId zone) throws SQLException {
        String sql = database.dialect()
                .sql("SELECT " + time + " AS at, k.flow, k.step, " + STATE + " AS known, COUNT(*)"
                        + " FROM callingcard_claim k WHERE k.flow IS NOT NULL GROUP BY 1, 2, 3, 4");
        Map<String, Count> counts = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                LocalDate day = zone == null
                        ? null
                        : Instant.ofEpochMilli(row.getLong(1) * QUARTER_MILLIS)
                                .atZone(zone)
                                .toLocalDate();
                String flow = row.getString(2);
                String step = row.getString(3);
                counts.computeIfAbsent(
                                day + "/" + flow + "/" + step,
                                key -> new Count(day, flow, step, new EnumMap<>(StepState.class)))
                        .states()
                        .merge(StepState.of(row.getInt(4)), row.getLong(5), Long::sum);
            }
        }
        return List.copyOf(counts.values());
    }
}
