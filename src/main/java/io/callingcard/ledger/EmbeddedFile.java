package io.callingcard.ledger;

import java.nio.file.Path;

import javax.sql.DataSource;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file that keeps what it has acknowledged, also when the power goes. */
final class EmbeddedFile {

    private static final int PATIENCE_MILLIS = 60_000;

    /** Outside the heap, and used only as far as the file is large. */
    private static final int CACHE_KIBIBYTES = 64 * 1024;

    private EmbeddedFile() {}

    static DataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // Other processes may have the file open too.
        config.setBusyTimeout(PATIENCE_MILLIS);
        config.setCacheSize(-CACHE_KIBIBYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
