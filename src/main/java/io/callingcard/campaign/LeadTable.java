// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;

import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.Json;

/** The leads: which were added, and in which state each is. {@link LeadTurns} takes them, and {@link LeadEnds} ends them. */
final class LeadTable {

    private static final int WAITING = LeadState.WAITING.ordinal();
    private static final int TAKEN = LeadState.TAKEN.ordinal();
    private static final int DONE = LeadState.DONE.ordinal();
    private static final int ASIDE = LeadState.ASIDE.ordinal();
    private static final int DONE_WITH_DOUBTS = LeadState.DONE_WITH_DOUBTS.ordinal();
    private static final int REFUSED = LeadState.REFUSED_OPT_OUT.ordinal();
    private static final int LONGEST_KEY = 300;
    private static final int LONGEST_PERSON = 200;
    static final int LONGEST_REASON = 300;
    private static final int LONGEST_NAME = 200;

    private static final String ADD = "INSERT INTO callingcard_lead"
            + " (lead_key, campaign, person, wanted, state, body, added_at, due_at, lease_until, attempts, reason,"
            + " code, origin, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?) ON CONFLICT (lead_key) DO UPDATE"
            + " SET state = excluded.state, body = excluded.body, wanted = excluded.wanted, added_at = excluded.added_at,"
            + " due_at = excluded.due_at, attempts = 0, reason = excluded.reason, code = excluded.code,"
            + " origin = excluded.origin, name = excluded.name WHERE callingcard_lead.state = "
            + REFUSED;
    private static final String KNOWS = "SELECT 1 FROM callingcard_lead WHERE lead_key = ? AND state <> " + REFUSED;
    private static final String REFUSE =
            "UPDATE callingcard_lead SET state = " + REFUSED + ", body = NULL, due_at = ?, reason = ?, code = '"
                    + LeadReason.OPTED_OUT + "' WHERE person = ? AND state IN (" + WAITING + ", " + ASIDE + ")";
    private static final String REPLAY = "UPDATE callingcard_lead SET state = " + WAITING
            + ", attempts = 0, due_at = ?, reason = NULL, code = NULL WHERE state = " + ASIDE;
    private static final String OF_KEY = " AND lead_key = ?";
    private static final String SET_ASIDE = "UPDATE callingcard_lead SET state = " + ASIDE
            + ", due_at = ?, reason = ?, code = '" + LeadReason.SET_BY_PERSON + "' WHERE state = " + WAITING + OF_KEY;
    private static final String PERSON = "SELECT person FROM callingcard_lead WHERE lead_key = ?";
    private static final String STANDING =
            "SELECT state, COUNT(*), COUNT(line) FROM callingcard_lead WHERE campaign = ? GROUP BY state";

    private static final String OPEN = "SELECT lead_key, body FROM callingcard_lead WHERE campaign = ? AND "
            + LeadState.OPEN + " AND lead_key > ? ORDER BY lead_key LIMIT 500";

    private final Database database;
    private final People people;
    private final Clock clock;
    private final OptOuts optOuts;
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

    LeadTable(Database database, People people, Clock clock, OptOuts optOuts) {
        this.database = database;
        this.people = people;
        this.clock = clock;
        this.optOuts = optOuts;
    }

    /** What became of a lead that was added. */
    enum Entry {
        NEW,
        KNOWN,
        /** The lead is kept, and nothing is sent for it. */
        OPTED_OUT
    }

    /** A lead, and where it came from. */
    record Arrival(Lead lead, LeadOrigin origin) {

        @Override
        public String toString() {
            return "Arrival[" + lead + "]";
        }
    }

    /**
     * Adds leads. The lead of a person who opted out is refused, until it is added again after the person opted in.
     */
    List<Entry> add(List<Arrival> arrivals) {
        List<Entry> added = database.write(connection -> {
            List<Entry> entries = new ArrayList<>(arrivals.size());
            long now = clock.millis();
            for (Arrival arrival : arrivals) {
                Lead lead = arrival.lead();
                Optional<OptOuts.OptOut> optOut = optOuts.find(connection, lead.phone());
                int rows = Sql.update(
                        connection,
                        ADD,
                        Sql.shortened(LONGEST_KEY, lead.key(people)),
                        lead.campaign(),
                        Sql.shortened(LONGEST_PERSON, people.stored(lead.phone())),
                        lead.line() == null
                                ? null
                                : Line.of(lead.channel(), lead.line()).toString(),
                        optOut.isPresent() ? REFUSED : WAITING,
                        optOut.isPresent() ? null : Json.write(Json.tree(lead)),
                        now,
                        now,
                        optOut.map(OptOuts.OptOut::reason).orElse(null),
                        optOut.isPresent() ? LeadReason.OPTED_OUT.name() : null,
                        arrival.origin().stored(),
                        people.key() == null ? shortName(lead.name()) : null);
                entries.add(entry(optOut.isPresent(), rows == 1));
            }
            return entries;
        });
        if (added.contains(Entry.NEW)) {
            listeners.forEach(Runnable::run);
        }
        return added;
    }

    /** Runs something each time when leads were added by this process. Leads of other processes are found by the next poll. */
    void onAdded(Runnable listener) {
        listeners.add(listener);
    }

    void forgetListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** Returns what a search finds. Where numbers are hidden, the name is hidden too, so it is in no column. */
    private static String shortName(String name) {
        return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static Entry entry(boolean hasOptedOut, boolean isNew) {
        Entry open = isNew ? Entry.NEW : Entry.KNOWN;
        return hasOptedOut ? Entry.OPTED_OUT : open;
    }

    /**
     * Returns what {@link #add} would return. Stores nothing.
     *
     * @param seen the keys of the leads that were looked at before; those of these leads are added
     */
    List<Entry> preview(List<Lead> leads, SeenKeys seen) {
        return database.statement(connection -> {
            List<Entry> entries = new ArrayList<>(leads.size());
            for (Lead lead : leads) {
                String key = Sql.shortened(LONGEST_KEY, lead.key(people));
                boolean isNew = !Sql.exists(connection, KNOWS, key) && seen.add(key);
                entries.add(entry(optOuts.find(connection, lead.phone()).isPresent(), isNew));
            }
            return entries;
        });
    }

    /** Refuses the waiting leads of a person who opted out, and those that were set aside. */
    void refuse(Connection connection, String address) throws SQLException {
        String reason = optOuts.find(connection, address).orElseThrow().reason();
        String person = Sql.shortened(LONGEST_PERSON, people.stored(address));
        Sql.update(connection, REFUSE, clock.millis(), reason, person);
    }

    /**
     * Lets leads that were set aside wait again. Returns how many. Steps that were sent are not sent again.
     *
     * @param campaign null for all campaigns
     */
    int replay(Connection connection, String campaign) throws SQLException {
        long now = clock.millis();
        return campaign == null
                ? Sql.update(connection, REPLAY, now)
                : Sql.update(connection, REPLAY + " AND campaign = ?", now, campaign);
    }

    /** Lets one lead that was set aside wait again. Returns whether it was set aside. */
    boolean replayOne(Connection connection, String key) throws SQLException {
        return Sql.update(connection, REPLAY + OF_KEY, clock.millis(), key) == 1;
    }

    /** Sets a waiting lead aside, because a person wants it. Returns whether it waited. */
    boolean setAside(Connection connection, String key, String words) throws SQLException {
        return Sql.update(connection, SET_ASIDE, clock.millis(), Sql.shortened(LONGEST_REASON, words), key) == 1;
    }

    /** Returns the person of a lead, as stored; empty if there is no such lead. */
    static Optional<String> person(Connection connection, String key) throws SQLException {
        return Sql.first(connection, PERSON, row -> row.getString(1), key);
    }

    /** Counts the open leads of a campaign that a condition holds for. Reads a page at a time. */
    long count(String campaign, Predicate<Lead> condition) {
        long[] count = new long[1];
        for (String after = ""; after != null; ) {
            String last = after;
            List<String> page = database.statement(connection -> Sql.query(
                    connection,
                    OPEN,
                    row -> {
                        if (condition.test(Json.read(Json.read(row.getBytes(2)).orElseThrow(), Lead.class))) {
                            count[0]++;
                        }
                        return row.getString(1);
                    },
                    campaign,
                    last));
            after = page.isEmpty() ? null : page.get(page.size() - 1);
        }
        return count[0];
    }

    /** Counts the leads of a campaign. */
    Standing standing(String campaign) {
        long[] counts = new long[LeadState.values().length];
        long[] withLine = new long[counts.length];
        database.statement(connection -> Sql.query(
                connection,
                STANDING,
                row -> {
                    withLine[row.getInt(1)] = row.getLong(3);
                    return counts[row.getInt(1)] = row.getLong(2);
                },
                campaign));
        return new Standing(
                counts[WAITING] + counts[TAKEN],
                withLine[WAITING] + withLine[TAKEN],
                counts[DONE],
                counts[DONE_WITH_DOUBTS],
                counts[ASIDE],
                counts[REFUSED]);
    }

    /**
     * The number of leads in each state.
     *
     * @param waiting  the leads that are not done
     * @param begun    those of them that were started
     * @param doubtful the leads that are done, except for a step that was skipped in doubt
     * @param refused  the leads of people who opted out
     */
    record Standing(long waiting, long begun, long done, long doubtful, long aside, long refused) {}
}
