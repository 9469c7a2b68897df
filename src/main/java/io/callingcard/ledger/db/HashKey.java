// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

import io.callingcard.provider.wire.HmacKey;

/**
 * Finds the key of hashes that outlive a person, such as opt-outs. The key is kept outside the database, because with
 * both a number is found by trying all numbers. The database keeps the id of the key, so that a node with another key,
 * which would not recognize the people who opted out, does not start.
 */
final class HashKey {

    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 9;

    private static final String KEEP_ID = "INSERT INTO callingcard_setting (name, value) VALUES ('hash-key-id', ?)"
            + " ON CONFLICT (name) DO NOTHING";
    private static final String ID = "SELECT value FROM callingcard_setting WHERE name = 'hash-key-id'";

    private HashKey() {}

    /** Returns the path of the key file of a SQLite file. */
    static Path file(Path ledger) {
        return Path.of(ledger + "-key");
    }

    /**
     * Returns the operator's key; or else the one in the file; or else the key that hides numbers; or else a new one, which
     * is kept in the file. Empty if there is neither a key nor a file.
     *
     * @param given the operator's key, or null
     * @param numberKey the key that hides numbers, or null
     * @param file the key file; null if the database has no place for one
     */
    static Optional<HmacKey> find(Connection connection, HmacKey given, HmacKey numberKey, Path file)
            throws SQLException {
        Optional<String> known = id(connection);
        Optional<HmacKey> key = Optional.ofNullable(given);
        if (file != null) {
            key = key.or(() -> read(file));
        }
        key = key.or(() -> Optional.ofNullable(numberKey));
        if (file != null) {
            key = key.or(() -> Optional.of(create(file, known)));
        }
        if (key.isPresent()) {
            check(connection, key.get(), file);
        }
        return key;
    }

    private static void check(Connection connection, HmacKey key, Path file) throws SQLException {
        String id = encoded(Arrays.copyOf(key.sign("key-id:", new byte[0]), ID_BYTES));
        Sql.update(connection, KEEP_ID, id);
        if (!id(connection).equals(Optional.of(id))) {
            throw new LedgerException("hashKey: is not the key of this ledger's opt-outs. Set the key that it had"
                    + (file == null ? ", the same on every node." : ", or put " + file + " back."));
        }
    }

    /** Tells whether the ledger has a key. */
    static boolean isKnown(Connection connection) throws SQLException {
        return id(connection).isPresent();
    }

    private static Optional<String> id(Connection connection) throws SQLException {
        return Sql.first(connection, ID, row -> row.getString(1));
    }

    /** An empty file is what a crash leaves. */
    private static Optional<HmacKey> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(HmacKey.ofText(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LedgerException(file + ": cannot be read. Check its permissions.", e);
        }
    }

    /** The transaction around this keeps other processes from creating another key. */
    private static HmacKey create(Path file, Optional<String> known) {
        if (known.isPresent()) {
            throw new LedgerException(
                    file + ": is missing. It is the key of this ledger's opt-outs. Put it back, or set"
                            + " hashKey to its content.");
        }
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        String text = encoded(fresh);
        PrivateFile.create(file);
        try {
            // On the disk before the first hash is.
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new LedgerException(file + ": cannot be written. Check the permissions of its folder.", e);
        }
        return HmacKey.ofText(text);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
