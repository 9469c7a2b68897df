package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which chats are offered a card again and again, and when the next time is. Where we have never written, none is offered.
 */
final class ShareTable {

    private static final String DUE =
            "SELECT s.chat, s.due_at, s.campaign, c.provider, c.line, c.person, c.chat_id, c.zone, s.zone, c.zones"
                    + " FROM callingcard_share s JOIN callingcard_chat c ON c.chat = s.chat"
                    + " WHERE s.flow = ? AND s.ended IS NULL AND s.due_at <= ? AND c.outbound_at IS NOT NULL"
                    + " AND s.chat > ? ORDER BY s.chat LIMIT ?";

    private final Database database;
    private final Clock clock;

    ShareTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A chat whose time has come.
     *
     * @param chatId   the provider's id of the chat, or null where it has told none
     * @param zone     where the number belongs, or null
     * @param saidZone where the person is, if the lead said so
     * @param zones    wherever the number may belong, where the number itself is hidden; else null
     */
    record Due(
            String chat,
            long dueAt,
            String campaign,
            String provider,
            String line,
            String person,
            String chatId,
            String zone,
            String saidZone,
            String zones) {

        /** Whether it had no name but a number, which is hidden now: nobody can write there. */
        boolean isLost() {
            return chatId == null && People.isHidden(person);
        }

        @Override
        public String toString() {
            return "Due[" + campaign + "]";
        }
    }

    /** From now on the chat is offered its card; a chat that was so before goes on as it did. */
    static boolean enrol(
            Connection connection, String flow, String chat, String campaign, Campaign terms, String zone, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO callingcard_share"
                + " (flow, chat, campaign, due_at, shares, every_ms, most, zone) VALUES (?, ?, ?, ?, 0, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
            statement.setString(1, flow);
            statement.setString(2, chat);
            statement.setString(3, campaign);
            statement.setLong(4, now.plus(terms.shareEvery()).toEpochMilli());
            statement.setLong(5, terms.shareEvery().toMillis());
            statement.setInt(6, terms.getMaxShares());
            statement.setString(7, zone);
            return statement.executeUpdate() == 1;
        }
    }

    /**
     * The next ones whose time has come, by the names of their chats. Rows and claims have this order too, so however many
     * there are, what is read and written lies together.
     */
    List<Due> page(String flow, String after, int most) {
        long now = clock.millis();
        return database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DUE)) {
                statement.setString(1, flow);
                statement.setLong(2, now);
                statement.setString(3, after);
                statement.setInt(4, most);
                List<Due> due = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        due.add(new Due(
                                row.getString(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                row.getString(9),
                                row.getString(10)));
                    }
                }
                return due;
            }
        });
    }

    /** How many there are whose time has come. */
    long count(String flow) {
        long now = clock.millis();
        return database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT COUNT(*) FROM callingcard_share WHERE flow = ? AND ended IS NULL AND due_at <= ?")) {
                statement.setString(1, flow);
                statement.setLong(2, now);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** These come again not before their moment, unless they are shared till then. */
    static void postpone(Connection connection, String flow, Map<Due, Instant> moments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE callingcard_share SET due_at = ? WHERE flow = ? AND chat = ? AND due_at = ?")) {
            for (Map.Entry<Due, Instant> each : moments.entrySet()) {
                statement.setLong(1, each.getValue().toEpochMilli());
                statement.setString(2, flow);
                statement.setString(3, each.getKey().chat());
                statement.setLong(4, each.getKey().dueAt());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** A step of a flow was sent in a chat: where it is one of these, its next time is a while from now. */
    static void shared(Connection connection, String flow, String chat, long now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE callingcard_share SET shares = shares + 1,"
                        + " shared_at = ?, due_at = ? + every_ms, ended = CASE WHEN ended IS NULL AND shares + 1 >= most"
                        + " THEN 'enough' ELSE ended END WHERE flow = ? AND chat = ?")) {
            statement.setLong(1, now);
            statement.setLong(2, now);
            statement.setString(3, flow);
            statement.setString(4, chat);
            statement.executeUpdate();
        }
    }

    /** Ends it for a chat, in all flows; says whether there was anything to end. */
    static boolean end(Connection connection, String chat, String reason) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE callingcard_share SET ended = ? WHERE chat = ? AND ended IS NULL")) {
            statement.setString(1, reason);
            statement.setString(2, chat);
            return statement.executeUpdate() > 0;
        }
    }

    /** Ends it for all chats with a person. */
    static void endAll(Connection connection, String person, String reason) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE callingcard_share SET ended = ? WHERE chat IN"
                        + " (SELECT chat FROM callingcard_chat WHERE person = ?)")) {
            statement.setString(1, reason);
            statement.setString(2, person);
            statement.executeUpdate();
        }
    }

    /** Whether something was shared in a chat that is still offered its card. */
    static boolean wasShared(Connection connection, String chat) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM callingcard_share WHERE chat = ? AND ended IS NULL AND shares > 0")) {
            statement.setString(1, chat);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
