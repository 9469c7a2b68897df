// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.Signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With ackMode=ACCEPTED an event is acknowledged at once, and the inbox delivers it. */
class AcceptedTest {

    private static final String SECRET = "c0ffee";
    private static final String URI =
            "chert:events?ackMode=ACCEPTED&inbox=#ledger&inboxLease=600&webhookVerifyToken=" + SECRET;

    private final EventHost host = new EventHost();
    private Ledgers ledgers;
    private ChatLedger ledger;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        // Opened now: a first poll that has to open it could find events that arrive later.
        ledger.position("anything");
        host.camel.getRegistry().bind("ledger", ledger);
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        ledgers.close();
    }

    private int post(String id) {
        byte[] body = ("{\"event_type\":\"message.received\",\"event_id\":\"" + id
                        + "\",\"data\":{\"message\":{\"id\":\"" + id + "\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        return host.post("/webhooks/chert", Signer.chert(SECRET, System.currentTimeMillis() / 1000, body), body)
                .statusCode();
    }

    @Test
    void acknowledgesBeforeTheRouteFinishes() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        host.receive(URI, exchange -> go.await(20, TimeUnit.SECONDS));
        assertThat(post("e1")).isEqualTo(200);
        assertThat(post("e1")).isEqualTo(200);
        assertThat(host.routed).isEmpty();
        go.countDown();
        await().until(() -> host.routed.size() == 1);
        Exchange routed = host.routed.get(0);
        assertThat(routed.getMessage().getHeader("CamelCardMessageId")).isEqualTo("e1");
        assertThat(routed.getProperty("CamelCardEventId")).isEqualTo("chert:e1");
    }

    @Test
    void retriesAfterTheRouteFails() {
        AtomicInteger runs = new AtomicInteger();
        host.receive(URI, exchange -> {
            if (runs.incrementAndGet() < 2) {
                throw new IllegalStateException("not yet");
            }
        });
        assertThat(post("e1")).isEqualTo(200);
        await().until(() -> host.routed.size() == 1);
        assertThat(runs).hasValue(2);
    }

    @Test
    void setsAsideAnEventThatKeepsFailingAndReleasesItOnDemand() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger runs = new AtomicInteger();
        host.receive(URI + "&inboxAttempts=1", exchange -> {
            runs.incrementAndGet();
            if (broken.get()) {
                throw new IllegalStateException("never");
            }
        });
        post("e1");
        await().until(() -> ledger.reopen("chert") == 1);
        broken.set(false);
        await().until(() -> host.routed.size() == 1 || ledger.reopen("chert") > 1);
        assertThat(host.routed).hasSize(1);
        assertThat(runs.get()).isBetween(2, 3);
    }

    @Test
    void renewsTheLeaseOfASlowRoute() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        host.receive(URI, exchange -> {
            runs.incrementAndGet();
            go.await(20, TimeUnit.SECONDS);
        });
        post("e1");
        await().until(() -> runs.get() == 1);
        // Another node polls for expired leases, for longer than a lease lasts.
        ChatLedger other = ledgers.another(Ledgers.Kind.SQLITE);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
        await().until(() -> {
            assertThat(other.leaseEvents("chert", 1, 10, Duration.ofMinutes(1))).isEmpty();
            return System.nanoTime() > end;
        });
        go.countDown();
        await().until(() -> host.routed.size() == 1);
        assertThat(runs).hasValue(1);
    }

    @Test
    void routesNoMoreEventsAtOnceThanAllowed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Set<String> inside = ConcurrentHashMap.newKeySet();
        host.receive(URI + "&inboxInFlight=2", exchange -> {
            inside.add(exchange.getExchangeId());
            go.await(20, TimeUnit.SECONDS);
        });
        for (int i = 0; i < 6; i++) {
            post("e" + i);
        }
        await().until(() -> inside.size() == 2);
        go.countDown();
        await().until(() -> host.routed.size() == 6);
    }

    @Test
    void asksForTheEventAgainWhenTheInboxFails() {
        host.camel.getRegistry().bind("broken", new ChatLedger() {
            @Override
            public CompletableFuture<Boolean> keep(String subscriber, String eventId, byte[] body, Instant receivedAt) {
                throw new LedgerException("no disk");
            }

            @Override
            public List<Kept> leaseEvents(String subscriber, int most, int attempts, Duration lease) {
                throw new LedgerException("no disk");
            }

            @Override
            public List<Kept> leaseDangerous(String subscriber, int attempts, Duration lease) {
                throw new LedgerException("no disk");
            }
        });
        host.receive(URI.replace("#ledger", "#broken"));
        assertThat(post("e1")).isEqualTo(503);
    }

    @Test
    void recordsTheResultOnceTheInboxIsAvailableAgain() {
        AtomicInteger refusals = new AtomicInteger(2);
        AtomicInteger done = new AtomicInteger();
        ChatLedger moody = new ChatLedger() {
            @Override
            public CompletableFuture<?> done(Kept taken) {
                if (refusals.getAndDecrement() > 0) {
                    return CompletableFuture.failedFuture(new LedgerException("not now"));
                }
                return super.done(taken).thenRun(done::incrementAndGet);
            }

            @Override
            public void renew(List<Kept> taken, Duration lease) {
                if (refusals.get() == 1) {
                    throw new LedgerException("not now");
                }
                super.renew(taken, lease);
            }
        };
        moody.setFile(ledger.getFile());
        host.camel.getRegistry().bind("moody", moody);
        host.receive(URI.replace("#ledger", "#moody"));
        post("e1");
        await().until(() -> done.get() == 1);
        assertThat(host.routed).hasSize(1);
    }

    @Test
    void aSuspendedRouteLeavesEventsInTheInbox() throws Exception {
        host.receive(URI);
        String route = host.camel.getRoutes().get(0).getId();
        host.camel.getRouteController().suspendRoute(route);
        assertThat(post("e1")).isEqualTo(503);
        ledger.keep("chert", "e2", "{\"event_id\":\"e2\"}".getBytes(StandardCharsets.UTF_8), Instant.now())
                .join();
        ledger.keep("chert", "e3", "no event".getBytes(StandardCharsets.UTF_8), Instant.now())
                .join();
        await().during(Duration.ofMillis(700)).until(() -> host.routed.isEmpty());
        host.camel.getRouteController().resumeRoute(route);
        await().until(() -> host.routed.size() == 1);
        await().until(() -> ledger.reopen("chert") == 1);
    }

    @Test
    void doesNotStoreFilteredEvents() {
        host.receive(URI + "&eventTypes=reaction.added");
        assertThat(post("e1")).isEqualTo(200);
        assertThat(ledger.leaseEvents("chert", 1, 10, Duration.ofMinutes(1))).isEmpty();
    }

    /** Each attempt ends without a result, as if the process died. */
    private void keepAndDie(String id, int times) {
        ledger.keep("chert", id, ("{\"event_id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8), Instant.now())
                .join();
        for (int i = 0; i < times; i++) {
            await().until(() ->
                    !ledger.leaseEvents("chert", 1, 10, Duration.ZERO).isEmpty());
        }
    }

    @Test
    void setsAsideAnEventThatKillsItsProcessWhenItIsAlone() {
        keepAndDie("e1", 5);
        host.receive(URI + "&inboxAttempts=2");
        await().until(() -> ledger.reopen("chert") == 1);
        assertThat(host.routed).isEmpty();
        await().until(() -> host.routed.size() == 1);
    }

    @Test
    void routesAnEventAloneThatWasInProgressWhenTheProcessEnded() {
        keepAndDie("e1", 2);
        keepAndDie("e2", 0);
        CountDownLatch go = new CountDownLatch(1);
        Queue<String> inside = new ConcurrentLinkedQueue<>();
        host.receive(URI + "&inboxAttempts=2", exchange -> {
            inside.add(exchange.getMessage().getHeader("CamelCardEventId", String.class));
            go.await(5, TimeUnit.SECONDS);
        });
        await().until(() -> !inside.isEmpty());
        await().during(Duration.ofMillis(300)).until(() -> inside.size() == 1);
        assertThat(inside).containsExactly("e1");
        go.countDown();
        await().until(() -> inside.contains("e2"));
        assertThat(ledger.reopen("chert")).isZero();
    }
}
