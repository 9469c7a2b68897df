// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Checks, copies and restores the SQLite file of a ledger, for an operator. */
final class LedgerCopies {

    private static final String IS_LEDGER = "SELECT 1 FROM sqlite_master WHERE name = 'callingcard_schema'";

    private LedgerCopies() {}

    /** Returns how many steps a sound file has. */
    static String check(Path file) {
        require(file);
        new LedgerFile(file).check(LedgerFile.source(file));
        return on(file, connection -> {
            if (!Sql.exists(connection, IS_LEDGER)) {
                throw new LedgerException(file + ": is not a ledger. Name the ledger's file with --file.");
            }
            return "No problems found in " + file + ": "
                    + Sql.number(connection, "SELECT COUNT(*) FROM callingcard_claim")
                    + " steps. Its last heartbeat was at " + Instant.ofEpochMilli(Gap.lastSign(connection)) + ".";
        });
    }

    /** Copies a file that may be in use, and checks the copy. */
    static String backup(Path file, Path copy) {
        require(file);
        if (Files.exists(copy)) {
            throw new LedgerException(copy + ": exists already. Name a new file.");
        }
        if (!Files.isDirectory(copy.toAbsolutePath().getParent())) {
            throw new LedgerException(copy + ": its folder does not exist. Create it, or name another.");
        }
        Path partial = Path.of(copy + ".partial");
        try {
            on(file, connection -> {
                // Within one transaction, writers cannot change what is copied.
                connection.setAutoCommit(false);
                long now = System.currentTimeMillis();
                LedgerFile.copy(connection, partial);
                return on(partial, copied -> Gap.put(copied, "heartbeat", now));
            });
            String checked = check(partial);
            Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
            return checked.replace(partial.toString(), copy.toString())
                    + (Files.exists(HashKey.file(file))
                            ? " Keep a copy of " + HashKey.file(file) + " too, but in another place."
                            : "");
        } catch (IOException e) {
            throw new LedgerException(copy + ": cannot be written. Check the permissions of its folder.", e);
        } finally {
            delete(partial);
        }
    }

    /** Replaces a file that is not in use. The former file is kept. */
    static String restore(Path file, Path backup) {
        check(backup);
        refuseIfInUse(file);
        Path restoring = Path.of(file + ".restoring");
        Path former = Path.of(file + ".before-restore-" + System.currentTimeMillis());
        long now = System.currentTimeMillis();
        try {
            delete(restoring);
            copyIfPresent(backup, restoring);
            copyIfPresent(LedgerFile.log(backup), LedgerFile.log(restoring));
            long from = on(restoring, connection -> {
                connection.setAutoCommit(false);
                Schema.update(connection, Dialect.SQLITE, Schema.NEWEST);
                long sign = Gap.lastSign(connection);
                Gap.add(connection, sign, now);
                Gap.put(connection, "heartbeat", now);
                connection.commit();
                return sign;
            });
            boolean needsKey = on(restoring, HashKey::isKnown) && !Files.exists(HashKey.file(file));
            boolean existed = Files.exists(file);
            if (existed) {
                Files.move(file, former);
                PrivateFile.tighten(former);
                if (Files.exists(LedgerFile.log(file))) {
                    Files.move(LedgerFile.log(file), LedgerFile.log(former));
                }
            }
            delete(file);
            Files.move(restoring, file, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(LedgerFile.heartbeat(file));
            return "Restored " + file + " from " + backup + ". " + Gap.sentence(from, now)
                    + (existed ? " The former file is " + former + "." : "")
                    + (needsKey ? " Unless hashKey is set, put the key file back: " + HashKey.file(file) + "." : "");
        } catch (IOException e) {
            throw new LedgerException(
                    file + ": cannot be restored. Check the free space and the permissions of its folder.", e);
        } finally {
            delete(restoring);
        }
    }

    private static void copyIfPresent(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            PrivateFile.create(to);
            try (OutputStream out = Files.newOutputStream(to)) {
                Files.copy(from, out);
            }
        }
    }

    /** Leaving the write-ahead log needs a lock that SQLite grants only while no other process has the file open. */
    private static void refuseIfInUse(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection = LedgerFile.source(file).getConnection()) {
            Sql.first(connection, "PRAGMA busy_timeout = 1000", row -> null);
            Sql.first(connection, "PRAGMA journal_mode = DELETE", row -> null);
        } catch (SQLException e) {
            if (OneWriter.isBusy(e)) {
                throw new LedgerException(file + ": is in use. Stop the runner first.", e);
            }
            // A damaged file is what a backup is for.
        }
    }

    private static void require(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LedgerException(file + ": does not exist. Name the ledger's file, or the backup.");
        }
    }

    private static <T> T on(Path file, Sql.Work<T> work) {
        try (Connection connection = LedgerFile.source(file).getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new LedgerFile(file).explained(e);
        }
    }

    /** Deletes a file of ours and what SQLite keeps beside it. */
    private static void delete(Path file) {
        for (String part : new String[] {"", "-wal", "-shm"}) {
            try {
                Files.deleteIfExists(Path.of(file + part));
            } catch (IOException e) {
                throw new LedgerException(file + part + ": cannot be deleted. Check the permissions of its folder.", e);
            }
        }
    }
}
