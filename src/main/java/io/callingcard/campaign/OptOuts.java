// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.camel.Exchange;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.People;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.HmacKey;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The people who opted out. Only a keyed hash of each is stored, so that the opt-out outlives forgetting the person.
 *
 * <p>An earlier release kept the key in the database. Its hashes are replaced where a number is known. As long as some are
 * left, that key stays, so that these people stay opted out.
 */
final class OptOuts {

    private static final int LONGEST_WAY = 100;

    /** Begins the hashes whose key is not in the database. */
    private static final String MARK = "v2:";

    private static final String FORMER_KEY = "SELECT value FROM callingcard_setting WHERE name = 'opt-out-key'";
    private static final String DROP_FORMER_KEY = "DELETE FROM callingcard_setting WHERE name = 'opt-out-key'";
    private static final String FORMER = "SELECT person FROM callingcard_opt_out WHERE person NOT LIKE '" + MARK + "%'";
    private static final String PEOPLE =
            "SELECT person FROM callingcard_chat WHERE person IS NOT NULL UNION SELECT person FROM callingcard_lead";
    private static final String COPY = "INSERT INTO callingcard_opt_out (person, at, way)"
            + " SELECT ?, at, way FROM callingcard_opt_out WHERE person = ? ON CONFLICT (person) DO NOTHING";
    private static final String ADD =
            "INSERT INTO callingcard_opt_out (person, at, way) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE = "DELETE FROM callingcard_opt_out WHERE person = ?";
    private static final String FIND = "SELECT person, at, way FROM callingcard_opt_out WHERE person = ?";

    private static final String NO_OPT_OUT = "NOT EXISTS (SELECT 1 FROM callingcard_opt_out o WHERE o.person = ?)";
    private static final String ALL = "SELECT person FROM callingcard_opt_out";

    /** How many people one query asks for. With IN, PostgreSQL reads the whole table as long as it believes it is small. */
    private static final int MANY = 16;

    private static final String FIND_MANY = String.join(" UNION ALL ", Collections.nCopies(MANY, FIND));

    private final Database database;
    private final Clock clock;

    /** The ways in which an address may be stored. New opt-outs use the first. */
    private final List<Hashing> hashings = new ArrayList<>();

    /** How addresses are hashed. */
    private record Hashing(String mark, HmacKey key) {

        String of(String address) {
            byte[] hash = key.sign("opt-out:", address.getBytes(UTF_8));
            return mark + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        }
    }

    /**
     * The opt-outs of a ledger.
     *
     * @param numberKey the key that hides numbers, which also hashed opt-outs in an earlier release; or null
     */
    OptOuts(Database database, Clock clock, HmacKey key, HmacKey numberKey) {
        this.database = database;
        this.clock = clock;
        hashings.add(new Hashing(MARK, key));
        if (numberKey != null) {
            hashings.add(new Hashing("", numberKey));
        }
        Optional<String> kept =
                database.statement(connection -> Sql.first(connection, FORMER_KEY, row -> row.getString(1)));
        if (kept.isPresent()) {
            Hashing former = new Hashing("", HmacKey.ofText(kept.get()));
            database.erase(connection -> replace(connection, former));
            hashings.add(former);
        }
    }

    /** Replaces the hashes of people whose numbers are known. Drops the former key if no other hash is left. */
    private long replace(Connection connection, Hashing former) throws SQLException {
        Set<String> left = new HashSet<>(Sql.query(connection, FORMER, row -> row.getString(1)));
        long replaced = 0;
        for (String person : Sql.query(connection, PEOPLE, row -> row.getString(1))) {
            String hash = former.of(person);
            if (!People.isHidden(person) && left.remove(hash)) {
                Sql.update(connection, COPY, hashings.get(0).of(person), hash);
                replaced += Sql.update(connection, REMOVE, hash);
            }
        }
        return left.isEmpty() ? replaced + Sql.update(connection, DROP_FORMER_KEY) : replaced;
    }

    /**
     * When and how a person opted out.
     *
     * @param way null if an earlier release recorded the opt-out
     */
    record OptOut(Instant at, String way) {

        String reason() {
            return "opted out on " + LocalDate.ofInstant(at, ZoneOffset.UTC) + (way == null ? "" : " by " + way);
        }
    }

    /** Returns the hash under which a person is kept. */
    String hash(String address) {
        return hashings.get(0).of(address);
    }

    /** Records an opt-out. The first one of a person stays. Returns whether this is the first. */
    boolean add(Connection connection, String address, String way) throws SQLException {
        return Sql.update(connection, ADD, hash(address), clock.millis(), shortened(way)) == 1;
    }

    static String shortened(String way) {
        return Sql.shortened(LONGEST_WAY, way);
    }

    /** Returns whether the person had opted out. */
    boolean remove(Connection connection, String address) throws SQLException {
        int removed = 0;
        for (Hashing hashing : hashings) {
            removed += Sql.update(connection, REMOVE, hashing.of(address));
        }
        return removed > 0;
    }

    /** Returns the opt-outs by address, of those people who opted out. */
    Map<String, OptOut> find(Connection connection, Collection<String> addresses) throws SQLException {
        Map<String, String> byHash = new LinkedHashMap<>();
        addresses.forEach(address -> hashings.forEach(hashing -> byHash.put(hashing.of(address), address)));
        List<String> hashes = new ArrayList<>(byHash.keySet());
        Map<String, OptOut> found = new HashMap<>();
        for (int i = 0; i < hashes.size(); i += MANY) {
            List<String> asked = new ArrayList<>(hashes.subList(i, Math.min(hashes.size(), i + MANY)));
            asked.addAll(Collections.nCopies(MANY - asked.size(), ""));
            Sql.query(
                    connection,
                    FIND_MANY,
                    row -> found.put(byHash.get(row.getString(1)), new OptOut(Sql.instant(row, 2), row.getString(3))),
                    asked.toArray());
        }
        return found;
    }

    /** Returns the hashes of all who opted out. */
    Set<String> all(Connection connection) throws SQLException {
        return new HashSet<>(Sql.query(connection, ALL, row -> row.getString(1)));
    }

    /** Whether a person is one of those. */
    boolean isAmong(Set<String> hashes, String address) {
        return hashings.stream().anyMatch(hashing -> hashes.contains(hashing.of(address)));
    }

    /** The messages of the exchange leave only if the person has not opted out by then. */
    void askBeforeSending(Exchange exchange, String address) {
        List<String> hashes =
                hashings.stream().map(hashing -> hashing.of(address)).toList();
        String condition = String.join(" AND ", Collections.nCopies(hashes.size(), NO_OPT_OUT));
        LedgerStore.beginOnlyWhile(exchange, condition, hashes.toArray());
    }

    Optional<OptOut> find(String address) {
        return database.statement(connection -> find(connection, address));
    }

    Optional<OptOut> find(Connection connection, String address) throws SQLException {
        for (Hashing hashing : hashings) {
            Optional<OptOut> found = Sql.first(
                    connection, FIND, row -> new OptOut(Sql.instant(row, 2), row.getString(3)), hashing.of(address));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
