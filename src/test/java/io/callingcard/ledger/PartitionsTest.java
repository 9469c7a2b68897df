// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.db.FirstVersion;
import io.callingcard.ledger.db.LedgerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The large tables of PostgreSQL are split by a hash, and updates leave their indexes alone. */
@Timeout(120)
class PartitionsTest {

    private static final List<String> TABLES = List.of(
            "callingcard_chat",
            "callingcard_alias",
            "callingcard_claim",
            "callingcard_attempt",
            "callingcard_share",
            "callingcard_lead");
    private static final int PEOPLE = 60;

    private final PostgresNodes nodes = new PostgresNodes();

    @BeforeEach
    void fresh() throws Exception {
        nodes.fresh();
    }

    @AfterEach
    void stop() throws Exception {
        nodes.closeNodes();
    }

    private ChatLedger node(int partitions) {
        ChatLedger node = nodes.node();
        node.setPartitions(partitions);
        return node;
    }

    private static String person(int number) {
        return "+1415555" + (1000 + number);
    }

    private void sendToAll(ChatLedger node, String step) {
        for (int i = 0; i < PEOPLE; i++) {
            nodes.send(node, person(i), step);
        }
    }

    private void assertPartitions(int wanted) throws Exception {
        for (String table : TABLES) {
            assertThat(nodes.number("SELECT COUNT(*) FROM pg_inherits WHERE inhparent = to_regclass('" + table + "')"))
                    .as(table)
                    .isEqualTo(wanted);
        }
    }

    private List<Long> indexes() throws Exception {
        List<Long> indexes = new ArrayList<>();
        for (String table : TABLES) {
            indexes.add(nodes.number(
                    "SELECT COUNT(*) FROM pg_index WHERE indrelid = to_regclass('" + table + "')" + " AND indisvalid"));
        }
        return indexes;
    }

    @Test
    void twoNodesSendOnceFromPartitions() throws Exception {
        List<ChatLedger> both = List.of(node(4), node(4));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ChatLedger node = both.get(i % 2);
            all.add(threads.submit(() -> sendToAll(node, "flow/text")));
        }
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        assertPartitions(4);
        assertThat(nodes.received()).hasSize(PEOPLE);
        assertThat(nodes.received().values())
                .allSatisfy(times -> assertThat(times).hasValue(1));
        for (String table : List.of("callingcard_claim", "callingcard_attempt", "callingcard_chat")) {
            for (int i = 0; i < 4; i++) {
                assertThat(nodes.number("SELECT COUNT(*) FROM " + table + "_4_" + i))
                        .as(table)
                        .isPositive();
            }
        }
    }

    @Test
    void theRowsOfALedgerAreMoved() throws Exception {
        ChatLedger whole = nodes.node();
        sendToAll(whole, "flow/text");
        List<Long> indexes = indexes();
        whole.close();

        sendToAll(node(3), "flow/text");
        assertPartitions(3);
        assertThat(indexes()).isEqualTo(indexes);
        sendToAll(node(2), "flow/text");
        assertPartitions(2);
        assertThat(indexes()).isEqualTo(indexes);

        // A node that says nothing leaves them as they are.
        ChatLedger last = nodes.node();
        sendToAll(last, "flow/text");
        assertPartitions(2);
        assertThat(nodes.received().values())
                .allSatisfy(times -> assertThat(times).hasValue(1));
        assertThat(Ledgers.states(last)).hasSize(PEOPLE).containsOnly(StepState.SENT);
    }

    /** Others notice nothing of it: their statements wait, and then find the new tables. */
    @Test
    void anotherNodeGoesOnWhileTheRowsAreMoved() throws Exception {
        ChatLedger running = nodes.node();
        sendToAll(running, "flow/first");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> sending = thread.submit(() -> {
            for (int round = 0; round < 5; round++) {
                sendToAll(running, "flow/round-" + round);
            }
        });
        node(4).countDoubts();
        sending.get();
        thread.shutdown();
        assertPartitions(4);
        assertThat(nodes.received()).hasSize(6 * PEOPLE);
        assertThat(nodes.received().values())
                .allSatisfy(times -> assertThat(times).hasValue(1));
        assertThat(nodes.number("SELECT COUNT(*) FROM callingcard_claim WHERE state = 2"))
                .isEqualTo(6 * PEOPLE);
    }

    @Test
    void anIndexIsBuiltOnEachPartition() throws Exception {
        node(3).countDoubts();
        nodes.closeNodes();
        nodes.execute("DROP INDEX callingcard_claim_age");
        nodes.execute("DROP TABLE callingcard_cold_attempt, callingcard_cold_lead");
        nodes.execute("DELETE FROM callingcard_schema WHERE version >= 17");

        sendToAll(nodes.node(), "flow/text");

        assertThat(nodes.number("SELECT COUNT(*) FROM pg_inherits WHERE inhparent = 'callingcard_claim_age'::regclass"))
                .isEqualTo(3);
        assertThat(nodes.number("SELECT COUNT(*) FROM pg_index WHERE indexrelid = 'callingcard_claim_age'::regclass"
                        + " AND indisvalid"))
                .isEqualTo(1);
    }

    @Test
    void tablesOfAnEarlierReleaseAreUpgradedFirst() throws Exception {
        try (Connection connection = nodes.source().getConnection()) {
            FirstVersion.create(connection, 11);
        }
        sendToAll(node(2), "flow/text");
        assertPartitions(2);
        assertThat(nodes.received()).hasSize(PEOPLE);
    }

    @Test
    void aFileHasNone(@TempDir Path folder) {
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(folder.resolve("ledger.db").toString());
        ledger.setPartitions(4);
        assertThatThrownBy(ledger::countDoubts)
                .isInstanceOf(LedgerException.class)
                .hasMessage("partitions: needs PostgreSQL. Set dataSource too, or leave partitions out.");
        assertThatThrownBy(() -> ledger.setPartitions(257))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partitions: 257 is not from 0 to 256.");
    }

    private double stayed(String table) throws Exception {
        return nodes.number("SELECT CAST(100 * SUM(n_tup_hot_upd) / SUM(n_tup_upd) AS BIGINT)"
                        + " FROM pg_stat_user_tables WHERE relname LIKE '" + table + "_4_%' AND n_tup_upd > 0")
                / 100.0;
    }

    private long updates(String table) throws Exception {
        return nodes.number(
                "SELECT COALESCE(SUM(n_tup_upd), 0) FROM pg_stat_user_tables WHERE relname LIKE '" + table + "_4_%'");
    }

    /** Each attempt is ended and each chat is written to by an update that no index needs to know. */
    @Test
    void updatesOfAttemptsAndChatsLeaveTheIndexesAlone() throws Exception {
        ChatLedger node = node(4);
        for (int round = 0; round < 10; round++) {
            sendToAll(node, "flow/round-" + round);
        }
        nodes.closeNodes();
        await().until(() -> updates("callingcard_attempt") >= 10 * PEOPLE);
        await().until(() -> updates("callingcard_chat") >= 10 * PEOPLE);
        assertThat(stayed("callingcard_attempt")).isGreaterThan(0.9);
        assertThat(stayed("callingcard_chat")).isGreaterThan(0.9);
    }
}
