package io.callingcard.ledger.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The ledger's database: a SQLite file, or PostgreSQL. */
public final class Database implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final int PATIENCE_MILLIS = 60_000;

    /** Outside the heap. SQLite uses only as much as the file is large. */
    private static final int CACHE_KIBIBYTES = 64 * 1024;

    private final Dialect dialect;
    private final Writer writer;

    private Database(Dialect dialect, Writer writer) {
        this.dialect = dialect;
        this.writer = writer;
    }

    /** Returns a data source for a SQLite file whose commits survive a power failure. Creates the file if needed. */
    public static DataSource file(Path file) {
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

    /** Opens a database and brings its tables up to date. */
    public static Database open(DataSource source) {
        for (int attempt = 1; ; attempt++) {
            try {
                return opened(source);
            } catch (LedgerException e) {
                if (attempt == MOST_ATTEMPTS || !OneWriter.isBusy(e.getCause())) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static Database opened(DataSource source) {
        try (Connection connection = source.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            Writer writer = dialect == Dialect.SQLITE ? new OneWriter(source) : new ManyWriters(source);
            try {
                writer.write(each -> {
                    Schema.update(each, dialect);
                    return null;
                });
            } catch (LedgerException e) {
                writer.close();
                throw e;
            }
            return new Database(dialect, writer);
        } catch (SQLException e) {
            throw new LedgerException(
                    "The ledger's database cannot be opened. Check the ledger's file or dataSource.", e);
        }
    }

    /** Replaces the names in braces, such as {@code {now}}, by what this database calls them. */
    public String sql(String common) {
        return dialect.sql(common);
    }

    /** Returns the settings that decide whether a commit survives a power failure. */
    public String durability() {
        return statement(dialect::durability);
    }

    /** Queues the work. The future completes after the commit, or fails with a {@link LedgerException}. */
    public <T> CompletableFuture<T> submit(Sql.Work<T> work) {
        return writer.submit(work);
    }

    /** Runs the work as one transaction. Returns after the commit. */
    public <T> T write(Sql.Work<T> work) {
        return writer.write(work);
    }

    /** Like {@link #write}, for a single statement, which needs no transaction around it. */
    public <T> T statement(Sql.Work<T> work) {
        return writer.statement(work);
    }

    @Override
    public void close() {
        writer.close();
    }
}
