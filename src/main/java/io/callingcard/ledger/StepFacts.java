// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/** What the ledger knows of steps, for lists of people and for overviews. */
public final class StepFacts {

    private static final String UNDECIDED = Sql.in("k.state", StepState.UNSETTLED) + " AND k.decision IS NULL";

    /** The conditions of two partial indexes. */
    private static final List<String> OPEN =
            List.of(UNDECIDED, "k.state = " + StepState.IN_DOUBT.ordinal() + " AND k.decision IS NOT NULL");

    private static final String AT = "COALESCE(k.settled_at, k.begun_at, k.claimed_at)";

    private final String ofChats;
    private final String counts;
    private final String maybeSent;

    StepFacts(Database database) {
        ofChats = database.sql("SELECT k.chat, " + LedgerReport.STATE + ", COUNT(*), MAX(" + AT
                + ") FROM callingcard_claim k WHERE (%s) AND k.flow IS NOT NULL GROUP BY 1, 2");
        // The chats of older steps are not looked up, because only the last day is counted by line.
        counts = database.sql("SELECT CASE WHEN " + AT + " > ? THEN COALESCE(k.provider, c.provider) END, c.line,"
                + " CASE WHEN " + AT + " > ? THEN (? - " + AT + ") / 3600000 ELSE " + Count.OLDER + " END,"
                + " CASE WHEN " + AT + " >= ? THEN 1 ELSE 0 END, " + LedgerReport.STATE + ", COUNT(*)"
                + " FROM callingcard_claim k LEFT JOIN callingcard_chat c ON c.chat = k.chat AND " + AT + " > ?"
                + " WHERE k.flow IS NOT NULL GROUP BY 1, 2, 3, 4, 5");
        String ofFlow = StepKey.OF_CHAT + " AND k.flow = ? AND " + UNDECIDED + " AND k.state <> "
                + StepState.CLAIMED.ordinal() + ")";
        String number = "(SELECT COUNT(*)" + ofFlow;
        maybeSent = database.sql("SELECT value->>0, " + number + ", (SELECT MAX(COALESCE(k.settled_at, k.begun_at))"
                + ofFlow + " FROM {rows} WHERE " + number + " > 0");
    }

    /**
     * The steps of one chat that are in one state.
     *
     * @param last when the last of them came into the state
     */
    public record OfChat(String chat, StepState state, long steps, Instant last) {}

    /**
     * How many steps are in a state.
     *
     * @param provider null if they are older than a day
     * @param line     our number, or null
     * @param hoursAgo in which of the last 24 hours they came into the state, 0 for the last one; else {@link #OLDER}
     */
    public record Count(String provider, String line, int hoursAgo, boolean isToday, StepState state, long steps) {

        /** Longer ago than 24 hours. */
        public static final int OLDER = 24;
    }

    /**
     * Steps of a flow in a chat whose messages may have arrived. Steps that are sent again are left out.
     *
     * @param at when the last of them began, or came into doubt
     */
    public record MaybeSent(long steps, Instant at) {}

    /** Returns a query for the people who have a step that is in doubt or in progress. The query has no values. */
    public static String peopleWithOpenSteps() {
        List<String> each = new ArrayList<>();
        for (String condition : OPEN) {
            each.add("SELECT c.person FROM callingcard_claim k JOIN callingcard_chat c ON c.chat = k.chat WHERE "
                    + condition + " AND c.person IS NOT NULL");
        }
        return String.join(" UNION ALL ", each);
    }

    /** Returns the steps of chats, by chat. */
    public Map<String, List<OfChat>> of(Connection connection, Collection<String> chats) throws SQLException {
        Map<String, List<OfChat>> found = new HashMap<>();
        if (chats.isEmpty()) {
            return found;
        }
        List<String> conditions = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (String chat : chats) {
            conditions.add(StepKey.IN_CHAT.replace("claim_key", "k.claim_key").replace("chat =", "k.chat ="));
            values.addAll(List.of(StepKey.first(chat), StepKey.last(chat), chat));
        }
        Sql.query(
                        connection,
                        String.format(ofChats, String.join(" OR ", conditions)),
                        row -> new OfChat(
                                row.getString(1), StepState.of(row.getInt(2)), row.getLong(3), Sql.instant(row, 4)),
                        values.toArray())
                .forEach(each -> found.computeIfAbsent(each.chat(), missing -> new ArrayList<>())
                        .add(each));
        return found;
    }

    /** Returns the steps of a flow that may have been sent, by chat. A chat without such a step is missing. */
    public Map<String, MaybeSent> maybeSent(Connection connection, String flow, Collection<String> chats)
            throws SQLException {
        Map<String, MaybeSent> found = new HashMap<>();
        Sql.query(
                connection,
                maybeSent,
                row -> found.put(row.getString(1), new MaybeSent(row.getLong(2), Sql.instant(row, 3))),
                flow,
                flow,
                StepKey.ranges(chats),
                flow);
        return found;
    }

    /**
     * Counts all steps. Reads them all, which takes about a second for a million.
     *
     * @param midnight when today began
     */
    public List<Count> counts(Connection connection, Instant now, Instant midnight) throws SQLException {
        long moment = now.toEpochMilli();
        long dayAgo = moment - Count.OLDER * 3_600_000L;
        return Sql.query(
                connection,
                counts,
                row -> new Count(
                        row.getString(1),
                        row.getString(2),
                        // A clock may go back.
                        Math.max(0, row.getInt(3)),
                        row.getInt(4) == 1,
                        StepState.of(row.getInt(5)),
                        row.getLong(6)),
                dayAgo,
                dayAgo,
                moment,
                midnight.toEpochMilli(),
                dayAgo);
    }
}
