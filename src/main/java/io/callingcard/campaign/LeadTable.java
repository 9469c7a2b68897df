package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.Json;

/** The leads that wait, those that a process has leased, and those that are done or set aside. */
final class LeadTable {

    private static final int WAITING = LeadState.WAITING.ordinal();
    private static final int TAKEN = LeadState.TAKEN.ordinal();
    private static final int DONE = LeadState.DONE.ordinal();
    private static final int ASIDE = LeadState.ASIDE.ordinal();
    private static final int LONGEST_KEY = 300;
    private static final int LONGEST_PERSON = 200;
    private static final int LONGEST_REASON = 300;

    private static final String ADD = "INSERT INTO callingcard_lead"
            + " (lead_key, campaign, person, wanted, state, body, added_at, due_at, lease_until, attempts)"
            + " VALUES (?, ?, ?, ?, " + WAITING + ", ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING";
    private static final String NEXT_WANTED = "SELECT MIN(wanted) FROM callingcard_lead WHERE campaign = ? AND "
            + LeadState.OPEN + " AND line IS NULL AND wanted > ?";
    private static final String SETTLE = "UPDATE callingcard_lead SET state = ?, body = CASE WHEN ? = " + DONE
            + " THEN NULL ELSE body END, due_at = ?, attempts = attempts - ?, reason = ?, token = NULL"
            + " WHERE lead_key = ? AND token = ?";
    private static final String REPLAY = "UPDATE callingcard_lead SET state = " + WAITING
            + ", attempts = 0, due_at = ?, reason = NULL WHERE state = " + ASIDE;
    private static final String STANDING =
            "SELECT state, COUNT(*), COUNT(line) FROM callingcard_lead WHERE campaign = ? GROUP BY state";

    private final Database database;
    private final People people;
    private final Clock clock;
    private final String renew;
    private final Selection begun;
    private final Selection asking;
    private final Selection easy;

    /** How often leads started to wait for the budget of their line. */
    final LongAdder waits = new LongAdder();

    /** The budgets that leads wait for right now. */
    private final Set<String> exhausted = ConcurrentHashMap.newKeySet();

    /** Leads of a campaign that are due, chosen so that an index finds them however many wait. */
    private record Selection(boolean namesLine, String take, String exists) {

        static Selection of(Database database, String condition) {
            String due = " FROM callingcard_lead WHERE campaign = ? AND " + condition + " AND " + LeadState.OPEN
                    + " AND (state = " + WAITING + " OR lease_until < {now}) AND due_at <= ?";
            return new Selection(
                    condition.contains("?"),
                    database.sql("UPDATE callingcard_lead SET state = " + TAKEN
                            + ", token = ?, attempts = attempts + 1, lease_until = {now} + ?, line = COALESCE(line, ?)"
                            + " WHERE lead_key IN (SELECT lead_key" + due + " ORDER BY due_at LIMIT ? {skip locked})"
                            + " RETURNING lead_key, line, body, attempts"),
                    database.sql("SELECT 1" + due + " LIMIT 1"));
        }
    }

    LeadTable(Database database, People people, Clock clock) {
        this.database = database;
        this.people = people;
        this.clock = clock;
        renew = database.sql("UPDATE callingcard_lead SET lease_until = {now} + ? WHERE lead_key = ? AND token = ?");
        begun = Selection.of(database, "line IS NOT NULL");
        asking = Selection.of(database, "line IS NULL AND wanted = ?");
        easy = Selection.of(database, "line IS NULL AND wanted IS NULL");
    }

    /**
     * A lead that a process has leased.
     *
     * @param attempts how often it was started, including now
     */
    record Taken(String key, Lead lead, int attempts, String token) {

        @Override
        public String toString() {
            return "Taken[" + lead + ", attempt " + attempts + "]";
        }
    }

    /** Adds leads. Returns for each whether it is new. */
    List<Boolean> add(List<Lead> leads) {
        return database.write(connection -> {
            List<Boolean> added = new ArrayList<>(leads.size());
            long now = clock.millis();
            for (Lead lead : leads) {
                int rows = Sql.update(
                        connection,
                        ADD,
                        Sql.shortened(LONGEST_KEY, lead.key(people)),
                        lead.campaign(),
                        Sql.shortened(LONGEST_PERSON, people.stored(lead.phone())),
                        lead.line(),
                        Json.write(Json.tree(lead)),
                        now,
                        now);
                added.add(rows == 1);
            }
            return added;
        });
    }

    /** Leases due leads of a campaign: those that have a line first, then new ones within the budgets of the lines. */
    List<Taken> take(String name, Campaign campaign, int most, Duration lease) {
        return database.write(connection -> {
            long now = clock.millis();
            List<Taken> taken = new ArrayList<>(take(connection, begun, name, null, most, lease, now));
            List<String> lines = lines(connection, name, campaign);
            // The time decides which line comes first, so that all have their turn.
            for (int i = 0; i < lines.size() && taken.size() < most; i++) {
                String line = lines.get((int) ((now + i) % lines.size()));
                if (campaign.isPaced()) {
                    taken.addAll(takePaced(connection, name, campaign, line, lease, now));
                } else {
                    int part = Math.max(1, (most - taken.size()) / (lines.size() - i));
                    taken.addAll(takeNew(connection, name, line, part, lease, now));
                }
            }
            return taken;
        });
    }

    /** Returns the lines of a campaign, and those that leads ask for. An empty line lets the provider choose. */
    private static List<String> lines(Connection connection, String name, Campaign campaign) throws SQLException {
        Set<String> lines = new LinkedHashSet<>(campaign.getLines().isEmpty() ? List.of("") : campaign.getLines());
        // Jumps from one line to the next by the index: a DISTINCT would read all leads.
        for (String last = ""; last != null; ) {
            last = Sql.first(connection, NEXT_WANTED, row -> row.getString(1), name, last)
                    .orElse(null);
            if (last != null) {
                lines.add(last);
            }
        }
        return List.copyOf(lines);
    }

    /** Takes one new lead if the budget of the line allows one more person now. */
    private List<Taken> takePaced(
            Connection connection, String name, Campaign campaign, String line, Duration lease, long now)
            throws SQLException {
        String account = account(campaign, line);
        if (!isAnyNew(connection, name, line, now)) {
            return List.of();
        }
        if (!Budgets.spend(connection, account, campaign.firstTouches(), now)) {
            if (exhausted.add(account)) {
                waits.increment();
            }
            return List.of();
        }
        exhausted.remove(account);
        List<Taken> one = takeNew(connection, name, line, 1, lease, now);
        if (one.isEmpty()) {
            Budgets.giveBack(connection, account, campaign.firstTouches(), now);
        }
        return one;
    }

    /** The account that budgets are kept for: all campaigns of a line share it. */
    static String account(Campaign campaign, String line) {
        return campaign.getChannel() + ":" + line;
    }

    private boolean isAnyNew(Connection connection, String name, String line, long now) throws SQLException {
        return Sql.exists(connection, asking.exists(), name, line, now)
                || Sql.exists(connection, easy.exists(), name, now);
    }

    /** Takes new leads for a line: those that ask for it first. */
    private List<Taken> takeNew(Connection connection, String name, String line, int most, Duration lease, long now)
            throws SQLException {
        List<Taken> taken = new ArrayList<>(take(connection, asking, name, line, most, lease, now));
        if (taken.size() < most) {
            taken.addAll(take(connection, easy, name, line, most - taken.size(), lease, now));
        }
        return taken;
    }

    private List<Taken> take(
            Connection connection, Selection which, String name, String line, int most, Duration lease, long now)
            throws SQLException {
        String token = UUID.randomUUID().toString();
        List<Object> values = new ArrayList<>();
        values.add(token);
        values.add(lease.toMillis());
        values.add(line);
        values.add(name);
        if (which.namesLine()) {
            values.add(line);
        }
        values.add(now);
        values.add(most);
        return Sql.query(
                connection,
                which.take(),
                row -> {
                    String from = row.getString(2);
                    Lead lead = Json.read(Json.read(row.getBytes(3)).orElseThrow(), Lead.class);
                    return new Taken(row.getString(1), from.isEmpty() ? lead : lead.from(from), row.getInt(4), token);
                },
                values.toArray());
    }

    void renew(List<Taken> all, Duration lease) {
        List<Object[]> rows = all.stream()
                .map(taken -> new Object[] {lease.toMillis(), taken.key(), taken.token()})
                .toList();
        database.write(connection -> Sql.batch(connection, renew, rows));
    }

    /** Ends a lead and drops its data. The ledger knows the person's chats and steps. */
    void done(Taken taken) {
        settle(taken, DONE, Duration.ZERO, true, null);
    }

    /**
     * Lets a lead wait.
     *
     * @param isAttempt false if this was no attempt, because the provider asked us to wait or a step is in doubt
     */
    void retry(Taken taken, Duration wait, boolean isAttempt, String reason) {
        settle(taken, WAITING, wait, isAttempt, reason);
    }

    /** Stops retrying a lead until a person replays it. */
    void setAside(Taken taken, String reason) {
        settle(taken, ASIDE, Duration.ZERO, true, reason);
    }

    private void settle(Taken taken, int state, Duration wait, boolean isAttempt, String reason) {
        database.statement(connection -> Sql.update(
                connection,
                SETTLE,
                state,
                state,
                clock.instant().plus(wait).toEpochMilli(),
                isAttempt ? 0 : 1,
                Sql.shortened(LONGEST_REASON, reason),
                taken.key(),
                taken.token()));
    }

    /**
     * Lets leads that were set aside wait again. Returns how many. Steps that were sent are not sent again.
     *
     * @param campaign null for all campaigns
     */
    int replay(String campaign) {
        long now = clock.millis();
        return database.statement(connection -> campaign == null
                ? Sql.update(connection, REPLAY, now)
                : Sql.update(connection, REPLAY + " AND campaign = ?", now, campaign));
    }

    /** Counts the leads of a campaign. */
    Standing standing(String campaign) {
        long[] counts = new long[ASIDE + 1];
        long[] withLine = new long[ASIDE + 1];
        database.statement(connection -> Sql.query(
                connection,
                STANDING,
                row -> {
                    withLine[row.getInt(1)] = row.getLong(3);
                    return counts[row.getInt(1)] = row.getLong(2);
                },
                campaign));
        return new Standing(
                counts[WAITING] + counts[TAKEN], withLine[WAITING] + withLine[TAKEN], counts[DONE], counts[ASIDE]);
    }

    /**
     * The number of leads in each state.
     *
     * @param waiting the leads that are not done
     * @param begun   those of them that were started
     */
    record Standing(long waiting, long begun, long done, long aside) {}
}
