package io.callingcard.ledger;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;

import io.callingcard.provider.wire.HmacKey;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Who wants no messages. People are known by a keyed hash alone, so that this survives when everything else of a person
 * is forgotten.
 */
final class OptOuts {

    private static final int KEY_BYTES = 32;

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

    /** The key that the database keeps; of several nodes that begin at once one makes it. */
    private static String kept(Connection connection) throws SQLException {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        try (PreparedStatement make = connection.prepareStatement(
                "INSERT INTO callingcard_setting (name, value) VALUES ('opt-out-key', ?) ON CONFLICT DO NOTHING")) {
            make.setString(1, Base64.getEncoder().encodeToString(fresh));
            make.executeUpdate();
        }
        try (PreparedStatement read = connection.prepareStatement(
                        "SELECT value FROM callingcard_setting WHERE name = 'opt-out-key'");
                ResultSet found = read.executeQuery()) {
            found.next();
            return found.getString(1);
        }
    }

    private String hash(String address) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign("opt-out:", address.getBytes(UTF_8)));
    }

    /** From now on nothing is sent to this person. */
    void add(Connection connection, String address) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO callingcard_opt_out (person, at) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            statement.setString(1, hash(address));
            statement.setLong(2, clock.millis());
            statement.executeUpdate();
        }
    }

    /** The person wants messages again. */
    boolean remove(String address) {
        return database.statement(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM callingcard_opt_out WHERE person = ?")) {
                statement.setString(1, hash(address));
                return statement.executeUpdate() == 1;
            }
        });
    }

    boolean contains(String address) {
        return database.statement(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT 1 FROM callingcard_opt_out WHERE person = ?")) {
                statement.setString(1, hash(address));
                try (ResultSet found = statement.executeQuery()) {
                    return found.next();
                }
            }
        });
    }
}
