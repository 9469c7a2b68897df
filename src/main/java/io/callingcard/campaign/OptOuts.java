package io.callingcard.campaign;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.HmacKey;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The people who opted out. Only a keyed hash of each is stored, so that the opt-out outlives forgetting the person. */
final class OptOuts {

    private static final int KEY_BYTES = 32;

    private static final String MAKE_KEY =
            "INSERT INTO callingcard_setting (name, value) VALUES ('opt-out-key', ?) ON CONFLICT DO NOTHING";
    private static final String READ_KEY = "SELECT value FROM callingcard_setting WHERE name = 'opt-out-key'";
    private static final String ADD =
            "INSERT INTO callingcard_opt_out (person, at) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE = "DELETE FROM callingcard_opt_out WHERE person = ?";
    private static final String FIND = "SELECT 1 FROM callingcard_opt_out WHERE person = ?";

    private final Database database;
    private final Clock clock;
    private final HmacKey key;

    /**
     * The opt-outs of a ledger.
     *
     * @param given the operator's key, or null for one that the database keeps
     */
    OptOuts(Database database, Clock clock, HmacKey given) {
        this.database = database;
        this.clock = clock;
        this.key = given == null ? HmacKey.ofText(database.write(OptOuts::kept)) : given;
    }

    /** Returns the key that the database keeps. Of several nodes that start at once, one creates it. */
    private static String kept(Connection connection) throws SQLException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        Sql.update(connection, MAKE_KEY, Base64.getEncoder().encodeToString(fresh));
        return Sql.first(connection, READ_KEY, row -> row.getString(1)).orElseThrow();
    }

    private String hash(String address) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign("opt-out:", address.getBytes(UTF_8)));
    }

    void add(Connection connection, String address) throws SQLException {
        Sql.update(connection, ADD, hash(address), clock.millis());
    }

    void remove(String address) {
        database.statement(connection -> Sql.update(connection, REMOVE, hash(address)));
    }

    boolean contains(String address) {
        return database.statement(connection -> Sql.exists(connection, FIND, hash(address)));
    }
}
