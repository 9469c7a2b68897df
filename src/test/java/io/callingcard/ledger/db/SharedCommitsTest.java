// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

import io.callingcard.ledger.SharedPostgres;
import io.callingcard.provider.fixture.LogRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Submitted work shares transactions on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedCommitsTest {

    private static final String ADD = "INSERT INTO done (name, node) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String COUNT_UP = "UPDATE hot SET spent = spent + 1 WHERE line = ?";
    private static final String SPEND = COUNT_UP + " AND spent < ?";

    private String name;
    private DataSource postgres;

    @BeforeAll
    void start() throws Exception {
        name = SharedPostgres.create();
        postgres = SharedPostgres.source(name);
        postgresDoes("CREATE TABLE done (name VARCHAR(100) PRIMARY KEY, node INTEGER NOT NULL)");
        postgresDoes("CREATE TABLE late (name VARCHAR(100), UNIQUE (name) DEFERRABLE INITIALLY DEFERRED)");
        postgresDoes("CREATE TABLE hot (line INTEGER PRIMARY KEY, spent INTEGER NOT NULL)");
    }

    @BeforeEach
    void empty() throws Exception {
        postgresDoes("TRUNCATE done, late, hot");
        postgresDoes("INSERT INTO hot SELECT line, 0 FROM generate_series(0, 9) AS line");
    }

    @AfterAll
    void stop() throws Exception {
        SharedPostgres.drop(name);
    }

    private void postgresDoes(String sql) throws SQLException {
        try (Connection connection = postgres.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = postgres.getConnection()) {
            return Sql.number(connection, sql);
        }
    }

    private HikariDataSource pool() {
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(postgres);
        settings.setMaximumPoolSize(10);
        return new HikariDataSource(settings);
    }

    private static Sql.Work<Integer> add(String name) {
        return connection -> Sql.update(connection, ADD, name, 0);
    }

    /** Adds a row and returns the transaction. */
    private static Sql.Work<Long> addIn(String name) {
        return connection -> {
            Sql.update(connection, ADD, name, 0);
            return transaction(connection);
        };
    }

    private static long transaction(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)");
    }

    private static <T> List<T> all(List<CompletableFuture<T>> futures) {
        return futures.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void whatWaitsForTheNextStatementIsDoneBeforeIt() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            List<Long> seen = database.submit(connection -> {
                        Sql.later(connection, ADD, "a", 0);
                        Sql.later(connection, COUNT_UP, 3);
                        long spent = Sql.number(connection, "SELECT spent FROM hot WHERE line = ?", 3);
                        Sql.later(connection, COUNT_UP, 3);
                        long rows = Sql.update(connection, SPEND, 3, 100);
                        Sql.later(connection, ADD, "b", 0);
                        return List.of(spent, rows);
                    })
                    .join();

            assertThat(seen).containsExactly(1L, 1L);
            assertThat(number("SELECT spent FROM hot WHERE line = 3")).isEqualTo(3);
            assertThat(number("SELECT COUNT(*) FROM done WHERE name IN ('a', 'b')"))
                    .isEqualTo(2);
        }
    }

    /** The failure shows after the work that asked for the update, and before that of others in the same transaction. */
    @Test
    void anUpdateForLaterThatFailsCostsOnlyItsOwnWork() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            List<CompletableFuture<Object>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String name = "piece-" + i;
                Object node = i % 10 == 3 ? null : i;
                all.add(database.submit(connection -> {
                    Sql.later(connection, ADD, name, node);
                    return null;
                }));
            }
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Object> one = all.get(i);
                if (i % 10 == 3) {
                    assertThatThrownBy(one::join).hasStackTraceContaining("node");
                } else {
                    one.join();
                }
            }
            assertThat(number("SELECT COUNT(*) FROM done")).isEqualTo(90);
        }
    }

    @Test
    void manyPiecesShareACommit() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            long pieces = database.pieces();
            long commits = database.commits();
            List<CompletableFuture<Long>> added = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                added.add(database.submit(addIn("piece-" + i)));
            }
            Set<Long> transactions = new HashSet<>(all(added));
            assertThat(transactions).hasSizeLessThan(100);
            assertThat(number("SELECT COUNT(*) FROM done")).isEqualTo(400);
            await().until(() -> database.queued() == 0);
            assertThat(database.pieces() - pieces).isEqualTo(400);
            assertThat(database.commits() - commits).isEqualTo(transactions.size());
        }
    }

    @Test
    void twoThreadsCommitUntilMoreWaitsThanAGroupTakes() throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        AtomicInteger begun = new AtomicInteger();
        Sql.Work<Void> slow = connection -> {
            begun.incrementAndGet();
            goOn.join();
            return null;
        };
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            List<CompletableFuture<?>> pieces = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                pieces.add(database.submit(slow));
            }
            await().until(() -> begun.get() == 2);
            for (int i = 0; i < Group.MOST; i++) {
                pieces.add(database.submit(slow));
            }
            assertThat(begun).hasValue(2);
            for (int i = 0; i < 2; i++) {
                pieces.add(database.submit(slow));
            }
            await().until(() -> begun.get() > 2);
            goOn.complete(null);
            pieces.forEach(CompletableFuture::join);
        }
    }

    @Test
    void readingIsNoCommitThatWaitsForTheDisk() {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            long commits = database.commits();
            database.submit(connection -> Sql.exists(connection, "SELECT 1 FROM done"))
                    .join();
            database.statement(connection -> Sql.update(connection, "DELETE FROM done"));
            assertThat(database.commits()).isEqualTo(commits);
            database.write(connection -> Sql.batch(connection, ADD, List.<Object[]>of(new Object[] {"a", 1})));
            database.write(connection -> Sql.query(
                    connection, "UPDATE hot SET spent = 1 WHERE line = 1 RETURNING line", row -> row.getInt(1)));
            assertThat(database.commits()).isEqualTo(commits + 2);
        }
    }

    @Test
    void onePieceThatFailsFailsAlone() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            List<CompletableFuture<Integer>> good = new ArrayList<>();
            List<CompletableFuture<Integer>> bad = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                good.add(database.submit(add("good-" + i)));
                Sql.Work<Integer> failing = add("bad-" + i);
                switch (i) {
                    case 20, 21, 150 ->
                        bad.add(database.submit(connection -> failing.on(connection)
                                + Sql.update(connection, "UPDATE missing_table SET name = 'x'")));
                    case 70 ->
                        bad.add(database.submit(connection -> {
                            failing.on(connection);
                            throw new IllegalStateException("a bug");
                        }));
                    case 110 ->
                        bad.add(database.submit(connection -> {
                            failing.on(connection);
                            throw new StackOverflowError();
                        }));
                    default -> {
                        // Most do not fail.
                    }
                }
            }
            assertThat(all(good)).containsOnly(1);
            assertThat(bad).hasSize(5).allSatisfy(each -> assertThatThrownBy(each::join)
                    .hasCauseInstanceOf(LedgerException.class));
            assertThat(number("SELECT COUNT(*) FROM done")).isEqualTo(200);
        }
    }

    /** Two nodes claim the same keys, spend the same budgets in any order, and renew all rows now and then. */
    @Test
    void twoNodesUnderLoadLoseNothingAndDoNothingTwice() throws Exception {
        int keys = 3_000;
        int most = 200;
        try (HikariDataSource first = pool();
                HikariDataSource second = pool();
                Database one = Database.open(first);
                Database two = Database.open(second)) {
            List<Database> nodes = List.of(one, two);
            AtomicInteger won = new AtomicInteger();
            AtomicInteger spent = new AtomicInteger();
            List<CompletableFuture<Void>> done = new ArrayList<>();
            Random random = new Random(19);
            for (int i = 0; i < keys; i++) {
                String key = "key-" + i;
                for (int node = 0; node < 2; node++) {
                    int number = node;
                    int line = random.nextInt(10);
                    done.add(nodes.get(node)
                            .submit(connection -> Sql.update(connection, ADD, key, number))
                            .thenAccept(won::addAndGet));
                    if (i % 3 == 0) {
                        done.add(nodes.get(node)
                                .submit(connection -> Sql.update(connection, SPEND, line, most))
                                .thenAccept(spent::addAndGet));
                    }
                }
                if (i % 300 == 0) {
                    one.write(connection ->
                            Sql.update(connection, "UPDATE hot SET spent = spent WHERE line IN (9, 8, 3, 2, 1)"));
                }
            }
            done.forEach(CompletableFuture::join);
            assertThat(won).hasValue(keys);
            assertThat(number("SELECT COUNT(*) FROM done")).isEqualTo(keys);
            assertThat(number("SELECT SUM(spent) FROM hot")).isEqualTo(spent.get());
            assertThat(number("SELECT MAX(spent) FROM hot")).isLessThanOrEqualTo(most);
        }
    }

    /** The group takes the rows of its pieces one after the other, and then waits with them. */
    @Test
    void aPieceThatWaitsForARowDoesNotHoldUpTheOthers() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool);
                Connection other = postgres.getConnection()) {
            other.setAutoCommit(false);
            Sql.update(other, COUNT_UP, 5);
            List<CompletableFuture<Integer>> free = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                free.add(database.submit(add("before-" + i)));
            }
            CompletableFuture<Integer> waiting = database.submit(connection -> Sql.update(connection, COUNT_UP, 5));
            for (int i = 0; i < 50; i++) {
                free.add(database.submit(add("after-" + i)));
            }
            assertThat(all(free)).containsOnly(1);
            assertThat(waiting).isNotDone();
            other.commit();
            assertThat(waiting.join()).isEqualTo(1);
            assertThat(number("SELECT spent FROM hot WHERE line = 5")).isEqualTo(2);
        }
    }

    /** As when a node freezes between two statements, or its packets are lost. */
    @Test
    void aTransactionThatStandsStillGivesItsRowsToTheOthers() throws Exception {
        CountDownLatch hasRow = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        try (HikariDataSource pool = pool();
                Database frozen = Database.open(pool);
                Database other = Database.open(postgres)) {
            CompletableFuture<Integer> standing = frozen.submit(connection -> {
                int rows = Sql.update(connection, COUNT_UP, 5);
                hasRow.countDown();
                await().until(() -> goesOn.getCount() == 0);
                return rows;
            });
            hasRow.await();
            assertThat(other.submit(connection -> Sql.update(connection, COUNT_UP, 5))
                            .get(30, TimeUnit.SECONDS))
                    .isEqualTo(1);
            goesOn.countDown();
            // Its transaction was rolled back, and is repeated.
            assertThat(standing.join()).isEqualTo(1);
            assertThat(number("SELECT spent FROM hot WHERE line = 5")).isEqualTo(2);
        } finally {
            goesOn.countDown();
        }
    }

    @Test
    void onlyTransactionsThatWriteMustNotStandStill() {
        Sql.Work<String> limit =
                connection -> Sql.query(connection, "SHOW idle_in_transaction_session_timeout", row -> row.getString(1))
                        .get(0);
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            assertThat(database.write(limit)).isEqualTo("5s");
            assertThat(database.submit(limit).join()).isEqualTo("5s");
            assertThat(database.read(limit)).isEqualTo("0");
            assertThat(database.statement(limit)).isEqualTo("0");
        }
    }

    @Test
    void aDataSourceThatMayWaitWithoutALimitIsReported() throws Exception {
        String cure = "Add socketTimeout=30 to the JDBC URL";
        PGSimpleDataSource limited = (PGSimpleDataSource) SharedPostgres.source(name);
        limited.setSocketTimeout(30);
        try (LogRecords log = LogRecords.capture()) {
            Database.open(limited).close();
            assertThat(log.texts()).noneMatch(each -> each.contains(cure));
            Database.open(postgres).close();
            assertThat(log.texts()).anyMatch(each -> each.contains(cure));
        }
    }

    @Test
    void aSlowPieceEndsItsGroup() {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            CompletableFuture<Long> slow = database.submit(connection -> {
                Sql.exists(connection, "SELECT 1 FROM (SELECT pg_sleep(0.1)) AS pause");
                return transaction(connection);
            });
            List<CompletableFuture<Long>> quick = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                quick.add(database.submit(addIn("quick-" + i)));
            }
            assertThat(all(quick)).doesNotContain(slow.join());
        }
    }

    /** As when the network fails after the database has stored everything. */
    @Test
    void piecesAreNotRepeatedWhenTheAnswerToTheirCommitIsLost() throws Exception {
        AtomicBoolean loses = new AtomicBoolean();
        try (HikariDataSource pool = pool();
                Database database = Database.open(committing(pool, connection -> {
                    connection.commit();
                    if (loses.get()) {
                        throw new SQLException("the connection is gone", "08006");
                    }
                }))) {
            loses.set(true);
            List<CompletableFuture<Integer>> counted = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                counted.add(database.submit(connection -> Sql.update(connection, COUNT_UP, 1)));
            }
            Set<Throwable> failures = new HashSet<>();
            counted.forEach(each -> assertThatThrownBy(each::join)
                    .hasCauseInstanceOf(LedgerException.class)
                    .satisfies(failure -> failures.add(failure.getCause())));
            assertThat(failures).hasSize(100);
            assertThat(number("SELECT spent FROM hot WHERE line = 1")).isEqualTo(100);
            loses.set(false);
        }
    }

    @Test
    void aCommitThatWasRolledBackIsRepeatedPieceByPiece() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            List<CompletableFuture<Integer>> good = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                good.add(database.submit(add("good-" + i)));
            }
            CompletableFuture<Integer> twice = database.submit(connection -> {
                Sql.update(connection, "INSERT INTO late (name) VALUES ('same')");
                return Sql.update(connection, "INSERT INTO late (name) VALUES ('same')");
            });
            for (int i = 50; i < 100; i++) {
                good.add(database.submit(add("good-" + i)));
            }
            assertThat(all(good)).containsOnly(1);
            assertThatThrownBy(twice::join).rootCause().hasMessageContaining("late_name_key");
            assertThat(number("SELECT COUNT(*) FROM late")).isZero();
        }
    }

    /** PostgreSQL rolls back the whole transaction, and its driver does not report that. */
    @Test
    void aPieceThatHidesItsFailureFailsAlone() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            List<CompletableFuture<Integer>> good = new ArrayList<>();
            List<CompletableFuture<Integer>> hiding = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                good.add(database.submit(add("good-" + i)));
                if (i == 30 || i == 59) {
                    hiding.add(database.submit(SharedCommitsTest::hideAFailure));
                }
            }
            assertThat(all(good)).containsOnly(1);
            assertThat(hiding)
                    .allSatisfy(each -> assertThatThrownBy(each::join).hasCauseInstanceOf(LedgerException.class));
            assertThat(number("SELECT COUNT(*) FROM done")).isEqualTo(60);
            assertThatThrownBy(() -> database.write(SharedCommitsTest::hideAFailure))
                    .isInstanceOf(LedgerException.class);
        }
    }

    private static int hideAFailure(Connection connection) {
        try {
            return Sql.update(connection, "UPDATE missing_table SET name = 'x'");
        } catch (SQLException e) {
            return 0;
        }
    }

    /** Two callers that wait take two rows, each in its own order. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeadlockReachesNoCaller(boolean isSubmitted) throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            CyclicBarrier both = new CyclicBarrier(2);
            CompletableFuture<Integer> there =
                    CompletableFuture.supplyAsync(() -> database.write(crossing(2, 1, both)));
            Sql.Work<Integer> here = crossing(1, 2, both);
            assertThat(isSubmitted ? database.submit(here).join() : database.write(here))
                    .isEqualTo(1);
            assertThat(there.join()).isEqualTo(1);
            assertThat(number("SELECT SUM(spent) FROM hot")).isEqualTo(4);
        }
    }

    /** Waits for the other one between the two rows, unless it is repeated. */
    private static Sql.Work<Integer> crossing(int from, int to, CyclicBarrier both) {
        AtomicBoolean again = new AtomicBoolean();
        return connection -> {
            Sql.update(connection, COUNT_UP, from);
            if (!again.getAndSet(true)) {
                try {
                    both.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
            }
            return Sql.update(connection, COUNT_UP, to);
        };
    }

    /** A connection that returns to its pool commits what is still open. */
    @Test
    void anErrorRollsTheTransactionBack() throws Exception {
        try (HikariDataSource pool = pool();
                Database database = Database.open(pool)) {
            assertThatThrownBy(() -> database.write(connection -> {
                        Sql.update(connection, ADD, "half", 0);
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(number("SELECT COUNT(*) FROM done")).isZero();
        }
    }

    @Test
    void piecesFailWhileTheDatabaseIsAway() {
        AtomicBoolean isAway = new AtomicBoolean();
        CountDownLatch tried = new CountDownLatch(1);
        try (HikariDataSource pool = pool();
                Database database = Database.open(connecting(pool, () -> {
                    if (isAway.get()) {
                        tried.countDown();
                        throw new SQLException("no route to host", "08001");
                    }
                }))) {
            isAway.set(true);
            List<CompletableFuture<Integer>> pieces = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                pieces.add(database.submit(add("away-" + i)));
            }
            assertThat(pieces).allSatisfy(each -> assertThatThrownBy(each::join)
                    .hasCauseInstanceOf(LedgerException.class)
                    .hasRootCauseMessage("no route to host"));
            isAway.set(false);
            assertThat(database.submit(add("back")).join()).isEqualTo(1);
        }
    }

    @Test
    void queuedPiecesAreCommittedBeforeTheEndAndNoneAfterIt() throws Exception {
        try (HikariDataSource pool = pool()) {
            Database database = Database.open(pool);
            List<CompletableFuture<Integer>> pieces = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                pieces.add(database.submit(add("piece-" + i)));
            }
            database.close();
            assertThat(pieces).allMatch(CompletableFuture::isDone);
            assertThat(number("SELECT COUNT(*) FROM done")).isEqualTo(500);
            assertThatThrownBy(database.submit(add("late"))::join).hasMessageContaining("The ledger is closed");
            await().until(() -> database.queued() == 0);
        }
    }

    /** What is done instead of a call. */
    private interface Call {
        void run() throws SQLException;
    }

    private interface Commit {
        void of(Connection connection) throws SQLException;
    }

    private static DataSource connecting(DataSource source, Call before) {
        return proxy(DataSource.class, source, (method, result) -> {
            if (method.equals("getConnection")) {
                before.run();
            }
            return result.call();
        });
    }

    private static DataSource committing(DataSource source, Commit commit) {
        return proxy(DataSource.class, source, (method, result) -> {
            Object made = result.call();
            return !(made instanceof Connection connection)
                    ? made
                    : proxy(Connection.class, connection, (inner, real) -> {
                        if (inner.equals("commit")) {
                            commit.of(connection);
                            return null;
                        }
                        return real.call();
                    });
        });
    }

    private interface Real {
        Object call() throws Throwable;
    }

    private interface Around {
        Object call(String method, Real real) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T target, Around around) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> around.call(method.getName(), () -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}
