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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.machine.Machine;
import io.callingcard.provider.wire.Json;

/** Leases the leads whose turn it is, line by line: those that have begun first, then new ones within the line's budget. */
final class LeadTurns {

    private static final int WAITING = LeadState.WAITING.ordinal();
    private static final int TAKEN = LeadState.TAKEN.ordinal();
    private static final OpenLines WANTED_LINES = OpenLines.of("wanted", "line IS NULL");
    private static final OpenLines BEGUN_LINES = OpenLines.of("line", "line IS NOT NULL");
    private static final String NEXT_AGAIN = "SELECT MIN(CASE WHEN state = " + TAKEN + " THEN lease_until + 1"
            + " ELSE due_at END) FROM callingcard_lead WHERE campaign = ? AND " + LeadState.OPEN
            + " AND line = ? AND (state = " + TAKEN + " OR due_at > ?)";
    private static final String NEXT_PAUSE = "SELECT MIN(till) FROM callingcard_pause WHERE till > ?";

    private final Database database;
    private final Clock clock;
    private final OptOuts optOuts;
    private final Machine machine;
    private final Selection begun;
    private final Selection dangerous;
    private final Selection asking;
    private final Selection easy;

    /** How often leads started to wait for the budget of their line. */
    final LongAdder waits = new LongAdder();

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

    LeadTurns(Database database, Clock clock, OptOuts optOuts, Machine machine) {
        this.database = database;
        this.clock = clock;
        this.optOuts = optOuts;
        this.machine = machine;
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
     * How leads of a campaign are taken.
     *
     * @param attempts a lead that was started so often and did not end is taken alone
     * @param places   how many leads each line may have in progress
     * @param paused   the lines that take no leads
     */
    record Terms(String name, Campaign campaign, Duration lease, int attempts, LinePlaces places, Set<String> paused) {

        private List<String> own() {
            return campaign.accounts();
        }
    }

    /** Leases due leads of a campaign: on each line those that have begun first, then new ones within its budget. */
    List<TakenLead> take(Terms terms, int most) {
        return database.write(connection -> {
            long now = clock.millis();
            lookAtRests(connection);
            List<TakenLead> taken = new ArrayList<>();
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
                    List<TakenLead> again = take(connection, begun, terms, line, room, line, terms.attempts(), now);
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
    List<TakenLead> takeDangerous(Terms terms) {
        return database.write(connection -> {
            long now = clock.millis();
            return take(connection, dangerous, terms, null, 1, terms.attempts(), now, now);
        });
    }

    /** Takes one lead to try a line that has rested. */
    private List<TakenLead> probe(Connection connection, Rests.Rest rest, Terms terms, boolean takesNew, long now)
            throws SQLException {
        boolean hasBegun = Sql.exists(connection, begun.exists(), terms.name(), rest.line(), terms.attempts(), now);
        boolean hasNew = takesNew && isAnyNew(connection, terms, rest.line());
        if (!hasBegun && !hasNew || !Rests.probe(connection, rest, now)) {
            return List.of();
        }
        List<TakenLead> one = hasBegun
                ? take(connection, begun, terms, rest.line(), 1, rest.line(), terms.attempts(), now)
                : List.of();
        if (one.isEmpty() && hasNew) {
            one = takeNew(connection, terms, rest.line(), 1, now);
        }
        if (one.isEmpty()) {
            Rests.restore(connection, rest);
        }
        return one.stream().map(TakenLead::asProbe).toList();
    }

    /** Reads which lines rest. */
    void lookAtRests(Connection connection) throws SQLException {
        resting = Rests.all(connection);
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
    private List<TakenLead> takePaced(Connection connection, Terms terms, String line, int most, long now)
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
        List<TakenLead> taken = takeUnpaced(connection, terms, line, allowed);
        if (taken.size() < allowed) {
            Budgets.giveBack(connection, line, limit, allowed - taken.size(), now);
        }
        return taken;
    }

    private boolean isAnyNew(Connection connection, Terms terms, String line) throws SQLException {
        return Sql.exists(connection, asking.exists(), terms.name(), line)
                || terms.own().contains(line) && Sql.exists(connection, easy.exists(), terms.name());
    }

    private List<TakenLead> takeNew(Connection connection, Terms terms, String line, int most, long now)
            throws SQLException {
        return terms.campaign().isPaced()
                ? takePaced(connection, terms, line, most, now)
                : takeUnpaced(connection, terms, line, most);
    }

    /** Takes new leads for a line: those that ask for it first. Leads that do not ask get a line of the campaign. */
    private List<TakenLead> takeUnpaced(Connection connection, Terms terms, String line, int most) throws SQLException {
        List<TakenLead> taken = new ArrayList<>(take(connection, asking, terms, line, most, line));
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
    private List<TakenLead> take(
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
        List<TakenLead> taken = Sql.query(connection, which.take(), row -> taken(row, token), values.toArray());
        if (taken.isEmpty()) {
            return taken;
        }
        Map<String, OptOuts.OptOut> optedOut = optOuts.find(
                connection, taken.stream().map(each -> each.lead().phone()).toList());
        return taken.stream()
                .map(each -> each.withOptOut(optedOut.get(each.lead().phone())))
                .toList();
    }

    private static TakenLead taken(ResultSet row, String token) throws SQLException {
        String from = Line.parse(row.getString(2)).number();
        Lead lead = Json.read(Json.read(row.getBytes(3)).orElseThrow(), Lead.class);
        return new TakenLead(
                row.getString(1), lead.from(from.isEmpty() ? null : from), row.getInt(4), token, false, null);
    }
}
