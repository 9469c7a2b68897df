// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.FirstVersion;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.inbound.EventInbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The inbox on both databases loses no event, and leases none to two processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final byte[] BODY = "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    private static final Instant THEN = Instant.parse("2026-11-21T09:00:00.123Z");

    private Ledgers ledgers;

    @BeforeAll
    void start() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterEach
    void clear() throws Exception {
        ledgers.clear();
    }

    @AfterAll
    void stop() throws Exception {
        ledgers.close();
    }

    @ParameterizedTest
    @EnumSource
    void takesAnEventOnce(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        assertThat(ledger.keep("s", "e1", BODY, THEN).join()).isTrue();
        assertThat(ledger.keep("s", "e1", BODY, THEN).join()).isFalse();
        assertThat(ledger.keep("other", "e1", BODY, THEN).join()).isTrue();

        List<EventInbox.Kept> taken = ledger.leaseEvents("s", 10, 10, LONG);
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).body()).isEqualTo(BODY);
        assertThat(taken.get(0).receivedAt()).isEqualTo(THEN);
        assertThat(taken.get(0).attempts()).isEqualTo(1);
        assertThat(ledger.leaseEvents("s", 10, 10, LONG)).isEmpty();

        ledger.done(taken.get(0)).join();
        assertThat(ledger.keep("s", "e1", BODY, THEN).join()).isFalse();
        assertThat(ledger.leaseEvents("s", 10, 10, Duration.ZERO)).isEmpty();
        assertThat(ledger.leaseEvents("other", 10, 10, LONG)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void eventsOfTheSameTimeShareACommit(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.keep("s", "first", BODY, THEN).join();
        long before = ledger.countCommits();
        List<CompletableFuture<Boolean>> kept = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            kept.add(ledger.keep("s", "e" + i, BODY, THEN));
        }
        assertThat(kept).allMatch(CompletableFuture::join);
        List<CompletableFuture<?>> done = new ArrayList<>();
        ledger.leaseEvents("s", 500, 10, LONG).forEach(event -> done.add(ledger.done(event)));
        done.forEach(CompletableFuture::join);

        assertThat(done).hasSize(401);
        // 801 pieces of work.
        assertThat(ledger.countCommits() - before).isLessThan(400);
    }

    @ParameterizedTest
    @EnumSource
    void takesTheOldestFirst(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        for (int i = 0; i < 5; i++) {
            ledger.keep("s", "e" + i, BODY, THEN.plusSeconds(i)).join();
        }
        assertThat(ledger.leaseEvents("s", 2, 10, LONG))
                .extracting(EventInbox.Kept::eventId)
                .containsExactly("e0", "e1");
        assertThat(ledger.leaseEvents("s", 9, 10, LONG))
                .extracting(EventInbox.Kept::eventId)
                .containsExactly("e2", "e3", "e4");
    }

    @ParameterizedTest
    @EnumSource
    void anotherProcessTakesAnEventAfterTheLease(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.keep("s", "e1", BODY, THEN).join();
        EventInbox.Kept first = ledger.leaseEvents("s", 1, 10, Duration.ZERO).get(0);

        List<EventInbox.Kept> again = new ArrayList<>();
        await().until(() -> again.addAll(ledger.leaseEvents("s", 1, 10, LONG)));
        EventInbox.Kept second = again.get(0);
        assertThat(second.attempts()).isEqualTo(2);

        // The first process continues late: it no longer holds the lease.
        ledger.renew(List.of(first), Duration.ZERO);
        ledger.done(first).join();
        ledger.retry(first, Duration.ZERO).join();
        assertThat(ledger.leaseEvents("s", 1, 10, LONG)).isEmpty();
        ledger.retry(second, Duration.ZERO).join();
        await().until(() -> !ledger.leaseEvents("s", 1, 10, LONG).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void aRenewedLeaseKeepsTheEvent(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.keep("s", "e1", BODY, THEN).join();
        List<EventInbox.Kept> taken = ledger.leaseEvents("s", 1, 10, Duration.ZERO);
        ledger.renew(taken, LONG);
        assertThat(ledger.leaseEvents("s", 1, 10, LONG)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void retriesAFailedEventAfterTheWait(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.keep("s", "e1", BODY, THEN).join();
        ledger.retry(ledger.leaseEvents("s", 1, 10, LONG).get(0), LONG).join();
        assertThat(ledger.leaseEvents("s", 1, 10, LONG)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsAnEventAsideUntilItIsReopened(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.keep("s", "e1", BODY, THEN).join();
        ledger.setAside(ledger.leaseEvents("s", 1, 10, LONG).get(0)).join();
        assertThat(ledger.leaseEvents("s", 1, 10, LONG)).isEmpty();
        assertThat(ledger.keep("s", "e1", BODY, THEN).join()).isFalse();

        assertThat(ledger.reopen("other")).isZero();
        assertThat(ledger.reopen("s")).isEqualTo(1);
        EventInbox.Kept again = ledger.leaseEvents("s", 1, 10, LONG).get(0);
        assertThat(again.body()).isEqualTo(BODY);
        assertThat(again.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void purgesDoneEventsOnly(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        for (String id : List.of("waiting", "taken", "done")) {
            ledger.keep("s", id, BODY, THEN).join();
        }
        List<EventInbox.Kept> taken = ledger.leaseEvents("s", 3, 10, LONG);
        taken.forEach(kept -> {
            if (kept.eventId().equals("done")) {
                ledger.done(kept).join();
            }
            if (kept.eventId().equals("waiting")) {
                ledger.retry(kept, LONG).join();
            }
        });
        assertThat(ledger.purge(LONG)).isZero();
        await().until(() -> ledger.purge(Duration.ofMillis(1)) == 1);
        assertThat(ledger.keep("s", "done", BODY, THEN).join()).isTrue();
        assertThat(ledger.keep("s", "waiting", BODY, THEN).join()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void distinguishesLongIds(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        String id = "x".repeat(300);
        assertThat(ledger.keep("s", id + "a", BODY, THEN).join()).isTrue();
        assertThat(ledger.keep("s", id + "b", BODY, THEN).join()).isTrue();
        assertThat(ledger.keep("s", id + "a", BODY, THEN).join()).isFalse();
        ledger.leaseEvents("s", 2, 10, LONG).forEach(ledger::done);
        assertThat(ledger.leaseEvents("s", 2, 10, LONG)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void seesAKeyOnce(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        String longKey = "x".repeat(400);
        for (String key : List.of("k1", longKey)) {
            assertThat(ledger.contains(key)).isFalse();
            assertThat(ledger.add(key)).isTrue();
            assertThat(ledger.add(key)).isFalse();
            assertThat(ledger.confirm(key)).isTrue();
            assertThat(ledgers.another(kind).contains(key)).isTrue();
            assertThat(ledger.remove(key)).isTrue();
            assertThat(ledger.remove(key)).isFalse();
        }
        assertThatThrownBy(ledger::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @EnumSource
    void survivesARestart(Ledgers.Kind kind) throws Exception {
        ChatLedger before = ledgers.fresh(kind);
        before.keep("s", "e1", BODY, THEN).join();
        before.move("cursor", "17");
        before.move("cursor", "18");
        before.close();
        ChatLedger after = ledgers.another(kind);
        assertThat(after.leaseEvents("s", 1, 10, LONG)).hasSize(1);
        assertThat(after.position("cursor")).contains("18");
        assertThat(after.position("unknown")).isEmpty();
    }

    /** Sixteen threads at two nodes keep the same events: each is stored once and leased once. */
    @ParameterizedTest
    @EnumSource
    void givesEachEventToOneNode(Ledgers.Kind kind) throws Exception {
        List<ChatLedger> nodes = List.of(ledgers.fresh(kind), ledgers.another(kind));
        // Without a pool each statement opens its own connection to PostgreSQL.
        int many = kind == Ledgers.Kind.SQLITE ? 1_000 : 100;
        AtomicInteger kept = new AtomicInteger();
        together(nodes, node -> {
            for (int i = 0; i < many; i++) {
                if (node.keep("s", "e" + i, BODY, THEN).join()) {
                    kept.incrementAndGet();
                }
            }
        });
        assertThat(kept).hasValue(many);

        Set<String> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger takings = new AtomicInteger();
        together(nodes, node -> {
            for (List<EventInbox.Kept> some = node.leaseEvents("s", 7, 10, LONG);
                    !some.isEmpty();
                    some = node.leaseEvents("s", 7, 10, LONG)) {
                some.forEach(each -> {
                    taken.add(each.eventId());
                    takings.incrementAndGet();
                    node.done(each).join();
                });
            }
        });
        assertThat(takings).hasValue(many);
        assertThat(taken).hasSize(many);
    }

    private static void together(List<ChatLedger> nodes, Consumer<ChatLedger> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            ChatLedger node = nodes.get(i % nodes.size());
            all.add(threads.submit(() -> {
                start.await();
                work.accept(node);
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
    }

    /** A YAML bean sets the file as text. */
    @Test
    void acceptsTheFileAsText() throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.start();
        ChatLedger ledger = new ChatLedger();
        PropertyBindingSupport.build().bind(camel, ledger, "file", "some/ledger.db");
        assertThat(ledger.getFile()).isEqualTo("some/ledger.db");
        camel.stop();
    }

    /** Keys that an earlier release stored are still known. */
    @ParameterizedTest
    @EnumSource
    void upgradesOlderTables(Ledgers.Kind kind) throws Exception {
        ledgers.fresh(kind);
        DataSource source = kind == Ledgers.Kind.SQLITE ? Database.file(ledgers.file()) : ledgers.postgresSource();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            FirstVersion.create(connection);
            statement.execute("INSERT INTO callingcard_seen (name, seen_at) VALUES ('k1', 1)");
            statement.execute("INSERT INTO callingcard_cursor (name, position) VALUES ('c', '17')");
        }
        ChatLedger ledger = ledgers.another(kind);
        assertThat(ledger.contains("k1")).isTrue();
        assertThat(ledger.add("k1")).isFalse();
        assertThat(ledger.add("k2")).isTrue();
        assertThat(ledger.position("c")).contains("17");
    }

    @Test
    void refusesNewerTables() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.contains("anything");
        ledger.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledgers.file());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO callingcard_schema (version) VALUES (99)");
            statement.execute("UPDATE callingcard_setting SET value = '99' WHERE name = 'schema-least'");
        }
        assertThatThrownBy(() -> ledgers.another(Ledgers.Kind.SQLITE).position("x"))
                .hasStackTraceContaining("version 99")
                .hasStackTraceContaining("newer release");
    }

    @Test
    void acknowledgesNothingAfterClosing() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        Database database = Database.open(Database.file(ledgers.file()));
        database.close();
        assertThatThrownBy(() ->
                        new InboxTable(database).keep("s", "e", BODY, THEN).join())
                .hasCauseInstanceOf(LedgerException.class)
                .hasMessageContaining("closed");
        ledger.close();
    }

    @Test
    void aFailureDoesNotFailOtherWorkOfTheSameCommit() throws Exception {
        ledgers.fresh(Ledgers.Kind.SQLITE);
        try (Database database = Database.open(Database.file(ledgers.file()))) {
            InboxTable inbox = new InboxTable(database);
            CountDownLatch go = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(3);
            Future<?> slow = threads.submit(() -> database.write(connection -> {
                await().until(() -> go.getCount() == 0);
                return null;
            }));
            Future<Boolean> good =
                    threads.submit(() -> inbox.keep("s", "e1", BODY, THEN).join());
            Future<?> bad = threads.submit(() -> database.write(connection -> {
                throw new SQLException("broken");
            }));
            go.countDown();
            slow.get();
            assertThat(good.get()).isTrue();
            assertThatThrownBy(bad::get).hasRootCauseMessage("broken");
            assertThat(inbox.keep("s", "e1", BODY, THEN).join()).isFalse();
            threads.shutdown();
        }
    }
}
