// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file of an open ledger. Notices when it is deleted, replaced or damaged. Then nothing is written any more, so
 * nothing is sent.
 */
final class LedgerFile {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerFile.class);

    private static final String RESTORE =
            " Stop the runner, restore a backup with 'ledger restore FILE', and start again.";

    /** A larger file is checked in the background. */
    static final long LARGE = 64L << 20;

    private static final int PATIENCE_MILLIS = 60_000;

    /** Outside the heap. SQLite uses only as much as the file is large. */
    private static final int CACHE_KIBIBYTES = 64 * 1024;

    private final Path file;
    private final Map<Path, BasicFileAttributes> opened = new LinkedHashMap<>();
    private volatile String damage;
    private volatile String rescued = "";
    private boolean reported;

    LedgerFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Closes the file, and those that belong to it, to other users. */
    void tighten() {
        for (String part : new String[] {"", "-wal", "-shm", "-heartbeat", "-key"}) {
            PrivateFile.tighten(Path.of(file + part));
        }
    }

    /** Returns a data source whose commits survive a power failure. Creates an empty file if there is none. */
    static DataSource source(Path file) {
        PrivateFile.create(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // Other processes may write to the file too.
        config.setBusyTimeout(PATIENCE_MILLIS);
        config.setCacheSize(-CACHE_KIBIBYTES);
        // The driver would search the text of each statement for an INSERT, each time that it runs.
        config.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Copies all that the connection sees. */
    static void copy(Connection connection, Path copy) throws SQLException {
        // Within a transaction, the first statement fixes what is copied.
        Sql.exists(connection, "SELECT 1 FROM sqlite_master");
        PrivateFile.create(copy);
        int code = connection.unwrap(SQLiteConnection.class).getDatabase().backup("main", copy.toString(), null);
        if (code != SQLiteErrorCode.SQLITE_OK.code) {
            throw new LedgerException(copy + ": cannot be written (" + SQLiteErrorCode.getErrorCode(code)
                    + "). Check the free space and the permissions of its folder.");
        }
    }

    /** The file with the newest commits, which SQLite moves into the main file later. */
    static Path log(Path file) {
        return Path.of(file + "-wal");
    }

    /** Remembers which files were opened. */
    void opened() {
        for (Path each : new Path[] {file, log(file)}) {
            try {
                opened.put(each, attributes(each));
            } catch (IOException e) {
                // Not every file system allows the log.
            }
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    /** Returns what is wrong with the file and what to do; null if nothing is known to be wrong. */
    String problem() {
        return damage == null ? loss() : damage;
    }

    private String loss() {
        for (Map.Entry<Path, BasicFileAttributes> each : opened.entrySet()) {
            String what = loss(each.getKey(), each.getValue());
            if (what != null) {
                return "The ledger's file " + each.getKey() + " " + what + " while it was in use. Nothing is sent."
                        + rescued + RESTORE;
            }
        }
        return null;
    }

    private static String loss(Path path, BasicFileAttributes before) {
        try {
            BasicFileAttributes now = attributes(path);
            // File systems without keys show only that a file is missing. Its size changes when it is rewritten.
            return Objects.equals(before.fileKey(), now.fileKey()) ? null : "was replaced";
        } catch (NoSuchFileException e) {
            return "was deleted";
        } catch (IOException e) {
            return "cannot be read";
        }
    }

    /**
     * Fails if the file is not the one that was opened, or is damaged. This is called before each commit, and costs less
     * than a hundredth of it.
     *
     * @param connection still reads a file that was deleted
     */
    void verify(Connection connection) {
        String problem = problem();
        if (problem == null) {
            return;
        }
        if (!reported) {
            reported = true;
            if (damage == null) {
                rescue(connection);
            }
            LOG.error("{}", problem());
        }
        throw new LedgerException(problem());
    }

    /** Saves what a deleted file holds. When the connection closes, it is gone. */
    private void rescue(Connection connection) {
        Path copy = Path.of(file + ".rescued-" + System.currentTimeMillis());
        try {
            copy(connection, copy);
            rescued = " What it held is saved in " + copy + ".";
        } catch (SQLException | LedgerException e) {
            LOG.error("Could not save what the ledger's file {} held", file, e);
        }
    }

    /** Checks the structure of the file. Fails if it is damaged. */
    void check(DataSource source) {
        try (Connection connection = source.getConnection()) {
            String found = Sql.first(connection, "PRAGMA quick_check(1)", row -> row.getString(1))
                    .orElse("ok");
            if (!found.equals("ok")) {
                throw damaged(found, null);
            }
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    /** Returns the failure with the name of the file and what to do. Remembers that the file is damaged. */
    LedgerException explained(Throwable failure) {
        if (failure instanceof LedgerException ours) {
            return ours;
        }
        if (!(failure instanceof SQLiteException sqlite)) {
            return LedgerException.of(failure);
        }
        return switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(sqlite.getMessage(), sqlite);
            case SQLITE_FULL -> failed("cannot grow: the disk is full. Free some space.", sqlite);
            case SQLITE_IOERR -> failed("cannot be read or written. Check the disk and its free space.", sqlite);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
                failed("cannot be opened. Check that its folder exists, and the permissions of both.", sqlite);
            default -> LedgerException.of(sqlite);
        };
    }

    private LedgerException failed(String what, Exception cause) {
        return new LedgerException("The ledger's file " + file + " " + what, cause);
    }

    private LedgerException damaged(String detail, Exception cause) {
        damage = "The ledger's file " + file + " is damaged ("
                + detail.lines().reduce((one, last) -> last).orElse("") + "). Nothing is sent." + RESTORE;
        return new LedgerException(damage, cause);
    }

    /**
     * Returns the last heartbeat that stands beside the file; 0 if there is none. It is written after the one in the file,
     * so a file that has an older one was restored from a backup.
     */
    long heartbeat() {
        try {
            return Long.parseLong(Files.readString(heartbeat(file)).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    void setHeartbeat(long at) {
        Path heartbeat = heartbeat(file);
        PrivateFile.create(heartbeat);
        try {
            // Over the last one, which is as long: a copy of the file at this moment must not be empty.
            Files.writeString(heartbeat, Long.toString(at), StandardOpenOption.WRITE);
        } catch (IOException e) {
            LOG.warn("Could not write {}. A restored backup will not be noticed.", heartbeat, e);
        }
    }

    /** Returns the path of the key file. */
    Path key() {
        return HashKey.file(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    static Path heartbeat(Path file) {
        return Path.of(file + "-heartbeat");
    }
}
