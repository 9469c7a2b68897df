// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

import io.callingcard.campaign.LeadReason.Why;
import io.callingcard.card.PhoneMask;
import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.Json;

/** The leads that wait, those that a process has leased, and those that are done or set aside. */
final class LeadTable {

    private static final int WAITING = LeadState.WAITING.ordinal();
    private static final int TAKEN = LeadState.TAKEN.ordinal();
    private static final int DONE = LeadState.DONE.ordinal();
    private static final int ASIDE = LeadState.ASIDE.ordinal();
    private static final int DONE_WITH_DOUBTS = LeadState.DONE_WITH_DOUBTS.ordinal();
    private static final int REFUSED = LeadState.REFUSED_OPT_OUT.ordinal();
    private static final Why SKIPPED = new Why(LeadReason.STEP_SKIPPED, "a step in doubt was skipped");
    private static final int LONGEST_KEY = 300;
    private static final int LONGEST_PERSON = 200;
    private static final int LONGEST_REASON = 300;
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
    private static final OpenLines WANTED_LINES = OpenLines.of("wanted", "line IS NULL");
    private static final OpenLines BEGUN_LINES = OpenLines.of("line", "line IS NOT NULL");
    private static final String NEXT_AGAIN = "SELECT MIN(CASE WHEN state = " + TAKEN + " THEN lease_until + 1"
            + " ELSE due_at END) FROM callingcard_lead WHERE campaign = ? AND " + LeadState.OPEN
            + " AND line = ? AND (state = " + TAKEN + " OR due_at > ?)";
    private static final String NEXT_PAUSE = "SELECT MIN(till) FROM callingcard_pause WHERE till > ?";
    private static final String SETTLE = "UPDATE callingcard_lead SET state = ?, body = CASE WHEN ? IN (" + DONE
            + ", " + DONE_WITH_DOUBTS + ", " + REFUSED
            + ") THEN NULL ELSE body END, due_at = ?, attempts = attempts - ?, reason = ?, code = ?, token = NULL"
            + " WHERE lead_key = ? AND token = ?";
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
    private final Machine machine;
    private final String renew;
    private final Selection begun;
    private final Selection dangerous;
    private final Selection asking;
    private final Selection easy;

    /** How often leads started to wait for the budget of their line. */
    final LongAdder waits = new LongAdder();

    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

    /** The budgets that leads wait for right now. */
    private final Set<String> exhausted = ConcurrentHashMap.newKeySet();

    /** The lines that rest, as the last look at the table showed. */
    private volatile List<Rests.Rest> resting = List.of();

    /** Leads of a campaign that may start, chosen so that an index finds them however many wait. */
    private record Selection(String take, String exists) {

        static Selection of(Database database, String condition, String order) {
            String due = " FROM callingcard_lead WHERE campaign = ? AND " + condition + " AND " + LeadState.OPEN
                    + " AND (state = " + WAITING + " OR lease_until < {now})";
            return new Selection(
                    database.sql("UPDATE callingcard_lead SET state = " + TAKEN
                            + ", token = ?, attempts = attempts + 1, lease_until = {now} + ?, line = COALESCE(line, ?)"
                            + " WHERE {row or lead_key} IN (SELECT {row or lead_key}" + due + " ORDER BY " + order
                            + Sql.LIMIT + " {skip locked})"
                            + " RETURNING lead_key, line, body, attempts"),
                    database.sql("SELECT 1" + due + " LIMIT 1"));
        }

        /** Asks first, because SQLite takes ten times as long for an update that finds nothing. */
        boolean isAny(Connection connection, String campaign, Object... bound) throws SQLException {
            List<Object> values = new ArrayList<>();
            values.add(campaign);
            values.addAll(List.of(bound));
            return Sql.exists(connection, exists, values.toArray());
        }
    }

    LeadTable(Database database, People people, Clock clock, OptOuts optOuts, Machine machine) {
        this.machine = machine;
        this.database = database;
        this.people = people;
        this.clock = clock;
        this.optOuts = optOuts;
        renew = database.sql("UPDATE callingcard_lead SET lease_until = {now} + ? WHERE lead_key = ? AND token = ?");
        begun = Selection.of(database, "line = ? AND attempts < ? AND due_at <= ?", "due_at");
        dangerous = Selection.of(
                database,
                "line IS NOT NULL AND attempts >= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM callingcard_rest r WHERE r.line = callingcard_lead.line)"
                        + " AND NOT EXISTS (SELECT 1 FROM callingcard_pause p WHERE p.line = callingcard_lead.line"
                        + " AND p.leads = 1 AND p.till > ?) AND due_at <= ?",
                "line, due_at");
        // A new lead is due at once, whatever the clock of the node says that took it in.
        asking = Selection.of(database, "line IS NULL AND wanted = ?", "due_at");
        easy = Selection.of(database, "line IS NULL AND wanted IS NULL", "due_at");
    }

    /**
     * A lead that a process has leased.
     *
     * @param attempts how often it was started, including now
     * @param isProbe  whether it tries a line that rests
     * @param optOut   when and how the person opted out; null if nothing is known of it
     */
    record Taken(String key, Lead lead, int attempts, String token, boolean isProbe, OptOuts.OptOut optOut) {

        private Taken asProbe() {
            return new Taken(key, lead, attempts, token, true, optOut);
        }

        Line line() {
            return Line.of(lead.channel(), lead.line());
        }

        @Override
        public String toString() {
            return "The lead of " + lead.campaign() + " to " + PhoneMask.mask(lead.phone()) + " (attempt " + attempts
                    + ")";
        }
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
     * How leads of a campaign are taken.
     *
     * @param attempts a lead that was started so often and did not end is taken alone
     * @param places   how many leads each line may have in progress
     * @param paused   the lines that take no leads
     */
    record Terms(String name, Campaign campaign, Duration lease, int attempts, LinePlaces places, Set<String> paused) {

        private List<String> own() {
            return accounts(campaign);
        }
    }

    /** Leases due leads of a campaign: on each line those that have begun first, then new ones within its budget. */
    List<Taken> take(Terms terms, int most) {
        return database.write(connection -> {
            long now = clock.millis();
            resting = Rests.all(connection);
            List<Taken> taken = new ArrayList<>();
            Set<String> begunOn = linesOf(connection, BEGUN_LINES, terms);
            Set<String> newOn = linesOf(connection, WANTED_LINES, terms);
            newOn.addAll(terms.own());
            begunOn.removeAll(terms.paused());
            newOn.removeAll(terms.paused());
            for (Rests.Rest rest : resting) {
                if (taken.size() < most
                        && !terms.paused().contains(rest.line())
                        && !rest.till().isAfter(Instant.ofEpochMilli(now))) {
                    taken.addAll(probe(connection, rest, terms, newOn.contains(rest.line()), now));
                }
                begunOn.remove(rest.line());
                newOn.remove(rest.line());
            }
            Set<String> all = new LinkedHashSet<>(begunOn);
            all.addAll(newOn);
            List<String> lines = new ArrayList<>(all);
            // The time decides which line comes first, so that all have their turn.
            for (int i = 0; i < lines.size() && taken.size() < most; i++) {
                String line = lines.get((int) ((now + i) % lines.size()));
                int part = Math.max(1, (most - taken.size()) / (lines.size() - i));
                int room = Math.min(part, terms.places().room(line));
                if (room > 0 && begunOn.contains(line)) {
                    List<Taken> again = take(connection, begun, terms, line, room, line, terms.attempts(), now);
                    taken.addAll(again);
                    room -= again.size();
                }
                if (room > 0 && newOn.contains(line)) {
                    taken.addAll(takeNew(connection, terms, line, room, now));
                }
            }
            return taken;
        });
    }

    /**
     * Returns when a lead of a campaign may be leased that could not be leased a moment ago, unless something is written
     * meanwhile.
     *
     * @param latest what is returned if there is no such lead before
     */
    Instant nextChange(Terms terms, Instant latest) {
        return database.statement(connection -> {
            long now = clock.millis();
            long next = latest.toEpochMilli();
            next = Math.min(next, first(connection, NEXT_PAUSE, next, now));
            for (String line : linesOf(connection, BEGUN_LINES, terms)) {
                next = Math.min(next, first(connection, NEXT_AGAIN, next, terms.name(), line, now));
            }
            for (Rests.Rest rest : Rests.all(connection)) {
                next = Math.min(next, Math.max(now + 1, rest.till().toEpochMilli()));
            }
            Set<String> newOn = linesOf(connection, WANTED_LINES, terms);
            newOn.addAll(terms.own());
            newOn.removeAll(terms.paused());
            for (String line : newOn) {
                if (isAnyNew(connection, terms, line)) {
                    Instant allowed =
                            Budgets.next(connection, line, terms.campaign().firstTouches(), now);
                    next = Math.min(next, Math.max(now + 1, allowed.toEpochMilli()));
                }
            }
            return Instant.ofEpochMilli(next);
        });
    }

    private static long first(Connection connection, String sql, long otherwise, Object... values) throws SQLException {
        return Sql.first(connection, sql, row -> row.getLong(1) == 0 ? otherwise : row.getLong(1), values)
                .orElse(otherwise);
    }

    /** Leases one due lead that may have ended the process each time it was started. */
    List<Taken> takeDangerous(Terms terms) {
        return database.write(connection -> {
            long now = clock.millis();
            return take(connection, dangerous, terms, null, 1, terms.attempts(), now, now);
        });
    }

    /** Takes one lead to try a line that has rested. */
    private List<Taken> probe(Connection connection, Rests.Rest rest, Terms terms, boolean takesNew, long now)
            throws SQLException {
        boolean hasBegun = Sql.exists(connection, begun.exists(), terms.name(), rest.line(), terms.attempts(), now);
        boolean hasNew = takesNew && isAnyNew(connection, terms, rest.line());
        if (!hasBegun && !hasNew || !Rests.probe(connection, rest, now)) {
            return List.of();
        }
        List<Taken> one = hasBegun
                ? take(connection, begun, terms, rest.line(), 1, rest.line(), terms.attempts(), now)
                : List.of();
        if (one.isEmpty() && hasNew) {
            one = takeNew(connection, terms, rest.line(), 1, now);
        }
        if (one.isEmpty()) {
            Rests.restore(connection, rest);
        }
        return one.stream().map(Taken::asProbe).toList();
    }

    /** Returns the lines that rest. Does not wait for the database. */
    List<Rests.Rest> resting() {
        return resting;
    }

    /**
     * Reads the lines of open leads. It jumps from one line to the next by the index, because a DISTINCT would read all leads.
     *
     * @param all   one query for all lines, for a server: each query there costs a round trip
     * @param first a query for the first line, for SQLite: there one recursive query takes as long as ten simple ones
     * @param next  a query for the line after another one
     */
    private record OpenLines(String all, String first, String next) {

        static OpenLines of(String column, String condition) {
            String first = "SELECT MIN(" + column + ") FROM callingcard_lead WHERE campaign = ? AND " + LeadState.OPEN
                    + " AND " + condition;
            String all = "WITH RECURSIVE jump (found) AS (" + first + " UNION ALL SELECT (" + first + " AND " + column
                    + " > jump.found) FROM jump WHERE jump.found IS NOT NULL)"
                    + " SELECT found FROM jump WHERE found IS NOT NULL";
            return new OpenLines(all, first, first + " AND " + column + " > ?");
        }
    }

    /** Returns the lines of the open leads of a campaign. */
    private Set<String> linesOf(Connection connection, OpenLines lines, Terms terms) throws SQLException {
        if (database.isServer()) {
            return new LinkedHashSet<>(
                    Sql.query(connection, lines.all(), row -> row.getString(1), terms.name(), terms.name()));
        }
        Set<String> found = new LinkedHashSet<>();
        Optional<String> line = Sql.first(connection, lines.first(), row -> row.getString(1), terms.name());
        while (line.isPresent()) {
            found.add(line.get());
            line = Sql.first(connection, lines.next(), row -> row.getString(1), terms.name(), line.get());
        }
        return found;
    }

    /** Takes as many new leads as the budget of the line allows now. */
    private List<Taken> takePaced(Connection connection, Terms terms, String line, int most, long now)
            throws SQLException {
        if (!isAnyNew(connection, terms, line)) {
            return List.of();
        }
        Budgets.Limit limit = terms.campaign().firstTouches();
        int allowed = Budgets.spend(connection, line, limit, most, now);
        if (allowed == 0) {
            if (exhausted.add(line)) {
                waits.increment();
            }
            return List.of();
        }
        exhausted.remove(line);
        List<Taken> taken = takeUnpaced(connection, terms, line, allowed);
        if (taken.size() < allowed) {
            Budgets.giveBack(connection, line, limit, allowed - taken.size(), now);
        }
        return taken;
    }

    /** The accounts of the campaign's own lines. Without a number the provider chooses. */
    static List<String> accounts(Campaign campaign) {
        List<String> numbers = campaign.getLines().isEmpty() ? List.of("") : campaign.getLines();
        return numbers.stream().map(number -> account(campaign, number)).toList();
    }

    /** The account that budgets are kept for: all campaigns of a line share it. */
    static String account(Campaign campaign, String line) {
        return Line.of(campaign.getChannel(), line).toString();
    }

    private boolean isAnyNew(Connection connection, Terms terms, String line) throws SQLException {
        return Sql.exists(connection, asking.exists(), terms.name(), line)
                || terms.own().contains(line) && Sql.exists(connection, easy.exists(), terms.name());
    }

    private List<Taken> takeNew(Connection connection, Terms terms, String line, int most, long now)
            throws SQLException {
        return terms.campaign().isPaced()
                ? takePaced(connection, terms, line, most, now)
                : takeUnpaced(connection, terms, line, most);
    }

    /** Takes new leads for a line: those that ask for it first. Leads that do not ask get a line of the campaign. */
    private List<Taken> takeUnpaced(Connection connection, Terms terms, String line, int most) throws SQLException {
        List<Taken> taken = new ArrayList<>(take(connection, asking, terms, line, most, line));
        if (taken.size() < most && terms.own().contains(line)) {
            taken.addAll(take(connection, easy, terms, line, most - taken.size()));
        }
        return taken;
    }

    /**
     * Leases leads that a selection finds.
     *
     * @param line  the line for leads that have none
     * @param bound the values that the selection's condition asks for
     */
    private List<Taken> take(
            Connection connection, Selection which, Terms terms, String line, int most, Object... bound)
            throws SQLException {
        String token = machine.randomUuid().toString();
        if (!database.isServer() && !which.isAny(connection, terms.name(), bound)) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        values.add(token);
        values.add(terms.lease().toMillis());
        values.add(line);
        values.add(terms.name());
        values.addAll(List.of(bound));
        values.add(most);
        List<Taken> taken = Sql.query(connection, which.take(), row -> taken(row, token), values.toArray());
        if (taken.isEmpty()) {
            return taken;
        }
        Map<String, OptOuts.OptOut> optedOut = optOuts.find(
                connection, taken.stream().map(each -> each.lead().phone()).toList());
        return taken.stream()
                .map(each -> new Taken(
                        each.key(),
                        each.lead(),
                        each.attempts(),
                        token,
                        false,
                        optedOut.get(each.lead().phone())))
                .toList();
    }

    private static Taken taken(ResultSet row, String token) throws SQLException {
        String from = Line.parse(row.getString(2)).number();
        Lead lead = Json.read(Json.read(row.getBytes(3)).orElseThrow(), Lead.class);
        return new Taken(row.getString(1), lead.from(from.isEmpty() ? null : from), row.getInt(4), token, false, null);
    }

    void renew(List<Taken> all, Duration lease) {
        List<Object[]> rows = all.stream()
                .map(taken -> new Object[] {lease.toMillis(), taken.key(), taken.token()})
                .toList();
        database.write(connection -> Sql.batch(connection, renew, rows));
    }

    /**
     * Ends a lead and drops its data. The ledger knows the person's chats and steps.
     *
     * @param isDoubtful whether a step was skipped that may have been sent
     */
    CompletionStage<?> done(Taken taken, boolean isDoubtful) {
        return database.submit(connection -> done(connection, taken, isDoubtful));
    }

    private int done(Connection connection, Taken taken, boolean isDoubtful) throws SQLException {
        return isDoubtful
                ? settle(connection, taken, DONE_WITH_DOUBTS, clock.instant(), true, SKIPPED)
                : settle(connection, taken, DONE, clock.instant(), true, null);
    }

    /** Lets the line of a lead rest, and the lead wait for its next try. Completes with the time of that. */
    CompletionStage<Instant> rest(Taken taken, Rests.Terms terms, Why why) {
        return database.submit(connection -> {
            long now = clock.millis();
            Instant till = Rests.add(connection, taken.line().toString(), terms, why.words(), now);
            settle(connection, taken, WAITING, till, false, why);
            resting = Rests.all(connection);
            return till;
        });
    }

    /** The line of a lead works again. */
    CompletionStage<?> endRest(Taken taken) {
        return database.submit(connection -> {
            Rests.end(connection, taken.line().toString());
            resting = Rests.all(connection);
            return null;
        });
    }

    /**
     * Lets a lead wait.
     *
     * @param isAttempt false if this was no attempt, because the provider asked us to wait or a step is in doubt
     */
    CompletionStage<?> retry(Taken taken, Duration wait, boolean isAttempt, Why why) {
        return settle(taken, WAITING, wait, isAttempt, why);
    }

    /** Stops retrying a lead until a person replays it. */
    CompletionStage<?> setAside(Taken taken, Why why) {
        return settle(taken, ASIDE, Duration.ZERO, true, why);
    }

    /** Ends a lead, because the person opted out before all steps were sent. */
    CompletionStage<?> refuse(Taken taken, OptOuts.OptOut optOut) {
        return settle(taken, REFUSED, Duration.ZERO, true, optedOut(optOut));
    }

    /** Ends a lead whose route found that the person opted out after the first steps. */
    CompletionStage<?> refuseOrEnd(Taken taken, boolean isDoubtful) {
        return database.submit(connection -> {
            Optional<OptOuts.OptOut> optOut =
                    optOuts.find(connection, taken.lead().phone());
            return optOut.isPresent()
                    ? settle(connection, taken, REFUSED, clock.instant(), true, optedOut(optOut.get()))
                    : done(connection, taken, isDoubtful);
        });
    }

    /** Ends a lead whose message was held back by an opt-out. After an opt-in it is tried again. */
    CompletionStage<?> refuseOrRetry(Taken taken, Why why) {
        return database.submit(connection -> {
            Optional<OptOuts.OptOut> optOut =
                    optOuts.find(connection, taken.lead().phone());
            return optOut.isPresent()
                    ? settle(connection, taken, REFUSED, clock.instant(), true, optedOut(optOut.get()))
                    : settle(connection, taken, WAITING, clock.instant(), false, why);
        });
    }

    private static Why optedOut(OptOuts.OptOut optOut) {
        return new Why(LeadReason.OPTED_OUT, optOut.reason());
    }

    private CompletionStage<?> settle(Taken taken, int state, Duration wait, boolean isAttempt, Why why) {
        return database.submit(
                connection -> settle(connection, taken, state, clock.instant().plus(wait), isAttempt, why));
    }

    private static int settle(Connection connection, Taken taken, int state, Instant dueAt, boolean isAttempt, Why why)
            throws SQLException {
        return Sql.update(
                connection,
                SETTLE,
                state,
                state,
                dueAt.toEpochMilli(),
                isAttempt ? 0 : 1,
                why == null ? null : Sql.shortened(LONGEST_REASON, why.words()),
                why == null ? null : why.code().name(),
                taken.key(),
                taken.token());
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
