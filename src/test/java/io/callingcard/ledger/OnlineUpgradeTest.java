// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.callingcard.ledger.db.FirstVersion;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A node of a new release upgrades the tables of PostgreSQL while nodes of an earlier one work. */
@Timeout(120)
class OnlineUpgradeTest {

    /** From here on the tables have all columns that a claim needs. */
    private static final int OLD = 11;

    private static final int NEWEST = 18;
    private static final int PEOPLE = 40;
    private static final int THREADS = 3;
    private static final int ROUNDS_AFTERWARDS = 2;

    private final PostgresNodes nodes = new PostgresNodes();

    @BeforeEach
    void fresh() throws Exception {
        nodes.fresh();
    }

    @AfterEach
    void stop() throws Exception {
        nodes.closeNodes();
    }

    private void createTables(int version) throws Exception {
        try (Connection connection = nodes.source().getConnection()) {
            FirstVersion.create(connection, version);
        }
    }

    private long version() throws Exception {
        return nodes.number("SELECT MAX(version) FROM callingcard_schema");
    }

    private boolean isValid(String index) throws Exception {
        return nodes.number(
                        "SELECT COUNT(*) FROM pg_index WHERE indexrelid = to_regclass('" + index + "') AND indisvalid")
                == 1;
    }

    @Test
    void twoNodesSendOnceWhileAThirdUpgrades() throws Exception {
        createTables(OLD);
        nodes.execute("INSERT INTO callingcard_claim (claim_key, state, token, attempts, claimed_at, lease_until)"
                + " SELECT 'old-' || i, 2, '', 1, i, i FROM generate_series(1, 100000) i");
        nodes.execute("INSERT INTO callingcard_share (flow, chat, campaign, due_at, shares, every_ms, most)"
                + " SELECT 'share', 'chat-' || i, 'c', i, 0, 1, 1 FROM generate_series(1, 100000) i");
        List<ChatLedger> earlier = List.of(nodes.earlierNode(OLD), nodes.earlierNode(OLD));
        AtomicInteger roundsLeft = new AtomicInteger(Integer.MAX_VALUE);
        AtomicInteger rounds = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(earlier.size() * THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (ChatLedger node : earlier) {
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    for (int round = 0; round < roundsLeft.get(); round++) {
                        rounds.accumulateAndGet(round + 1, Math::max);
                        for (int person = 0; person < PEOPLE; person++) {
                            nodes.send(node, "+1415555" + (1000 + person), "flow/round-" + round);
                        }
                    }
                    return null;
                }));
            }
        }
        await().until(() -> rounds.get() >= 2);

        ChatLedger upgraded = nodes.node();
        assertThat(upgraded.countDoubts()).isZero();

        assertThat(version()).isEqualTo(NEWEST);
        roundsLeft.set(rounds.get() + ROUNDS_AFTERWARDS);
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        assertThat(nodes.received()).hasSize(rounds.get() * PEOPLE);
        assertThat(nodes.received().values())
                .allSatisfy(times -> assertThat(times).hasValue(1));
        assertThat(nodes.number("SELECT COUNT(*) FROM callingcard_claim WHERE flow = 'flow' AND state = 2"))
                .isEqualTo((long) rounds.get() * PEOPLE);
        assertThat(isValid("callingcard_share_due")).isTrue();
        assertThat(isValid("callingcard_claim_age")).isTrue();
    }

    /** An upgrade that waited for the reader would make all others wait behind it. */
    @Test
    void nobodyWaitsForALongReaderBecauseOfTheUpgrade() throws Exception {
        createTables(OLD);
        ChatLedger upgrading = nodes.node();
        CompletableFuture<Long> upgraded;
        try (Connection reader = nodes.source().getConnection();
                Connection writer = nodes.source().getConnection()) {
            reader.setAutoCommit(false);
            Sql.number(reader, "SELECT COUNT(*) FROM callingcard_lead");
            upgraded = CompletableFuture.supplyAsync(upgrading::countDoubts);
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> nodes.number("SELECT COUNT(*) FROM pg_locks WHERE NOT granted"
                                    + " AND relation = to_regclass('callingcard_lead')")
                            > 0);
            for (int i = 0; i < 10; i++) {
                Sql.update(
                        writer,
                        "INSERT INTO callingcard_lead (lead_key, campaign, person, state, added_at, due_at, lease_until,"
                                + " attempts) VALUES (?, 'c', 'p', 2, 0, 0, 0, 0)",
                        "lead-" + i);
            }
            assertThat(upgraded).isNotDone();
            reader.rollback();
        }
        assertThat(upgraded).succeedsWithin(Duration.ofSeconds(30));
        assertThat(version()).isEqualTo(NEWEST);
    }

    @Test
    void anIndexThatACrashLeftUnfinishedIsBuiltAgain() throws Exception {
        createTables(16);
        nodes.execute("CREATE INDEX callingcard_claim_age ON callingcard_claim USING brin (claimed_at)");
        nodes.execute("UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'callingcard_claim_age'::regclass");
        assertThat(isValid("callingcard_claim_age")).isFalse();

        nodes.node().countDoubts();

        assertThat(isValid("callingcard_claim_age")).isTrue();
        assertThat(version()).isEqualTo(NEWEST);
    }

    @Test
    void nodesThatStartTogetherTakeTurns() throws Exception {
        createTables(OLD);
        List<CompletableFuture<Long>> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            started.add(CompletableFuture.supplyAsync(nodes.node()::countDoubts));
        }
        assertThat(started).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(60)));
        assertThat(version()).isEqualTo(NEWEST);
        assertThat(isValid("callingcard_share_due")).isTrue();
    }

    @Test
    void aReleaseUsesTablesToWhichANewerOneOnlyAdded() throws Exception {
        nodes.node().countDoubts();
        nodes.execute("INSERT INTO callingcard_schema (version) VALUES (" + (NEWEST + 1) + ")");
        assertThat(nodes.node().countDoubts()).isZero();

        nodes.execute("UPDATE callingcard_setting SET value = '" + (NEWEST + 1) + "' WHERE name = 'schema-least'");
        assertThatThrownBy(nodes.node()::countDoubts)
                .isInstanceOf(LedgerException.class)
                .hasMessage("The ledger's tables have version 19, which a newer release created. This release knows"
                        + " version 18. Use the newer release, or another database.");
    }
}
