package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

import io.callingcard.provider.wire.Json;

/** The leads that wait, those that somebody is at until the end of a lease, and those that are done with. */
final class LeadTable {

    private static final int WAITING = LeadState.WAITING.ordinal();
    private static final int TAKEN = LeadState.TAKEN.ordinal();
    private static final int DONE = LeadState.DONE.ordinal();
    private static final int ASIDE = LeadState.ASIDE.ordinal();
    private static final int LONGEST_KEY = 300;
    private static final int LONGEST_PERSON = 200;
    private static final int LONGEST_REASON = 300;

    private static final String BEGUN = "line IS NOT NULL";
    private static final String ASKING = "line IS NULL AND wanted = ?";
    private static final String EASY = "line IS NULL AND wanted IS NULL";

    private final Database database;
    private final People people;
    private final Clock clock;
    private final String renew;

    /** How often leads began to wait for the budget of their line. */
    final LongAdder waits = new LongAdder();

    /** Whose budget they wait for just now. */
    private final Set<String> empty = ConcurrentHashMap.newKeySet();

    LeadTable(Database database, People people, Clock clock) {
        this.database = database;
        this.people = people;
        this.clock = clock;
        this.renew = database.dialect()
                .sql("UPDATE callingcard_lead SET lease_until = {now} + ? WHERE lead_key = ? AND token = ?");
    }

    /** Those of a campaign whose time has come. Said so that the indexes are found by it, however many leads wait. */
    private static String free(String which) {
        return " FROM callingcard_lead WHERE campaign = ? AND " + which + " AND state < " + DONE + " AND (state = "
                + WAITING + " OR lease_until < {now}) AND due_at <= ?";
    }

    /**
     * A lead that somebody is at.
     *
     * @param attempts how often it was begun, this time included
     */
    record Taken(String key, Lead lead, int attempts, String token) {

        @Override
        public String toString() {
            return "Taken[" + lead + ", attempt " + attempts + "]";
        }
    }

    /** Adds leads; says of each whether it is new. */
    List<Boolean> add(List<Lead> leads) {
        return database.write(connection -> {
            List<Boolean> added = new ArrayList<>(leads.size());
            try (PreparedStatement statement = connection.prepareStatement("INSERT INTO callingcard_lead"
                    + " (lead_key, campaign, person, wanted, state, body, added_at, due_at, lease_until, attempts)"
                    + " VALUES (?, ?, ?, ?, " + WAITING + ", ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING")) {
                long now = clock.millis();
                for (Lead lead : leads) {
                    statement.setString(1, Shortened.to(LONGEST_KEY, lead.key(people)));
                    statement.setString(2, lead.campaign());
                    statement.setString(3, Shortened.to(LONGEST_PERSON, people.stored(lead.phone())));
                    statement.setString(4, lead.line());
                    statement.setBytes(5, Json.write(Json.tree(lead)));
                    statement.setLong(6, now);
                    statement.setLong(7, now);
                    added.add(statement.executeUpdate() == 1);
                }
            }
            return added;
        });
    }

    /**
     * Takes leads of a campaign whose time has come: those that have a line first, then new ones, as far as the budgets of
     * the lines go.
     */
    List<Taken> take(String name, Campaign campaign, int most, Duration lease) {
        return database.write(connection -> {
            long now = clock.millis();
            List<Taken> taken = new ArrayList<>(take(connection, BEGUN, name, null, most, lease, now));
            List<String> lines = lines(connection, name, campaign);
            // Which line begins goes by the time, so that all have their turn.
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

    /** The lines of a campaign, and those that leads ask for. Without any, the provider picks one. */
    private static List<String> lines(Connection connection, String name, Campaign campaign) throws SQLException {
        Set<String> lines = new LinkedHashSet<>(campaign.getLines().isEmpty() ? List.of("") : campaign.getLines());
        // From one to the next: to have all leads looked through for this would take ever longer.
        try (PreparedStatement statement = connection.prepareStatement("SELECT MIN(wanted) FROM callingcard_lead"
                + " WHERE campaign = ? AND state < " + DONE + " AND line IS NULL AND wanted > ?")) {
            statement.setString(1, name);
            for (String last = ""; last != null; ) {
                statement.setString(2, last);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    last = row.getString(1);
                }
                if (last != null) {
                    lines.add(last);
                }
            }
        }
        return List.copyOf(lines);
    }

    /** One new lead, if the line may write to one more person just now. */
    private List<Taken> takePaced(
            Connection connection, String name, Campaign campaign, String line, Duration lease, long now)
            throws SQLException {
        String purse = purse(campaign, line);
        if (!isAnyNew(connection, name, line, now)) {
            return List.of();
        }
        if (!Budgets.spend(connection, purse, campaign.firstTouches(), now)) {
            if (empty.add(purse)) {
                waits.increment();
            }
            return List.of();
        }
        empty.remove(purse);
        List<Taken> one = takeNew(connection, name, line, 1, lease, now);
        if (one.isEmpty()) {
            Budgets.giveBack(connection, purse, campaign.firstTouches(), now);
        }
        return one;
    }

    /** Whose budget it is: all campaigns of a line spend from the same. */
    static String purse(Campaign campaign, String line) {
        return campaign.getChannel() + ":" + line;
    }

    private boolean isAnyNew(Connection connection, String name, String line, long now) throws SQLException {
        return isAny(connection, ASKING, name, line, now) || isAny(connection, EASY, name, line, now);
    }

    private boolean isAny(Connection connection, String which, String name, String line, long now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(database.dialect().sql("SELECT 1" + free(which) + " LIMIT 1"))) {
            int next = 1;
            statement.setString(next++, name);
            if (which.equals(ASKING)) {
                statement.setString(next++, line);
            }
            statement.setLong(next, now);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /** New ones for a line: those that ask for it first. */
    private List<Taken> takeNew(Connection connection, String name, String line, int most, Duration lease, long now)
            throws SQLException {
        List<Taken> taken = new ArrayList<>(take(connection, ASKING, name, line, most, lease, now));
        if (taken.size() < most) {
            taken.addAll(take(connection, EASY, name, line, most - taken.size(), lease, now));
        }
        return taken;
    }

    private List<Taken> take(
            Connection connection, String which, String name, String line, int most, Duration lease, long now)
            throws SQLException {
        String token = UUID.randomUUID().toString();
        String sql = database.dialect()
                .sql("UPDATE callingcard_lead SET state = " + TAKEN + ", token = ?, attempts = attempts + 1,"
                        + " lease_until = {now} + ?, line = COALESCE(line, ?) WHERE lead_key IN (SELECT lead_key"
                        + free(which) + " ORDER BY due_at LIMIT ? {skip locked})"
                        + " RETURNING lead_key, line, body, attempts");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            statement.setString(next++, token);
            statement.setLong(next++, lease.toMillis());
            statement.setString(next++, line);
            statement.setString(next++, name);
            if (which.equals(ASKING)) {
                statement.setString(next++, line);
            }
            statement.setLong(next++, now);
            statement.setInt(next, most);
            List<Taken> taken = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String from = row.getString(2);
                    Lead lead = Json.read(Json.read(row.getBytes(3)).orElseThrow(), Lead.class);
                    taken.add(
                            new Taken(row.getString(1), from.isEmpty() ? lead : lead.from(from), row.getInt(4), token));
                }
            }
            return taken;
        }
    }

    void renew(List<Taken> all, Duration lease) {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(renew)) {
                for (Taken taken : all) {
                    statement.setLong(1, lease.toMillis());
                    statement.setString(2, taken.key());
                    statement.setString(3, taken.token());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    /** All steps are done, or never will be. What was known of the person is in the ledger's other tables. */
    void done(Taken taken) {
        settle(taken, DONE, Duration.ZERO, true, null);
    }

    /**
     * Comes again after a wait.
     *
     * @param counted whether this was one of its attempts; what a provider asks us to wait for is none
     */
    void retry(Taken taken, Duration wait, boolean counted, String reason) {
        settle(taken, WAITING, wait, counted, reason);
    }

    /** Nobody will do it, until somebody wants it again. */
    void putAside(Taken taken, String reason) {
        settle(taken, ASIDE, Duration.ZERO, true, reason);
    }

    private void settle(Taken taken, int state, Duration wait, boolean counted, String reason) {
        database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("UPDATE callingcard_lead SET state = ?,"
                    + " body = CASE WHEN ? = " + DONE + " THEN NULL ELSE body END, due_at = ?, attempts = attempts - ?,"
                    + " reason = ?, token = NULL WHERE lead_key = ? AND token = ?")) {
                statement.setInt(1, state);
                statement.setInt(2, state);
                statement.setLong(3, clock.instant().plus(wait).toEpochMilli());
                statement.setInt(4, counted ? 0 : 1);
                statement.setString(5, reason == null ? null : Shortened.to(LONGEST_REASON, reason));
                statement.setString(6, taken.key());
                statement.setString(7, taken.token());
                return statement.executeUpdate();
            }
        });
    }

    /** Tries again what was put aside; says how many. Steps that were sent are not sent again. */
    int replay(String campaign) {
        return database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("UPDATE callingcard_lead SET state = "
                    + WAITING + ", attempts = 0, due_at = ?, reason = NULL WHERE state = " + ASIDE
                    + (campaign == null ? "" : " AND campaign = ?"))) {
                statement.setLong(1, clock.millis());
                if (campaign != null) {
                    statement.setString(2, campaign);
                }
                return statement.executeUpdate();
            }
        });
    }

    /** How many of a campaign wait, are done, or were put aside. */
    Standing standing(String campaign) {
        return database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT state, COUNT(*), COUNT(line) FROM callingcard_lead WHERE campaign = ? GROUP BY state")) {
                statement.setString(1, campaign);
                long[] counts = new long[ASIDE + 1];
                long begun = 0;
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        counts[row.getInt(1)] = row.getLong(2);
                        begun += row.getInt(1) < DONE ? row.getLong(3) : 0;
                    }
                }
                return new Standing(counts[WAITING] + counts[TAKEN], begun, counts[DONE], counts[ASIDE]);
            }
        });
    }

    /**
     * How far a campaign is.
     *
     * @param waiting the leads that are still to be done
     * @param begun   of these, those that were begun
     */
    record Standing(long waiting, long begun, long done, long aside) {}
}
