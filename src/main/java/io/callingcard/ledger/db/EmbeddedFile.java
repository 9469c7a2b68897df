package io.callingcard.ledger.db;

import java.nio.file.Path;

import javax.sql.DataSource;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file whose commits survive a power failure. */
final class EmbeddedFile {

    private static final int PATIENCE_MILLIS = 60_000;

    /** Outside the heap. SQLite uses only as much as the file is large. */
    private static final int CACHE_KIBIBYTES = 64 * 1024;

    private EmbeddedFile() {}

    static DataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // Other processes may write to the file too.
        config.setBusyTimeout(PATIENCE_MILLIS);
        config.setCacheSize(-CACHE_KIBIBYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
