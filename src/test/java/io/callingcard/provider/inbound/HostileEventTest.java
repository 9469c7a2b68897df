// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.Signer;
import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An event that ends in an error costs that event only, also if it is signed. */
class HostileEventTest {

    private static final String SECRET = "c0ffee";
    private static final String CHERT = "chert:events?webhookVerifyToken=" + SECRET;
    private static final String FEW = "&maxCallsInFlight=10";
    private static final int MORE = 15;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final EventHost host = new EventHost();

    @AfterEach
    void stop() {
        host.close();
    }

    private static byte[] event(String id) {
        return bytes("{\"event_type\":\"message.received\",\"event_id\":\"" + id + "\",\"data\":{}}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int post(byte[] body) {
        return host.post("/webhooks/chert", Signer.chert(SECRET, System.currentTimeMillis() / 1000, body), body)
                .statusCode();
    }

    private void givesEverythingBack() {
        assertThat(InFlight.PROCESS.calls()).isZero();
        assertThat(InFlight.PROCESS.bytes()).isZero();
    }

    static List<Error> errors() {
        return List.of(new StackOverflowError(), new OutOfMemoryError("for this test"), new AssertionError());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfTheRepositoryCostsOneEvent(Error error) {
        AtomicInteger calls = new AtomicInteger();
        host.camel.getRegistry().bind("seen", new MemoryIdempotentRepository() {
            @Override
            public boolean contains(String key) {
                if (calls.incrementAndGet() <= MORE) {
                    throw error;
                }
                return super.contains(key);
            }
        });
        host.receive(CHERT + FEW + "&idempotentRepository=#seen");
        for (int i = 0; i < MORE; i++) {
            // Four of five are redeliveries.
            assertThat(post(event("e" + i / 5))).isEqualTo(503);
        }
        assertThat(post(event("e1"))).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
        givesEverythingBack();
    }

    /** Each error used to take one of a thousand places for good. */
    @Test
    void aThousandErrorsKeepNoEventOut() {
        AtomicInteger calls = new AtomicInteger();
        host.camel.getRegistry().bind("seen", new MemoryIdempotentRepository() {
            @Override
            public boolean contains(String key) {
                if (calls.incrementAndGet() <= 1_005) {
                    throw new StackOverflowError();
                }
                return super.contains(key);
            }
        });
        host.receive(CHERT + "&idempotentRepository=#seen");
        for (int i = 0; i < 1_005; i++) {
            assertThat(post(event("e" + i))).isEqualTo(503);
        }
        assertThat(post(event("good"))).isEqualTo(200);
        givesEverythingBack();
    }

    /** The clock is asked for the time of receipt when the event is read. */
    @ParameterizedTest
    @MethodSource("errors")
    void anErrorWhileAnEventIsReadCostsOneEvent(Error error) {
        AtomicInteger reads = new AtomicInteger();
        host.camel.getRegistry().bind("clock", new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                if (Thread.currentThread().getName().contains("CallingCardEvents") && reads.incrementAndGet() <= MORE) {
                    throw error;
                }
                return Instant.now();
            }
        });
        host.receive(CHERT + FEW + "&clock=#clock");
        for (int i = 0; i < MORE; i++) {
            assertThat(post(event("e" + i))).isEqualTo(503);
        }
        assertThat(post(event("e1"))).isEqualTo(200);
        givesEverythingBack();
    }

    @Test
    void anErrorAfterTheRouteStillAcknowledgesTheEvent() {
        host.camel.getRegistry().bind("seen", new MemoryIdempotentRepository() {
            @Override
            public boolean confirm(String key) {
                throw new StackOverflowError();
            }
        });
        host.receive(CHERT + "&idempotentRepository=#seen");
        assertThat(post(event("e1"))).isEqualTo(200);
        assertThat(host.routed).hasSize(1);
        givesEverythingBack();
    }

    @Test
    void anErrorInTheRouteCostsOneEvent() {
        host.receive(CHERT, exchange -> {
            if (exchange.getMessage().getHeader("CamelCardEventId").equals("bad")) {
                throw new StackOverflowError();
            }
        });
        // Camel keeps an exchange that ended with an Error in its list of those in flight, and would wait for it.
        host.camel.getShutdownStrategy().setTimeout(1);
        for (int i = 0; i < 30; i++) {
            assertThat(post(event("bad"))).isEqualTo(503);
        }
        assertThat(post(event("good"))).isEqualTo(200);
        givesEverythingBack();
    }

    /** What the attack sent: cards in cards, and a sender of thousands of digits. */
    @Test
    void hostileEventsThatAreSignedKeepNoEventOut() {
        // One event whose place is lost would keep all others out.
        host.receive("wa:events?maxCallsInFlight=1&webhookVerifyToken=" + SECRET);
        ObjectNode sender = Json.object();
        sender.put("event", "message")
                .putObject("payload")
                .put("id", "m")
                .put("chat_id", "c")
                .put("from", "1".repeat(3_600) + "@s.whatsapp.net")
                .put("body", "x");
        ObjectNode card = Json.object();
        card.put("event", "message")
                .putObject("payload")
                .put("id", "m")
                .put("chat_id", "c")
                .putObject("contact")
                .put("vcard", nested(500));
        ObjectNode array = Json.object();
        array.put("event", "message").putObject("payload").put("id", "m").put("body", "[".repeat(100_000));
        for (ObjectNode hostile : List.of(sender, card, array)) {
            byte[] body = Json.write(hostile);
            assertThat(host.post("/webhooks/wa", Signer.wa(SECRET, body), body).statusCode())
                    .isIn(200, 400, 503);
        }
        host.routed.clear();
        byte[] good = bytes("{\"event\":\"message\",\"payload\":{\"id\":\"good\",\"chat_id\":\"c\",\"body\":\"Yes\"}}");
        assertThat(host.post("/webhooks/wa", Signer.wa(SECRET, good), good).statusCode())
                .isEqualTo(200);
        assertThat(host.routed).hasSize(1);
        givesEverythingBack();
    }

    private static String nested(int levels) {
        return "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:x\r\nAGENT:\r\n".repeat(levels) + "END:VCARD\r\n".repeat(levels);
    }

    /** More events than threads: each error used to take the place of an event for good. */
    @Test
    void anErrorSetsAStoredEventAsideAndTheOthersAreRouted() throws Exception {
        try (Inbox inbox = new Inbox()) {
            for (int i = 0; i < 6; i++) {
                inbox.keep("bad" + i);
            }
            inbox.keep("good");
            inbox.start((body, receivedAt) -> {
                throw new StackOverflowError();
            });
            await().atMost(SOON).until(() -> inbox.routed.equals(List.of("good")));
            await().atMost(SOON).until(() -> inbox.reopened() == 6);
        }
    }

    @Test
    void aStoredEventIsRetriedWhenMemoryWasShort() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        try (Inbox inbox = new Inbox()) {
            inbox.keep("bad");
            inbox.keep("good");
            inbox.start((body, receivedAt) -> {
                if (reads.incrementAndGet() == 1) {
                    throw new OutOfMemoryError("for this test");
                }
                return inbox.read(body, receivedAt);
            });
            await().atMost(SOON).until(() -> inbox.routed.size() == 2);
            assertThat(inbox.routed).containsExactlyInAnyOrder("bad", "good");
        }
    }

    /** The place of the event and its lease are given back, so another attempt follows. */
    @Test
    void anErrorOutsideOfTheEventGivesItsPlaceBack() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (Inbox inbox = new Inbox()) {
            inbox.keep("good");
            inbox.settling = () -> {
                if (failures.incrementAndGet() <= 8) {
                    throw new StackOverflowError();
                }
            };
            inbox.start(inbox::read);
            await().atMost(SOON).until(() -> inbox.done.get() == 1);
        }
    }

    /** An inbox on a ledger, and its pump. */
    private static final class Inbox implements AutoCloseable {

        final List<String> routed = new ArrayList<>();
        final AtomicInteger done = new AtomicInteger();
        Runnable settling = () -> {};
        private final Ledgers ledgers = new Ledgers();
        private final CamelContext camel = new DefaultCamelContext();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final ChatLedger ledger = new ChatLedger() {
            @Override
            public CompletableFuture<?> done(Kept taken) {
                settling.run();
                return super.done(taken).thenRun(done::incrementAndGet);
            }
        };
        private InboxPump pump;

        Inbox() throws Exception {
            ledger.setFile(ledgers.fresh(Ledgers.Kind.SQLITE).getFile());
            camel.start();
        }

        void keep(String id) {
            ledger.keep("s", id, bytes("{\"event\":\"message\",\"payload\":{\"id\":\"" + id + "\"}}"), Instant.now())
                    .join();
        }

        int reopened() {
            return ledger.reopen("s");
        }

        InboundEvent read(byte[] body, Instant receivedAt) {
            return new InboundEvent.Builder("wa", Webhooks.parse(body), receivedAt)
                    .type(EventType.OTHER, "other")
                    .id(Webhooks.parse(body).at("/payload/id").asText())
                    .build();
        }

        /** Starts the pump; bad events are read with the given reader. */
        void start(Reader bad) {
            InboundConfiguration configuration = new InboundConfiguration() {
                @Override
                public void validateInbound() {}
            };
            configuration.setInbox(ledger);
            configuration.setInboxLease(600);
            EventRoute route = new EventRoute(
                    camel.getEndpoint("log:x"),
                    AsyncProcessorConverterHelper.convert(exchange -> {
                        synchronized (routed) {
                            routed.add(exchange.getMessage().getHeader("CamelCardEventId", String.class));
                        }
                    }),
                    true,
                    false);
            Webhooks webhooks = new Webhooks() {
                @Override
                public Seal seal(Headers headers) {
                    return body -> {};
                }

                @Override
                public void trust(String secret) {}

                @Override
                public InboundEvent read(byte[] body, Instant receivedAt) {
                    return new String(body, StandardCharsets.UTF_8).contains("bad")
                            ? bad.read(body, receivedAt)
                            : Inbox.this.read(body, receivedAt);
                }
            };
            pump = new InboxPump(camel, configuration, "s", webhooks, route, threads, () -> false);
            pump.start();
        }

        @Override
        public void close() {
            pump.stop();
            threads.shutdown();
            camel.stop();
            ledger.stop();
            try {
                ledgers.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private interface Reader {
        InboundEvent read(byte[] body, Instant receivedAt);
    }
}
