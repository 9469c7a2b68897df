// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Sql;

/**
 * Finds people, the newest first. No table has a row for each person and its state, because keeping one would cost each message
 * a statement. Two ways make up for it:
 *
 * <ul>
 *   <li>When few people match, all of them are read and ordered.
 *   <li>When many match, leads and chats are read in the order of time, until the page is full.
 * </ul>
 */
final class PeopleSearch {

    /** How many people are counted. */
    static final int MOST_COUNTED = 10_000;

    /** As many people as are looked at to know whether they are in the state that was asked for. */
    private static final int MOST_CHECKED = 500;

    private static final int BATCH = 50;
    private static final int FIRST_CHUNK = 400;
    private static final int LARGEST_CHUNK = 200_000;

    private static final String RANKS = ", (SELECT MAX(" + qualified(PersonFacts.LEAD_AT, "o")
            + ") FROM callingcard_lead o WHERE o.person = m.person), (SELECT MAX("
            + qualified(PersonFacts.CHAT_AT, "c") + ") FROM callingcard_chat c WHERE c.person = m.person)";

    private final Connection connection;
    private final CampaignStore store;
    private final PeopleQuery query;
    private final List<Source> sources;

    PeopleSearch(Connection connection, CampaignStore store, PeopleQuery query, Map<String, Campaign> campaigns) {
        this.connection = connection;
        this.store = store;
        this.query = query;
        this.sources = List.of(
                new Source(query.leads(campaigns), PersonFacts.LEAD_AT),
                new Source(query.chats(), PersonFacts.CHAT_AT));
    }

    private static String qualified(String expression, String alias) {
        return expression.replaceAll("\\b(state|added_at|due_at|outbound_at|first_at)\\b", alias + ".$1");
    }

    /**
     * Rows that may make a person match.
     *
     * @param at the time of a row
     */
    private record Source(PeopleQuery.Rows rows, String at) {}

    /**
     * A person's place in the list.
     *
     * @param at the newer, the sooner in the list
     */
    record Place(long at, String person) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::at).reversed().thenComparing(Place::person);

        /** Comes before all people. */
        static final Place FIRST = new Place(Long.MAX_VALUE, "");

        private static final Place LAST = new Place(Long.MIN_VALUE, "");

        /** Reads what {@link #toString} wrote. */
        static Place parse(String written) {
            int space = written.indexOf(' ');
            return new Place(Long.parseLong(written.substring(0, space)), written.substring(space + 1));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        boolean isAfter(Place other) {
            return compareTo(other) > 0;
        }

        /** Writes the place for a seal. It holds the number. */
        @Override
        public String toString() {
            return at + " " + person;
        }
    }

    /**
     * A part of the list.
     *
     * @param next  the place after which to go on; null at the end
     * @param total how many people match; one more than {@link #MOST_COUNTED} if they are more; null if it was not counted
     */
    record Found(List<PersonFacts> people, Place next, Integer total) {}

    /** Returns the people after a place. */
    Found find(Place after, int most) throws SQLException {
        // Whether people opted out is known by hashes only, so no condition chooses few of them.
        boolean isByHash = query.state() == PersonState.OPTED_OUT;
        Set<String> some = isByHash ? null : few();
        if (some != null) {
            return ofFew(some, after, most);
        }
        Found found = inOrderOfTime(after, most, isByHash);
        boolean isCounted = query.state() == null;
        return isCounted ? new Found(found.people(), found.next(), MOST_COUNTED + 1) : found;
    }

    /** Returns all who may match; null if they are many. */
    private Set<String> few() throws SQLException {
        Set<String> people = new HashSet<>();
        for (Source source : sources) {
            List<String> found = Sql.query(
                    connection,
                    "SELECT person" + source.rows().from() + " LIMIT " + (MOST_COUNTED + 1),
                    row -> row.getString(1),
                    source.rows().values().toArray());
            people.addAll(found);
            if (found.size() > MOST_COUNTED || people.size() > MOST_COUNTED) {
                return null;
            }
        }
        return people;
    }

    private Found ofFew(Set<String> some, Place after, int most) throws SQLException {
        TreeSet<Place> places = new TreeSet<>();
        Map<String, Long> ranks = new HashMap<>();
        for (Source source : sources) {
            Sql.query(
                    connection,
                    "SELECT m.person" + RANKS + " FROM (SELECT DISTINCT person"
                            + source.rows().from() + ") m",
                    row -> ranks.put(row.getString(1), Math.max(row.getLong(2), row.getLong(3))),
                    source.rows().values().toArray());
        }
        ranks.forEach((person, at) -> places.add(new Place(at, person)));
        boolean isChecked = some.size() <= MOST_CHECKED;
        List<PersonFacts> all = isChecked ? matching(places, Integer.MAX_VALUE) : List.of();
        List<PersonFacts> page = isChecked
                ? all.stream()
                        .filter(facts -> place(facts).isAfter(after))
                        .limit(most + 1L)
                        .toList()
                : matching(places.tailSet(after, false), most + 1);
        Integer total = isChecked ? Integer.valueOf(all.size()) : query.state() == null ? some.size() : null;
        return cut(page, most, total);
    }

    private static Found cut(List<PersonFacts> page, int most, Integer total) {
        boolean isMore = page.size() > most;
        List<PersonFacts> shown = isMore ? page.subList(0, most) : page;
        return new Found(shown, isMore ? place(shown.get(most - 1)) : null, total);
    }

    private static Place place(PersonFacts facts) {
        return new Place(facts.rank(), facts.person());
    }

    /** Returns the first of those people who match. */
    private List<PersonFacts> matching(Iterable<Place> places, int most) throws SQLException {
        List<PersonFacts> found = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        for (Place place : places) {
            batch.add(place.person());
            if (batch.size() == BATCH) {
                addMatching(batch, found);
                batch.clear();
                if (found.size() >= most) {
                    break;
                }
            }
        }
        addMatching(batch, found);
        return found.size() > most ? found.subList(0, most) : found;
    }

    private void addMatching(List<String> people, List<PersonFacts> found) throws SQLException {
        for (PersonFacts facts : PersonFacts.of(connection, store, people)) {
            if (query.fits(facts)) {
                found.add(facts);
            }
        }
    }

    /**
     * Reads leads and chats in the order of time, a chunk of each at a time. Nothing is known of a person behind the last row of
     * either chunk, so the next chunks begin there.
     */
    private Found inOrderOfTime(Place after, int most, boolean isByHash) throws SQLException {
        List<PersonFacts> found = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        Place from = after;
        int size = isByHash ? LARGEST_CHUNK : FIRST_CHUNK;
        while (from != Place.LAST && found.size() <= most) {
            TreeSet<Place> rows = new TreeSet<>();
            Place until = Place.LAST;
            for (Source source : sources) {
                List<Place> chunk = chunk(source, from, size);
                rows.addAll(chunk);
                if (chunk.size() == size && until.isAfter(chunk.get(size - 1))) {
                    until = chunk.get(size - 1);
                }
            }
            addInOrder(isByHash ? optedOut(rows) : rows, from, until, most, found, places);
            from = until;
            size = Math.min(LARGEST_CHUNK, size * 4);
        }
        boolean isMore = found.size() > most;
        return new Found(isMore ? found.subList(0, most) : found, isMore ? places.get(most - 1) : null, null);
    }

    private List<Place> chunk(Source source, Place from, int size) throws SQLException {
        List<Object> values = new ArrayList<>(source.rows().values());
        values.addAll(List.of(from.at(), from.at(), from.person(), size));
        return Sql.query(
                connection,
                "SELECT at, person FROM (SELECT person, " + source.at() + " AS at"
                        + source.rows().from()
                        + ") r WHERE at < ? OR at = ? AND person > ? ORDER BY at DESC, person" + Sql.LIMIT,
                row -> new Place(row.getLong(1), row.getString(2)),
                values.toArray());
    }

    /** Adds the people who match and whose place is behind one and not behind another. */
    private void addInOrder(
            Set<Place> rows, Place from, Place until, int most, List<PersonFacts> found, List<Place> places)
            throws SQLException {
        Set<String> seen = new HashSet<>();
        List<String> batch = new ArrayList<>();
        for (Place row : rows) {
            if (found.size() > most || row.isAfter(until)) {
                break;
            }
            if (seen.add(row.person())) {
                batch.add(row.person());
            }
            if (batch.size() == BATCH) {
                addWithin(batch, from, found, places);
                batch.clear();
            }
        }
        addWithin(batch, from, found, places);
    }

    private void addWithin(List<String> people, Place from, List<PersonFacts> found, List<Place> places)
            throws SQLException {
        Map<String, Long> newest = newest(people);
        for (PersonFacts facts : PersonFacts.of(connection, store, people)) {
            Place place = new Place(newest.getOrDefault(facts.person(), 0L), facts.person());
            // A person who has a newer row was shown before.
            if (place.isAfter(from) && query.fits(facts)) {
                found.add(facts);
                places.add(place);
            }
        }
    }

    /** Returns the time of the newest row of each person, of those rows that are read. */
    private Map<String, Long> newest(List<String> people) throws SQLException {
        Map<String, Long> newest = new HashMap<>();
        if (people.isEmpty()) {
            return newest;
        }
        String of =
                " AND person IN (" + String.join(", ", Collections.nCopies(people.size(), "?")) + ") GROUP BY person";
        for (Source source : sources) {
            List<Object> values = new ArrayList<>(source.rows().values());
            values.addAll(people);
            Sql.query(
                    connection,
                    "SELECT person, MAX(" + source.at() + ")" + source.rows().from() + of,
                    row -> newest.merge(row.getString(1), row.getLong(2), Math::max),
                    values.toArray());
        }
        return newest;
    }

    private Set<Place> optedOut(Set<Place> places) throws SQLException {
        Set<String> hashes = store.optOuts.all(connection);
        TreeSet<Place> chosen = new TreeSet<>(places);
        // Hashing all numbers takes long, so it is left out while there is no opt-out.
        chosen.removeIf(place -> !People.isHidden(place.person())
                && (hashes.isEmpty() || !store.optOuts.isAmong(hashes, place.person())));
        return chosen;
    }
}
