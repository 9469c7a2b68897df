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
    private static final String LEADS = "SELECT lead_key, campaign, person, COALESCE(line, wanted), state, attempts,"
            + " added_at, due_at, reason FROM callingcard_lead WHERE lead_key > ? AND state <> "
            + LeadState.DONE.ordinal();
    private static final String LINES = "SELECT b.line, b.kind, b.day, b.spent, b.last_at, p.till, p.reason"
            + " FROM callingcard_budget b LEFT JOIN callingcard_pause p ON p.line = b.line AND p.till > ?"
            + " UNION ALL SELECT p.line, NULL, NULL, 0, NULL, p.till, p.reason FROM callingcard_pause p"
            + " WHERE p.till > ? AND NOT EXISTS (SELECT 1 FROM callingcard_budget b WHERE b.line = p.line)"
            + " ORDER BY 1, 2";
    private static final String SHARES = "SELECT s.chat, s.flow, s.campaign, c.provider, c.line, c.person, s.shares,"
            + " s.most, s.shared_at, s.due_at, s.ended FROM callingcard_share s"
            + " LEFT JOIN callingcard_chat c ON c.chat = s.chat WHERE s.flow > ? OR s.flow = ? AND s.chat > ?"
            + " ORDER BY s.flow, s.chat LIMIT " + PAGE;
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
        return read(sql.toString(), values, Book::step);
    }

    /** Makes a line of a report of a row. */
    @FunctionalInterface
    private interface Line<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, List<Object> values, Line<T> line) {
        return database.statement(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(database.dialect().sql(sql))) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                List<T> found = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(line.of(row));
                    }
                }
                return found;
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

    private static StepRecord step(ResultSet row) throws SQLException {
        int decision = row.getInt(10);
        boolean decided = !row.wasNull();
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
                decided ? Decision.of(decision) : null,
                row.getInt(11),
                Instant.ofEpochMilli(row.getLong(12)),
                instant(row, 13),
                instant(row, 14),
                row.getString(15),
                row.getString(16));
    }

    /**
     * The leads that are not done with, a page at a time.
     *
     * @param campaign of this campaign only, or null
     * @param person   about this person only, or null
     */
    Iterator<LeadRecord> leads(String campaign, String person) {
        return new Paged<>(last -> leadPage(campaign, person, last == null ? "" : last.key()));
    }

    private List<LeadRecord> leadPage(String campaign, String person, String after) {
        StringBuilder sql = new StringBuilder(LEADS);
        List<Object> values = new ArrayList<>(List.of(after));
        and(sql, values, " AND campaign = ?", campaign);
        and(sql, values, " AND person = ?", person == null ? null : people.stored(people.address(person)));
        sql.append(" ORDER BY lead_key LIMIT ").append(PAGE);
        return read(sql.toString(), values, Book::lead);
    }

    private static LeadRecord lead(ResultSet row) throws SQLException {
        return new LeadRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                LeadState.values()[row.getInt(5)],
                row.getInt(6),
                instant(row, 7),
                instant(row, 8),
                row.getString(9));
    }

    /** The chats that are offered a card, a page at a time, also where that has ended. */
    Iterator<ShareRecord> shares() {
        return new Paged<>(last -> sharePage(last == null ? "" : last.flow(), last == null ? "" : last.key()));
    }

    private List<ShareRecord> sharePage(String flow, String chat) {
        return read(SHARES, List.of(flow, flow, chat), Book::share);
    }

    private static ShareRecord share(ResultSet row) throws SQLException {
        return new ShareRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getInt(8),
                instant(row, 9),
                instant(row, 10),
                row.getString(11));
    }

    /** What each line has spent of its budgets, and whether it rests. */
    List<LineRecord> lines(Instant now) {
        return read(LINES, List.of(now.toEpochMilli(), now.toEpochMilli()), Book::line);
    }

    private static LineRecord line(ResultSet row) throws SQLException {
        String day = row.getString(3);
        return new LineRecord(
                row.getString(1),
                row.getString(2),
                day == null ? null : LocalDate.parse(day),
                row.getInt(4),
                instant(row, 5),
                instant(row, 6),
                row.getString(7));
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
