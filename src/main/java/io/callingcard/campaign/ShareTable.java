// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.Exchange;

import io.callingcard.card.PhoneNumbers;
import io.callingcard.ledger.ChatNames;
import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.People;
import io.callingcard.ledger.StepFacts.MaybeSent;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/** The chats that are offered a card repeatedly, and when each is due. A chat where we have never written is not due. */
final class ShareTable {

    private static final int LONGEST_REASON = 60;

    /** The columns of {@link Due}. */
    static final String COLUMNS =
            "SELECT s.chat, s.due_at, s.campaign, c.provider, c.line, c.person, c.chat_id, c.zone, s.zone, c.zones,"
                    + " s.text, s.shares, s.most, s.every_ms";

    private static final String DUE = COLUMNS + " FROM callingcard_share s JOIN callingcard_chat c"
            + " ON c.chat = s.chat {as usual} WHERE s.flow = ? AND s.ended IS NULL AND {due} <= ? AND s.shares < s.most"
            + " AND c.outbound_at IS NOT NULL" + CampaignTable.IS_RUNNING
            + " AND {chat} > ? ORDER BY {chat}" + Sql.LIMIT;

    /** Finds the due ones by the index of times, and sorts them. An index cannot give the order of an expression. */
    private static final String FEW = DUE.replace("{due}", "s.due_at").replace("{chat}", "s.chat || ''");

    /** Goes through all chats in their order, since most of them are due. */
    private static final String MANY = DUE.replace("{due}", "s.due_at + 0").replace("{chat}", "s.chat");

    /** Each page sorts all that are due, so with more than these it is faster to look at all chats. */
    private static final long MOST_TO_SORT = 10_000;

    private static final String COUNT =
            "SELECT COUNT(*) FROM callingcard_share s WHERE flow = ? AND ended IS NULL AND due_at <= ? AND shares < most"
                    + CampaignTable.IS_RUNNING;
    private static final String ENROL = "INSERT INTO callingcard_share"
            + " (flow, chat, campaign, due_at, shares, every_ms, most, zone, added_at) VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING";
    private static final String PREPARE = "INSERT INTO callingcard_share"
            + " (flow, chat, campaign, due_at, shares, every_ms, most, zone, text, added_at) VALUES (?, ?, ?, ?, 0, ?, 0, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING";
    private static final String BEGIN =
            "UPDATE callingcard_share SET most = 1, due_at = ? WHERE flow = ? AND chat = ? AND most = 0";
    private static final String POSTPONE =
            "UPDATE callingcard_share SET due_at = ? WHERE flow = ? AND chat = ? AND due_at = ?";
    private static final String WAIT =
            "UPDATE callingcard_share SET due_at = ? + every_ms WHERE chat = ? AND ended IS NULL AND text IS NULL";
    private static final String IS_LAST = "ended IS NULL AND shares + 1 >= most";
    private static final String SHARED = "UPDATE callingcard_share SET shares = shares + 1, shared_at = ?,"
            + " due_at = ? + every_ms, ended_at = CASE WHEN " + IS_LAST + " THEN ? ELSE ended_at END,"
            + " ended = CASE WHEN " + IS_LAST + " THEN '" + ShareEnd.ENOUGH.words() + "' ELSE ended END"
            + " WHERE flow = ? AND chat = ?";
    /** A follow-up that is skipped ends with a reason of its own. */
    private static final String SKIPPED = SHARED + " AND text IS NULL";

    private static final String END =
            "UPDATE callingcard_share SET ended = ?, ended_at = ?, text = NULL WHERE ended IS NULL AND ";
    private static final String END_CHAT = END + "chat = ?";
    private static final String END_FLOW = END + "flow = ? AND chat = ?";
    private static final String END_FOLLOW_UPS = END + "chat = ? AND text IS NOT NULL";
    private static final String END_ALL = END + "chat IN (SELECT chat FROM callingcard_chat WHERE person = ?)";
    private static final String END_OF_PERSON = END + "chat IN (SELECT chat FROM callingcard_chat"
            + " WHERE person = ? AND provider = ? AND (line IS NULL OR line = COALESCE(?, line)))";
    private static final String IS_OFFERED = "SELECT 1 FROM callingcard_share WHERE chat = ? AND ended IS NULL";
    private static final String WAS_SHARED =
            "SELECT 1 FROM callingcard_share WHERE chat = ? AND ended IS NULL AND shares > 0";

    /** The offers to which the step belongs, by their flow or, for follow-ups, by flow and step. */
    private static final String NO_OPT_OUT = "NOT EXISTS (SELECT 1 FROM callingcard_share s"
            + " WHERE s.chat = callingcard_claim.chat AND s.flow IN (callingcard_claim.flow,"
            + " callingcard_claim.flow || '/' || callingcard_claim.step)"
            + " AND s.ended = '" + ShareEnd.OPTED_OUT.words() + "')";

    private final Database database;
    private final Clock clock;
    final String few;
    final String many;

    ShareTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.few = database.sql(FEW);
        this.many = database.sql(MANY);
    }

    /**
     * A chat that is due.
     *
     * @param names    the person in it is as stored
     * @param zone     the time zone of the number, or null
     * @param leadZone the time zone that the lead gave, or null
     * @param zones    the time zones of a hidden number, or null
     * @param text     the text of a follow-up, or null
     * @param shares   how often the card was shared
     * @param most     after how many shares the offers end
     * @param every    the time between two shares
     */
    record Due(
            String chat,
            long dueAt,
            String campaign,
            ChatNames names,
            String zone,
            String leadZone,
            String zones,
            String text,
            int shares,
            int most,
            Duration every) {

        /** Whether the chat can no longer be addressed: its only name was a number, which is hidden now. */
        boolean isLost() {
            return names.chatId() == null && People.isHidden(names.address());
        }

        /** Whether the next share waits for earlier ones that may have arrived. */
        boolean waitsFor(MaybeSent earlier, Instant now) {
            return earlier != null
                    && (endsWith(earlier) || earlier.at().plus(every).isAfter(now));
        }

        /** Whether it is enough if the earlier ones arrived. */
        boolean endsWith(MaybeSent earlier) {
            return shares + earlier.steps() >= most;
        }

        /** Returns the time zones that the person may be in: the lead's, or those of the number. */
        List<ZoneId> possibleZones() {
            return leadsZone()
                    .map(List::of)
                    .orElseGet(() -> zones == null
                            ? PhoneNumbers.timeZones(names.address())
                            : Arrays.stream(zones.split(" ")).map(ZoneId::of).toList());
        }

        /** Returns the zone that the lead gave; empty if it gave none, or one that this Java does not know. */
        Optional<ZoneId> leadsZone() {
            return Lead.zoneOf(leadZone);
        }

        /** The line that the chat is on, by which pauses and budgets are kept. */
        Line line() {
            return Line.of(names.provider(), names.line());
        }

        @Override
        public String toString() {
            return "Due[" + campaign + "]";
        }

        static Due read(ResultSet row) throws SQLException {
            return new Due(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    new ChatNames(row.getString(4), row.getString(5), row.getString(6), row.getString(7)),
                    row.getString(8),
                    row.getString(9),
                    row.getString(10),
                    row.getString(11),
                    row.getInt(12),
                    row.getInt(13),
                    Duration.ofMillis(row.getLong(14)));
        }
    }

    /** Offers a card to a chat from now on. A chat that is enrolled already keeps its state. */
    static boolean enrol(
            Connection connection,
            String flow,
            String chat,
            String campaign,
            Campaign terms,
            Duration every,
            String zone,
            Instant now)
            throws SQLException {
        return Sql.update(
                        connection,
                        ENROL,
                        flow,
                        chat,
                        campaign,
                        now.plus(every).toEpochMilli(),
                        every.toMillis(),
                        terms.getMaxShares(),
                        zone,
                        now.toEpochMilli())
                == 1;
    }

    /** Keeps the text of a later follow-up. It is not due until its time {@link #begin begins}. */
    static boolean prepare(Connection connection, String flow, String chat, Lead lead, Campaign terms, Instant now)
            throws SQLException {
        long after = terms.followUpAfter().toMillis();
        return Sql.update(
                        connection,
                        PREPARE,
                        flow,
                        chat,
                        lead.campaign(),
                        now.toEpochMilli() + after,
                        after,
                        lead.timeZone(),
                        lead.fillIn(terms.getFollowUp()),
                        now.toEpochMilli())
                == 1;
    }

    /** Sets when a follow-up that was prepared is due. */
    static void begin(Connection connection, String flow, String chat, Instant dueAt) throws SQLException {
        Sql.update(connection, BEGIN, dueAt.toEpochMilli(), flow, chat);
    }

    /**
     * Returns chats that are due, in the order of their names. Claims have this order too, so rows that are read and
     * written together lie together.
     *
     * @param total about how many chats of the flow are due
     */
    List<Due> page(String flow, long total, String after, int most) {
        long now = clock.millis();
        String due = total > MOST_TO_SORT ? many : few;
        return database.statement(connection -> Sql.query(connection, due, Due::read, flow, now, after, most));
    }

    /** Counts the chats that are due. */
    long count(String flow) {
        long now = clock.millis();
        return database.statement(connection -> Sql.number(connection, COUNT, flow, now));
    }

    /** Sets when each chat is due next, unless it is shared before. */
    static void postpone(Connection connection, String flow, Map<Due, Instant> moments) throws SQLException {
        Sql.batch(
                connection,
                POSTPONE,
                moments.entrySet().stream()
                        .map(each -> new Object[] {
                            each.getValue().toEpochMilli(),
                            flow,
                            each.getKey().chat(),
                            each.getKey().dueAt()
                        })
                        .toList());
    }

    /** Sets the next share of a chat to a time between two shares from now. Returns false if there is none. */
    static boolean postpone(Connection connection, String chat, long now) throws SQLException {
        return Sql.update(connection, WAIT, now, chat) > 0;
    }

    /** Counts a share and sets when the next one is due. Does nothing in a chat that is not enrolled. */
    static void shared(Connection connection, String flow, String chat, long now) throws SQLException {
        Sql.later(connection, SHARED, now, now, now, flow, chat);
    }

    /** Counts a share that may have been sent and is not sent again: the person may have seen it. */
    static void skipped(Connection connection, String flow, String chat, long now) throws SQLException {
        Sql.later(connection, SKIPPED, now, now, now, flow, chat);
    }

    /**
     * Ends the offers to a chat in all flows. Returns false if there was nothing to end.
     *
     * @param words those of a {@link ShareEnd}, or a route's own
     */
    static boolean end(Connection connection, String chat, String words, long now) throws SQLException {
        return Sql.update(connection, END_CHAT, Sql.shortened(LONGEST_REASON, words), now, chat) > 0;
    }

    /** Ends one flow of a chat. */
    static boolean end(Connection connection, String flow, String chat, ShareEnd why, long now) throws SQLException {
        return Sql.update(connection, END_FLOW, why.words(), now, flow, chat) > 0;
    }

    /** Ends the follow-ups to a chat. */
    static void endFollowUps(Connection connection, String chat, ShareEnd why, long now) throws SQLException {
        Sql.update(connection, END_FOLLOW_UPS, why.words(), now, chat);
    }

    /**
     * Ends the offers to all chats with a person.
     *
     * @param person as stored
     */
    static void endAll(Connection connection, String person, ShareEnd why, long now) throws SQLException {
        Sql.update(connection, END_ALL, why.words(), now, person);
    }

    /**
     * Ends the offers to the chats of a line with a person.
     *
     * @param line   our number; null for all lines
     * @param person as stored
     */
    static void endOfPerson(Connection connection, String provider, String line, String person, ShareEnd why, long now)
            throws SQLException {
        Sql.update(connection, END_OF_PERSON, why.words(), now, person, provider, line);
    }

    /** An offer of the exchange leaves only if the person has not opted out by then. For people whose number is hidden. */
    static void askBeforeSending(Exchange exchange) {
        LedgerStore.beginOnlyWhile(exchange, NO_OPT_OUT);
    }

    /** Tells whether a chat has offers that continue. */
    static boolean isOffered(Connection connection, String chat) throws SQLException {
        return Sql.exists(connection, IS_OFFERED, chat);
    }

    /** Tells whether a card was shared in a chat whose offers continue. */
    static boolean wasShared(Connection connection, String chat) throws SQLException {
        return Sql.exists(connection, WAS_SHARED, chat);
    }
}
