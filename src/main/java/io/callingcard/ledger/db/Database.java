// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import io.callingcard.provider.wire.HmacKey;

/** The ledger's database: a SQLite file, or PostgreSQL. */
public final class Database implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 50_000_000;

    private final Dialect dialect;
    private final Writer writer;
    private final LedgerFile file;
    private final Thread check;
    private final long formerBeat;
    private volatile long lastBeat;
    private volatile Runnable onFailure = () -> {};

    private Database(Dialect dialect, Writer writer, LedgerFile file, Thread check, long formerBeat, long lastBeat) {
        this.dialect = dialect;
        this.writer = writer;
        this.file = file;
        this.check = check;
        this.formerBeat = formerBeat;
        this.lastBeat = lastBeat;
    }

    /** Returns when a process last wrote that it lived, before this one opened the ledger; 0 if none did. */
    public long formerBeat() {
        return formerBeat;
    }

    /** Returns a data source for a SQLite file whose commits survive a power failure. Creates the file if needed. */
    public static DataSource file(Path file) {
        requireDriver(file);
        return LedgerFile.source(file);
    }

    /** Checks the optional driver before a file is created. */
    private static void requireDriver(Path file) {
        try {
            Class.forName("org.sqlite.SQLiteDataSource", false, Database.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LedgerException(
                    "The ledger's file " + file + " needs the driver of SQLite, which is not on the class path. Add the"
                            + " dependency org.xerial:sqlite-jdbc, or set dataSource to a pool of PostgreSQL.",
                    e);
        }
    }

    /** Opens a SQLite file, which is created if needed. From then on the database watches its file. */
    public static Database open(Path file) {
        return open(file, LedgerFile.LARGE);
    }

    static Database open(Path path, long large) {
        requireDriver(path);
        LedgerFile file = new LedgerFile(path);
        file.tighten();
        boolean isLarge = path.toFile().length() > large;
        try {
            return open(file(path), file, isLarge, false, new Layout(Schema.NEWEST, 0));
        } catch (LedgerException e) {
            throw file.explained(e.getCause() instanceof SQLException cause ? cause : e);
        }
    }

    /** Opens a database and brings its tables up to date. */
    public static Database open(DataSource source) {
        return open(source, false);
    }

    /**
     * Opens a database and brings its tables up to date.
     *
     * @param hasOneThread whether this process has one thread, which does the work of a SQLite file too
     */
    public static Database open(DataSource source, boolean hasOneThread) {
        return open(source, hasOneThread, 0);
    }

    /**
     * Opens a database and brings its tables up to date.
     *
     * @param hasOneThread whether this process has one thread, which does the work of a SQLite file too
     * @param partitions   into how many partitions of PostgreSQL to split the large tables; 0 to leave them as they are
     */
    public static Database open(DataSource source, boolean hasOneThread, int partitions) {
        return open(source, null, false, hasOneThread, new Layout(Schema.NEWEST, partitions));
    }

    /** Opens a database as an earlier release did. */
    static Database open(DataSource source, int version) {
        return open(source, null, false, false, new Layout(version, 0));
    }

    /** What the tables are to be like. */
    private record Layout(int version, int partitions) {}

    private static Database open(
            DataSource source, LedgerFile file, boolean isLarge, boolean hasOneThread, Layout layout) {
        for (int attempt = 1; ; attempt++) {
            try {
                return opened(source, file, isLarge, hasOneThread, layout);
            } catch (LedgerException e) {
                if (attempt == MOST_ATTEMPTS || !OneWriter.isBusy(e.getCause())) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static Database opened(
            DataSource source, LedgerFile file, boolean isLarge, boolean hasOneThread, Layout layout) {
        Dialect dialect;
        Writer writer;
        try (Connection connection = file == null ? PromptConnections.from(source) : source.getConnection()) {
            dialect = Dialect.of(connection);
            if (file != null && !isLarge) {
                file.check(source);
            }
            writer = dialect == Dialect.SQLITE ? sqlite(source, file, hasOneThread) : postgresql(source, connection);
        } catch (SQLException e) {
            throw new LedgerException(
                    "The ledger's database cannot be opened. Check the ledger's file or dataSource.", e);
        }
        try {
            writer.upgrade(layout.version, layout.partitions);
            AtomicLong former = new AtomicLong();
            long now = writer.write(each -> {
                former.set(Gap.lastSign(each));
                if (!Gap.notice(each, file == null ? 0 : file.heartbeat())) {
                    Gap.suspect(each, dialect);
                }
                return Gap.beat(each, dialect);
            });
            if (file != null) {
                file.opened();
                file.setHeartbeat(now);
            }
            return new Database(dialect, writer, file, isLarge ? checking(source, file) : null, former.get(), now);
        } catch (LedgerException e) {
            writer.close();
            throw e;
        }
    }

    private static Writer sqlite(DataSource source, LedgerFile file, boolean hasOneThread) throws SQLException {
        return hasOneThread ? new CallersThread(source) : new OneWriter(source, file);
    }

    private static Writer postgresql(DataSource source, Connection connection) throws SQLException {
        boolean isPooled = NamedStatements.areUnsafe(connection);
        PromptConnections.warnOfEndlessWaits(connection);
        return new ManyWriters(source, isPooled);
    }

    private static Thread checking(DataSource source, LedgerFile file) {
        Thread thread = new Thread(
                () -> {
                    try {
                        file.check(source);
                    } catch (LedgerException e) {
                        // The file remembers that it is damaged. The next write reports it.
                    }
                },
                "CallingCardLedgerCheck");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Checks a file. Returns what it holds. */
    public static String check(Path file) {
        return LedgerCopies.check(file);
    }

    /** Copies a file that may be in use. Returns what was done. */
    public static String backup(Path file, Path copy) {
        return LedgerCopies.backup(file, copy);
    }

    /** Puts a backup in the place of a file that is not in use. Returns what was done. */
    public static String restore(Path file, Path backup) {
        return LedgerCopies.restore(file, backup);
    }

    /** Returns what is wrong with the file and what to do; null if nothing is known to be wrong. */
    public String problem() {
        return file == null ? null : file.problem();
    }

    /** Tells whether the file is still being checked in the background. */
    public boolean isBeingChecked() {
        return check != null && check.isAlive();
    }

    /** Whether it is a server, which several nodes may use. */
    public boolean isServer() {
        return dialect == Dialect.POSTGRESQL;
    }

    /** Replaces the names in braces, such as {@code {now}}, by what this database calls them. */
    public String sql(String common) {
        return dialect.sql(common);
    }

    /** Returns the settings that decide whether a commit survives a power failure. */
    public String durability() {
        return statement(dialect::durability);
    }

    /**
     * Queues the work, which shares its commit with other queued work. The future completes after the commit, or fails with
     * a {@link LedgerException}. If the answer to the commit was lost, it fails although the work may be stored. It completes
     * on a thread that does the work of others too, so what follows at once must not wait for anything.
     */
    public <T> CompletableFuture<T> submit(Sql.Work<T> work) {
        return writer.submit(work);
    }

    /** Waits for the outcome of submitted work. */
    public static <T> T await(CompletableFuture<T> outcome) {
        return Writer.join(outcome);
    }

    /** Runs the work as one transaction. Returns after the commit. */
    public <T> T write(Sql.Work<T> work) {
        try {
            return writer.write(work);
        } catch (LedgerException e) {
            onFailure.run();
            throw e;
        }
    }

    /** Runs something each time when {@link #write} failed. It must not wait. */
    public void onFailure(Runnable listener) {
        onFailure = listener;
    }

    /**
     * Does work that changes nothing, and that may take long: it holds up no message. All that it reads is from one moment,
     * after the commits that callers know of.
     */
    public <T> T read(Sql.Work<T> work) {
        return writer.read(work);
    }

    /**
     * Records that the ledger is alive, in one transaction with the work. Notices that a backup was restored while this
     * process ran, or that the database lost commits.
     */
    public <T> T beat(Sql.Work<T> work) {
        long[] now = new long[1];
        T result = writer.write(connection -> {
            Gap.notice(connection, lastBeat);
            now[0] = Gap.beat(connection, dialect);
            return work.on(connection);
        });
        lastBeat = now[0];
        if (file != null) {
            file.setHeartbeat(now[0]);
        }
        return result;
    }

    /** Deletes rows and returns how many. Afterwards they cannot be read in a SQLite file any more. */
    public long erase(Sql.Work<Long> deletion) {
        return writer.erase(deletion);
    }

    /**
     * Returns the key of hashes that outlive a person: the given one; or the one in the key file beside a SQLite file; or
     * the key that hides numbers; or a new one in a key file. Empty if there is none and no SQLite file. Fails if it is not
     * the key that the ledger had before.
     *
     * @param given the operator's key, or null
     * @param numberKey the key that hides numbers, or null
     */
    public Optional<HmacKey> hashKey(HmacKey given, HmacKey numberKey) {
        return write(connection -> HashKey.find(connection, given, numberKey, file == null ? null : file.key()));
    }

    /** Like {@link #write}, for a single statement, which needs no transaction around it. */
    public <T> T statement(Sql.Work<T> work) {
        return writer.statement(work);
    }

    /** Returns how many pieces of work were committed since the start. */
    public long pieces() {
        return writer.tally().pieces();
    }

    /** Returns how many commits since the start changed something, and so waited for the disk. */
    public long commits() {
        return writer.tally().commits();
    }

    /** Returns how many pieces of submitted work have no outcome yet. */
    public int queued() {
        return writer.tally().inQueue();
    }

    /**
     * Answers whether the ledger was restored from a backup, after a start that could not know.
     *
     * @param lost when a message was sent that the ledger does not know; null if there is none
     */
    public void answer(Connection connection, Instant lost) throws SQLException {
        Gap.answer(connection, dialect, lost);
    }

    @Override
    public void close() {
        try {
            beat(Gap::stop);
        } catch (LedgerException e) {
            // The next start asks the providers, as after a crash.
        }
        writer.close();
    }
}
