// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ShutdownAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.UnsentStepsException;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.error.InvalidRequestException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.RateLimitedException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.Pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Retries a lead whose route fails, or sets it aside. */
class LeadConsumerTest {

    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    /** How often the clock moves on: slowly enough for the leads that are on their way. */
    private static final Duration PACE = Duration.ofMillis(100);

    private final MovableClock clock = new MovableClock(NOW);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Error> errors = new ConcurrentLinkedQueue<>();
    private final Queue<Lead> seen = new ConcurrentLinkedQueue<>();
    private final Campaign campaign = new Campaign();
    private Ledgers ledgers;
    private ChatLedger ledger;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        campaign.setText("Hi {name}");
        camel.getRegistry().bind("chatLedger", ledger);
        camel.getRegistry().bind("one", campaign);
        camel.getRegistry().bind("other", campaign);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("campaign:leads?campaign=one&leadAttempts=2&maxInFlight=1")
                        .routeId("leads")
                        .autoStartup(false)
                        .process(LeadConsumerTest.this::fail);
            }
        });
        camel.getGlobalOptions().put(Pump.POLL_OPTION, "50");
        camel.start();
    }

    private void fail(Exchange exchange) throws Exception {
        seen.add(exchange.getMessage().getBody(Lead.class));
        Error error = errors.poll();
        if (error != null) {
            throw error;
        }
        Exception failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        ledgers.close();
    }

    private void add(String campaignName) {
        add(campaignName, "+14155550100");
    }

    private void add(String campaignName, String phone) {
        Map<String, Object> lead = Map.of("name", "Ada", "phone", phone, "campaign", campaignName, "consent", true);
        camel.createProducerTemplate().sendBody("campaign:add-leads", lead);
    }

    private void begin() throws Exception {
        camel.getRouteController().startRoute("leads");
    }

    private List<LeadRecord> open() {
        List<LeadRecord> open = new ArrayList<>();
        CampaignStore.of(ledger).report.leads(null, null).forEachRemaining(open::add);
        return open;
    }

    @Test
    void takesALeadThatThisProcessAddsWithoutWaitingForTheNextPoll() throws Exception {
        camel.getGlobalOptions().put(Pump.POLL_OPTION, "600000");
        begin();

        add("one");
        await().until(() -> seen.size() == 1);
        add("one", "+14155550101");

        await().until(() -> seen.size() == 2);
    }

    @Test
    void takesALeadOfANodeWhoseClockIsAhead() throws Exception {
        clock.advance(Duration.ofMinutes(20));
        add("one");
        clock.advance(Duration.ofMinutes(-20));
        begin();

        await().until(() -> seen.size() == 1);
    }

    private static Failure failure(boolean retryable, Duration retryAfter) {
        return new Failure(
                "chert",
                "send-text",
                Outcome.NOT_SENT,
                "busy",
                503,
                null,
                retryable,
                retryAfter,
                null,
                null,
                null,
                null);
    }

    private static Stream<Arguments> failures() {
        Duration nine = Duration.ofMinutes(9);
        return Stream.of(
                arguments(new UnavailableException(failure(true, nine), null), LeadState.WAITING, 1, nine, "busy"),
                arguments(
                        new UnavailableException(failure(true, null), null),
                        LeadState.WAITING,
                        1,
                        Duration.ofSeconds(1),
                        "busy"),
                // A wait that the provider asks for is no attempt.
                arguments(new RateLimitedException(failure(true, nine), null), LeadState.WAITING, 0, nine, "busy"),
                arguments(
                        UnsentStepsException.open("one", Map.of("text", StepState.IN_DOUBT)),
                        LeadState.WAITING,
                        0,
                        Duration.ofSeconds(30),
                        "text=IN_DOUBT"),
                arguments(
                        new LedgerException("The ledger's database failed"),
                        LeadState.WAITING,
                        1,
                        Duration.ofSeconds(1),
                        "database failed"),
                // An unknown exception may contain personal data, so only its class is kept.
                arguments(
                        new IllegalStateException("+14155550100 said hello"),
                        LeadState.WAITING,
                        1,
                        Duration.ofSeconds(1),
                        "java.lang.IllegalStateException"),
                arguments(
                        new InvalidRequestException(failure(false, null), null),
                        LeadState.ASIDE,
                        1,
                        Duration.ZERO,
                        "busy"),
                arguments(
                        new RefusedLeadException("city", RefusalReason.MISSING, "is missing"),
                        LeadState.ASIDE,
                        1,
                        Duration.ZERO,
                        "city: is missing"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void retriesALeadOrSetsItAside(Exception failure, LeadState state, int attempts, Duration wait, String reason)
            throws Exception {
        failures.add(failure);
        add("one");
        begin();
        await().until(() -> open().get(0).reason() != null);
        LeadRecord lead = open().get(0);
        assertThat(lead.state()).isEqualTo(state);
        assertThat(lead.attempts()).isEqualTo(attempts);
        assertThat(lead.dueAt()).isEqualTo(NOW.plus(wait));
        assertThat(lead.reason()).contains(reason).doesNotContain("hello");
        assertThat(lead).hasToString("one +1415•••0100 " + state + ": " + lead.reason());
        clock.advance(wait);
        camel.createProducerTemplate().sendBody("campaign:replay", null);
        await().until(() -> CampaignStore.of(ledger).leads.standing("one").done() == 1);
        assertThat(seen).hasSize(2);
    }

    @Test
    void setsALeadAsideAfterTheLastAttempt() throws Exception {
        failures.addAll(List.of(new IllegalStateException(), new IllegalStateException()));
        add("one");
        begin();
        await().until(() -> open().get(0).reason() != null);
        clock.advance(Duration.ofSeconds(1));
        await().until(() -> open().get(0).state() == LeadState.ASIDE);
        assertThat(open().get(0).attempts()).isEqualTo(2);
    }

    /** No person can mend the lead while the provider or the ledger is away. */
    @Test
    void setsNoLeadAsideBecauseTheProviderOrTheLedgerIsAway() throws Exception {
        failures.addAll(List.of(
                new UnavailableException(failure(true, null), null),
                new LedgerException("away"),
                new UnavailableException(failure(true, null), null)));
        add("one");
        begin();
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofMinutes(1));
            return CampaignStore.of(ledger).leads.standing("one").done() == 1;
        });
        assertThat(seen).hasSize(4);
    }

    /** The process ends in each attempt. */
    @Test
    void setsALeadAsideThatKillsTheProcess() throws Exception {
        add("one");
        endInEachOf(2, LeadTurns::take);
        endInEachOf(3, (turns, terms, most) -> turns.takeDangerous(terms));
        begin();
        await().until(() -> open().get(0).state() == LeadState.ASIDE);
        assertThat(open().get(0).reason())
                .isEqualTo("was started 5 times, the last 3 times alone, and the process ended each time");
        assertThat(seen).isEmpty();
    }

    /** Something else ends the process again and again: a deployment that fails, or too little memory. */
    @Test
    void setsNoLeadAsideBecauseTheProcessEndsForAnotherReason() throws Exception {
        add("one");
        add("one", "+14155550101");
        endInEachOf(2, LeadTurns::take);
        begin();
        await().until(() -> CampaignStore.of(ledger).leads.standing("one").done() == 2);
    }

    private interface Take {
        List<TakenLead> take(LeadTurns turns, LeadTurns.Terms terms, int most);
    }

    private void endInEachOf(int times, Take take) {
        for (int i = 0; i < times; i++) {
            LeadTurns.Terms terms = new LeadTurns.Terms(
                    "one", campaign, Duration.ofMillis(-1), 2, new LinePlaces(Clock.systemUTC()), Set.of());
            assertThat(take.take(CampaignStore.of(ledger).turns, terms, 8)).isNotEmpty();
        }
    }

    /** The text was changed after the lead was added. */
    @Test
    void setsALeadAsideWithoutAFieldOfTheText() throws Exception {
        add("one");
        campaign.setText("Hi {name} in {city}");
        begin();
        await().until(() -> open().get(0).state() == LeadState.ASIDE);
        assertThat(open().get(0).reason()).startsWith("city: is missing");
        assertThat(seen).isEmpty();
    }

    @Test
    void takesNoLeadWhileSuspended() throws Exception {
        begin();
        camel.getRouteController().suspendRoute("leads");
        add("one");
        add("other");
        await().during(Duration.ofMillis(300)).until(seen::isEmpty);
        camel.getRouteController().resumeRoute("leads");
        await().until(() -> CampaignStore.of(ledger).leads.standing("one").done() == 1);
        // Another route has the other campaign.
        assertThat(CampaignStore.of(ledger).leads.standing("other").waiting()).isEqualTo(1);
    }

    /** Eight leads with a number that overflowed the stack stopped all leads for ever. */
    @Test
    void aLeadThatEndsWithAnErrorIsSetAsideAndTheNextIsProcessed() throws Exception {
        errors.addAll(List.of(new StackOverflowError(), new NoClassDefFoundError("secret"), new AssertionError()));
        for (int i = 0; i < 4; i++) {
            add("one", "+1415555010" + i);
        }
        begin();
        await().until(() -> CampaignStore.of(ledger).leads.standing("one").done() == 1);
        assertThat(open()).extracting(LeadRecord::state).containsOnly(LeadState.ASIDE);
        assertThat(open())
                .extracting(LeadRecord::reason)
                .containsExactlyInAnyOrder(
                        "java.lang.StackOverflowError", "java.lang.NoClassDefFoundError", "java.lang.AssertionError");
        camel.createProducerTemplate().sendBody("campaign:replay", null);
        await().until(() -> CampaignStore.of(ledger).leads.standing("one").done() == 4);
    }

    /** The lead cannot help that the memory is full, so it waits. */
    @Test
    void aLeadWaitsWhileTheMemoryIsFull() throws Exception {
        errors.addAll(List.of(new OutOfMemoryError(), new OutOfMemoryError(), new OutOfMemoryError()));
        add("one");
        begin();
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofMinutes(1));
            return CampaignStore.of(ledger).leads.standing("one").done() == 1;
        });
        assertThat(seen).hasSize(4);
    }

    /** The error comes where no route can catch it: in the campaign itself. */
    @Test
    void anErrorBeforeTheRouteCostsItsLead() throws Exception {
        AtomicInteger left = new AtomicInteger(2);
        camel.getRegistry().bind("one", Campaign.class, new Campaign() {
            @Override
            public CardStep getCard() {
                if (left.getAndDecrement() > 0) {
                    throw new StackOverflowError();
                }
                return super.getCard();
            }
        });
        for (int i = 0; i < 3; i++) {
            add("one", "+1415555010" + i);
        }
        left.set(2);
        begin();
        await().until(() -> CampaignStore.of(ledger).leads.standing("one").done() == 1);
        assertThat(open()).hasSize(2).extracting(LeadRecord::state).containsOnly(LeadState.ASIDE);
    }

    /** A lead between its table and its route counts as pending, so the routes that it needs do not stop. */
    @Test
    void reportsLeadsInProgressToTheShutdown() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch on = new CountDownLatch(1);
        camel.getRegistry().bind("one", Campaign.class, new Campaign() {
            @Override
            public CardStep getCard() {
                inHand.countDown();
                try {
                    on.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return super.getCard();
            }
        });
        add("one");
        begin();
        assertThat(inHand.await(10, TimeUnit.SECONDS)).isTrue();
        ShutdownAware consumer = (ShutdownAware) camel.getRoute("leads").getConsumer();
        assertThat(consumer.deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly))
                .isFalse();
        assertThat(consumer.getPendingExchangesSize()).isEqualTo(1);
        on.countDown();
        await().until(() -> consumer.getPendingExchangesSize() == 0);
        assertThat(seen).hasSize(1);
    }
}
