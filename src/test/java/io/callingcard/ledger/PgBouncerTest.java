// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes that reach PostgreSQL through PgBouncer in transaction mode: each transaction has another session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("io.callingcard.ledger.PgBouncer#isInstalled")
class PgBouncerTest {

    private static final int KEYS = 300;
    private static final int THREADS = 6;

    private EmbeddedPostgres postgres;
    private PgBouncer bouncer;
    private int databases;

    @BeforeAll
    void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        bouncer = new PgBouncer(postgres);
    }

    @AfterAll
    void stop() throws Exception {
        bouncer.close();
        postgres.close();
    }

    private String freshDatabase() throws Exception {
        String name = "pooled" + ++databases;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return name;
    }

    private HikariDataSource pool(String database, String settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(bouncer.url(database) + settings);
        config.setMaximumPoolSize(THREADS);
        return new HikariDataSource(config);
    }

    private static ChatLedger ledger(HikariDataSource pool) {
        ChatLedger ledger = new ChatLedger();
        ledger.setDataSource(pool);
        ledger.setHashKey(Ledgers.HASH_KEY);
        return ledger;
    }

    /** Six threads of each node claim the same keys, and tell what became of them. */
    @ParameterizedTest
    @ValueSource(strings = {"&prepareThreshold=0", ""})
    void twoNodesClaimEachKeyOnce(String settings) throws Exception {
        String database = freshDatabase();
        AtomicIntegerArray won = new AtomicIntegerArray(KEYS);
        try (HikariDataSource first = pool(database, settings);
                HikariDataSource second = pool(database, settings);
                ChatLedger one = ledger(first);
                ChatLedger two = ledger(second)) {
            ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                for (ChatLedger node : List.of(one, two)) {
                    all.add(threads.submit(() -> {
                        for (int key = 0; key < KEYS; key++) {
                            if (node.add("key-" + key)) {
                                won.incrementAndGet(key);
                                assertThat(node.confirm("key-" + key)).isTrue();
                            }
                        }
                        return null;
                    }));
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
            threads.shutdown();
            for (int key = 0; key < KEYS; key++) {
                assertThat(won.get(key)).as("key %d", key).isEqualTo(1);
                assertThat(two.contains("key-" + key)).isTrue();
            }
        }
    }

    /** What shares a commit, what reads for long, and the heartbeat, beside each other. */
    @ParameterizedTest
    @ValueSource(strings = {"&prepareThreshold=0", ""})
    void allKindsOfWorkTakeNoStateFromOneTransactionToTheNext(String settings) throws Exception {
        try (HikariDataSource pool = pool(freshDatabase(), settings);
                Database database = Database.open(pool)) {
            List<CompletableFuture<Integer>> kept = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                String name = "cursor-" + i;
                kept.add(database.submit(connection -> {
                    Sql.later(
                            connection,
                            "INSERT INTO callingcard_setting (name, value) VALUES (?, ?)",
                            name,
                            Integer.toString(name.length()));
                    return Sql.update(
                            connection, "INSERT INTO callingcard_cursor (name, position) VALUES (?, ?)", name, "1");
                }));
                if (i % 100 == 0) {
                    database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM callingcard_cursor"));
                    database.beat(connection -> null);
                }
            }
            assertThat(CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(Duration.ofSeconds(30));
            assertThat(kept).allSatisfy(each -> assertThat(each).isCompletedWithValue(1));
            long all = database.read(connection ->
                    Sql.number(connection, "SELECT COUNT(*) FROM callingcard_setting WHERE name LIKE 'cursor-%'"));
            assertThat(all).isEqualTo(2_000);
        }
    }
}
