// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The one thread that writes to a SQLite file: its shared commits, and the statements that it keeps. */
class OneWriterTest {

    private static final String PUT = "INSERT INTO callingcard_setting (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    private static final String GET = "SELECT value FROM callingcard_setting WHERE name = ?";
    private static final String COUNT = "SELECT COUNT(*) FROM callingcard_setting WHERE name LIKE 'test-%'";

    @TempDir
    Path folder;

    private final Map<String, Integer> prepared = new HashMap<>();
    private DataSource source;
    private Database database;

    @BeforeEach
    void open() {
        source = Database.file(folder.resolve("ledger.db"));
        database = Database.open(counting(source));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Sql.Work<Integer> put(String name, String value) {
        return connection -> Sql.update(connection, PUT, name, value);
    }

    private String get(String name) {
        return database.write(connection -> Sql.first(connection, GET, row -> row.getString(1), name))
                .orElse(null);
    }

    private long count() {
        return database.write(connection -> Sql.number(connection, COUNT));
    }

    /** A story takes many statements. The writer goes on meanwhile, and the story shows one state. */
    @Test
    void readsOneStateBesideTheWriter() {
        database.write(put("test-1", "before"));
        String read = database.read(connection -> {
            Sql.number(connection, COUNT);
            database.write(put("test-1", "after"));
            return Sql.first(connection, GET, row -> row.getString(1), "test-1").orElseThrow();
        });
        assertThat(read).isEqualTo("before");
        assertThat(get("test-1")).isEqualTo("after");
        assertThatThrownBy(() -> database.read(put("test-1", "by a reader"))).isInstanceOf(LedgerException.class);
        assertThat(get("test-1")).isEqualTo("after");
        database.close();
        assertThatThrownBy(() -> database.read(connection -> 1)).hasMessageContaining("The ledger is closed");
    }

    /** Holds up the writer, so that what is queued meanwhile shares a commit. */
    private CountDownLatch holdUp() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        database.submit(connection -> {
            isHeld.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return null;
        });
        try {
            isHeld.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return release;
    }

    /** Each commit waits for the disk, so repeating all of them one by one would take long. */
    @Test
    void piecesThatFailFailAloneAndTheOthersStillShareACommit() {
        long commits = database.commits();
        CountDownLatch release = holdUp();
        List<CompletableFuture<Integer>> good = new ArrayList<>();
        List<CompletableFuture<Integer>> bad = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            good.add(database.submit(put("test-" + i, "good")));
            if (i % 40 == 7) {
                bad.add(database.submit(
                        connection -> put("test-bad-" + number, "bad").on(connection)
                                + Sql.update(connection, "UPDATE missing_table SET name = 'x'")));
            }
        }
        release.countDown();
        assertThat(good.stream().map(CompletableFuture::join)).containsOnly(1);
        assertThat(bad).hasSize(3).allSatisfy(each -> assertThatThrownBy(each::join)
                .hasCauseInstanceOf(LedgerException.class));
        assertThat(count()).isEqualTo(100);
        assertThat(database.commits() - commits).isEqualTo(1);
        await().until(() -> database.queued() == 0);
    }

    /** Each of them would wait as long as the first one. */
    @Test
    void piecesFailTogetherWhileAnotherProcessHoldsTheLock() throws SQLException {
        database.close();
        SQLiteConfig impatient = new SQLiteConfig();
        impatient.setJournalMode(SQLiteConfig.JournalMode.WAL);
        impatient.setBusyTimeout(300);
        SQLiteDataSource own = new SQLiteDataSource(impatient);
        own.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        database = Database.open(own);
        try (Connection other = source.getConnection();
                Statement statement = other.createStatement()) {
            CountDownLatch release = holdUp();
            List<CompletableFuture<Integer>> queued = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                queued.add(database.submit(put("test-" + i, "value")));
            }
            release.countDown();
            queued.get(0).join();
            statement.execute("BEGIN IMMEDIATE");
            long since = System.nanoTime();
            List<CompletableFuture<Integer>> refused = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                refused.add(database.submit(put("test-" + i, "later")));
            }
            assertThat(refused)
                    .allSatisfy(each -> assertThatThrownBy(each::join).hasCauseInstanceOf(LedgerException.class));
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(20));
            statement.execute("ROLLBACK");
            assertThat(get("test-7")).isEqualTo("value");
        }
    }

    @Test
    void readingIsNoCommitThatWaitsForTheDisk() {
        long pieces = database.pieces();
        long commits = database.commits();
        get("heartbeat");
        database.write(connection -> Sql.update(connection, "DELETE FROM callingcard_lead"));
        assertThat(database.pieces() - pieces).isEqualTo(2);
        assertThat(database.commits()).isEqualTo(commits);
        database.write(put("test-a", "1"));
        assertThat(database.commits()).isEqualTo(commits + 1);
    }

    @Test
    void statementsAreCompiledOnce() {
        for (int i = 0; i < 50; i++) {
            database.write(put("test-" + i, "value"));
            assertThat(get("test-" + i)).isEqualTo("value");
        }
        assertThat(prepared).containsEntry(PUT, 1).containsEntry(GET, 1);
    }

    @Test
    void theReaderOfARowMayRunTheSameStatement() {
        database.write(put("test-a", "test-b"));
        database.write(put("test-b", "test-c"));
        for (int i = 0; i < 3; i++) {
            List<String> found = database.write(connection -> Sql.query(
                    connection,
                    GET,
                    row -> Sql.first(connection, GET, inner -> inner.getString(1), row.getString(1))
                            .orElse(null),
                    "test-a"));
            assertThat(found).containsExactly("test-c");
        }
    }

    @Test
    void aStatementThatFailedIsCompiledAgain() {
        database.write(connection -> Sql.update(connection, "CREATE TABLE test (name TEXT PRIMARY KEY)"));
        String add = "INSERT INTO test (name) VALUES (?)";
        database.write(connection -> Sql.update(connection, add, "one"));
        assertThatThrownBy(() -> database.write(connection -> Sql.update(connection, add, "one")))
                .isInstanceOf(LedgerException.class);
        assertThat(database.<Integer>write(connection -> Sql.update(connection, add, "two")))
                .isEqualTo(1);
        assertThat(prepared).containsEntry(add, 2);
    }

    @Test
    void batchesMayFollowEachOther() {
        for (int round = 0; round < 3; round++) {
            String prefix = "test-" + round + "-";
            database.write(connection -> Sql.batch(
                    connection, PUT, List.of(new Object[] {prefix + 1, "a"}, new Object[] {prefix + 2, "b"})));
        }
        assertThat(count()).isEqualTo(6);
    }

    @Test
    void fewStatementsAreKept() {
        database.write(connection -> {
            for (int i = 0; i < 1_000; i++) {
                Sql.exists(connection, "SELECT 1 FROM callingcard_setting WHERE name = 'test-" + i + "'");
            }
            return null;
        });
        prepared.clear();
        get("heartbeat");
        get("heartbeat");
        assertThat(prepared.get(GET)).isEqualTo(1);
        database.write(connection -> {
            for (int i = 0; i < 127; i++) {
                Sql.exists(connection, "SELECT 1 FROM callingcard_setting WHERE name = 'test-" + i + "'");
            }
            return null;
        });
        get("heartbeat");
        assertThat(prepared.get(GET)).isEqualTo(1);
    }

    /** As a newer release does while this one runs. */
    @Test
    void keptStatementsSurviveAChangeOfTheTablesAndARewriteOfTheFile() throws SQLException {
        String all = "SELECT * FROM callingcard_setting WHERE name = ?";
        Sql.RowReader<Integer> columns = row -> row.getMetaData().getColumnCount();
        database.write(put("test-a", "1"));
        database.write(connection -> Sql.query(connection, all, columns, "test-a"));
        try (Connection other = source.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("ALTER TABLE callingcard_setting ADD COLUMN later TEXT");
            statement.execute("CREATE INDEX test_setting ON callingcard_setting (value)");
        }
        assertThat(get("test-a")).isEqualTo("1");
        database.write(put("test-a", "2"));
        long erased = database.erase(connection ->
                (long) Sql.update(connection, "DELETE FROM callingcard_setting WHERE name = ?", "test-a"));
        assertThat(erased).isEqualTo(1);
        assertThat(get("remains")).isNull();
        assertThat(get("test-a")).isNull();
        database.write(put("test-a", "3"));
        assertThat(get("test-a")).isEqualTo("3");
    }

    @Test
    void queuedWorkIsDoneBeforeTheEndAndNoneAfterIt() {
        CountDownLatch release = holdUp();
        CompletableFuture<Integer> early = database.submit(put("test-early", "1"));
        release.countDown();
        database.close();
        assertThat(early).isCompletedWithValue(1);
        assertThatThrownBy(database.submit(put("test-late", "1"))::join).hasMessageContaining("The ledger is closed");
        await().until(() -> database.queued() == 0);
        database = Database.open(source);
        assertThat(get("test-early")).isEqualTo("1");
    }

    /** Counts how often each statement is prepared. */
    private DataSource counting(DataSource real) {
        return proxy(DataSource.class, real);
    }

    private <T> T proxy(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        prepared.merge((String) arguments[0], 1, Integer::sum);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return method.getName().equals("getConnection") ? proxy(Connection.class, result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
