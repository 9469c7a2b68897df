// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The claims on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimsTest {

    private static final String PHONE = "+14155550100";
    private static final String STEP = "welcome/text";
    private static final StepClaim.Sending CARD =
            new StepClaim.Sending("chert", "send-contact", Duration.ZERO, null, List.of());
    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("chert", "send-text", Duration.ofHours(24), "content", List.of("a"));

    private final CamelContext camel = new DefaultCamelContext();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-07T12:00:00Z"));
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

    private ChatLedger fresh(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        return ledger;
    }

    private ChatLedger another(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.another(kind);
        ledger.setClock(clock);
        return ledger;
    }

    private Exchange to(String header, String value) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(header, value);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "chert");
        return exchange;
    }

    private Exchange to(String phone) {
        return to(CardConstants.RECIPIENT, phone);
    }

    private static OncePerChat once(ChatLedger ledger) {
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        return once;
    }

    private static StepRecord onlyRecord(OncePerStep once) {
        Iterator<StepRecord> all =
                once.getLedger().store().report.steps(new LedgerReport.Question(null, null, null, null));
        StepRecord only = all.next();
        assertThat(all).isExhausted();
        return only;
    }

    private static void sends(Exchange exchange, StepClaim.Sending sending, Outcome outcome) {
        StepClaim claim = StepClaim.of(exchange);
        assertThat(claim.begin(sending).join()).isEqualTo(StepClaim.Permission.GRANTED);
        claim.ended(sending, new StepClaim.Result(outcome, Map.of(), null));
    }

    @ParameterizedTest
    @EnumSource
    void oneOfTwoClaimantsWins(Ledgers.Kind kind) throws Exception {
        OncePerChat here = once(fresh(kind));
        OncePerChat there = once(another(kind));
        assertThat(here.contains(to(PHONE), STEP)).isFalse();
        assertThat(here.add(to(PHONE), STEP)).isTrue();
        assertThat(there.add(to("+1 (415) 555-0100"), STEP)).isFalse();
        assertThat(there.contains(to(PHONE), STEP)).isTrue();
        assertThat(there.add(to(PHONE), "other/card")).isTrue();
        assertThat(there.add(to("+14155550101"), STEP)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void oneOfSixtyFourClaimantsAtTwoNodesWins(Ledgers.Kind kind) throws Exception {
        List<OncePerChat> nodes = List.of(once(fresh(kind)), once(another(kind)));
        int chats = kind == Ledgers.Kind.SQLITE ? 300 : 20;
        AtomicInteger won = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            OncePerChat node = nodes.get(i % 2);
            all.add(threads.submit(() -> {
                start.await();
                for (int chat = 0; chat < chats; chat++) {
                    if (node.add(to("+1415555" + (1000 + chat)), STEP)) {
                        won.incrementAndGet();
                    }
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        assertThat(won).hasValue(chats);
    }

    @ParameterizedTest
    @EnumSource
    void claimsManyStepsInOneStatement(Ledgers.Kind kind) throws Exception {
        ChatLedger here = fresh(kind);
        ChatLedger there = another(kind);
        List<StepKey> keys = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            keys.add(StepKey.of("daily/share", "chert:+1415555" + (1000 + i), "2026-03-07"));
        }
        Set<String> first = here.claims().claimAll(keys.subList(0, 300));
        Set<String> second = there.claims().claimAll(keys.subList(200, 500));
        assertThat(first).hasSize(300);
        assertThat(second).hasSize(200).doesNotContainAnyElementsOf(first);
        assertThat(there.claims().claimAll(keys)).isEmpty();
    }

    /** The header names a claim that waits for this exchange. Other steps of the exchange are claimed as usual. */
    @ParameterizedTest
    @EnumSource
    void aReservedClaimIsForItsOwnStep(Ledgers.Kind kind) throws Exception {
        OncePerDay day = new OncePerDay();
        day.setLedger(fresh(kind));
        String key = day.claimToday(day.getLedger().store(), "daily/share", Map.of("chert:" + PHONE, ZoneOffset.UTC))
                .get("chert:" + PHONE);
        Exchange exchange = to(PHONE);
        exchange.getMessage().setHeader(LedgerConstants.CLAIM_KEY, key);
        for (String step : List.of("welcome/share", "daily/text")) {
            assertThat(day.add(exchange, step)).isTrue();
            assertThat(StepClaim.of(exchange).nameOf("Hello", "Hello")).doesNotStartWith(key);
        }
        assertThat(day.add(exchange, "daily/share")).isTrue();
        assertThat(StepClaim.of(exchange).nameOf("Hello", "Hello")).startsWith(key);
        assertThat(day.add(exchange, "daily/share")).isFalse();
    }

    /** The claim of an exchange that never came keeps its lease, and nothing in memory. */
    @Test
    void dropsTheOldestOfTooManyReservedClaims() throws Exception {
        OncePerDay day = new OncePerDay();
        day.setLedger(fresh(Ledgers.Kind.SQLITE));
        Map<String, ZoneId> chats = new LinkedHashMap<>();
        for (int i = 0; i <= 10_000; i++) {
            chats.put("chert:+1415" + (5_550_000 + i), ZoneOffset.UTC);
        }
        Map<String, String> keys = day.claimToday(day.getLedger().store(), "daily/share", chats);
        assertThat(keys).hasSize(10_001);
        assertThat(day.add(reserved("+14155550000", keys), "daily/share")).isFalse();
        assertThat(day.add(reserved("+14155550001", keys), "daily/share")).isTrue();
        assertThat(day.add(reserved("+14155560000", keys), "daily/share")).isTrue();
    }

    private Exchange reserved(String phone, Map<String, String> keys) {
        Exchange exchange = to(phone);
        exchange.getMessage().setHeader(LedgerConstants.CLAIM_KEY, keys.get("chert:" + phone));
        return exchange;
    }

    @ParameterizedTest
    @EnumSource
    void claimsAStepAgainThatWasNotSent(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        sends(exchange, CARD, Outcome.NOT_SENT);
        once.remove(exchange, STEP);
        assertThat(Ledgers.states(once.getLedger())).containsExactly(StepState.NOT_SENT);
        assertThat(once.add(to(PHONE), STEP)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void claimsAStepAgainIfTheRouteFailedBeforeSending(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        sends(exchange, CARD, Outcome.NOT_SENT);
        once.confirm(exchange, STEP);
        assertThat(once.add(to(PHONE), STEP)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void recordsSentWhenTheRouteSucceedsWithoutOurProducers(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        once.confirm(exchange, STEP);
        assertThat(Ledgers.states(once.getLedger())).containsExactly(StepState.SENT);
        assertThat(once.add(to(PHONE), STEP)).isFalse();
        Exchange failing = to("+14155550101");
        once.add(failing, STEP);
        once.remove(failing, STEP);
        assertThat(once.add(to("+14155550101"), STEP)).isTrue();
    }

    /** Camel confirms a failed step when removeOnFailure=false. */
    @ParameterizedTest
    @EnumSource
    void skipsAStepThatTheRouteGaveUp(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        sends(exchange, CARD, Outcome.NOT_SENT);
        exchange.setException(new IllegalStateException("broken"));
        once.confirm(exchange, STEP);
        assertThat(onlyRecord(once)).hasToString("welcome/text +1415•••0100 ever NOT_SENT SKIP");
        assertThat(once.add(to(PHONE), STEP)).isFalse();
    }

    /** The outcome is recorded at once, so a process that dies before the route ends leaves no doubt. */
    @ParameterizedTest
    @EnumSource
    void recordsSentBeforeTheRouteEnds(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        sends(exchange, CARD, Outcome.SENT);
        ChatLedger there = another(kind);
        await().until(() -> Ledgers.states(there).equals(List.of(StepState.SENT)));
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredLeaseIsInDoubt(Ledgers.Kind kind) throws Exception {
        ChatLedger dying = fresh(kind);
        dying.setLease("1s");
        Exchange exchange = to(PHONE);
        once(dying).add(exchange, STEP);
        StepClaim.of(exchange).begin(CARD).join();
        dying.close();
        OncePerChat there = once(another(kind));
        assertThat(Ledgers.states(there.getLedger())).containsExactly(StepState.SENDING);
        await().until(() -> Ledgers.states(there.getLedger()).equals(List.of(StepState.IN_DOUBT)));
        assertThat(there.add(to(PHONE), STEP)).isFalse();
    }

    /** Leases use the clock of the database, not those of the nodes. */
    @ParameterizedTest
    @EnumSource
    void wrongClocksExpireNoLease(Ledgers.Kind kind) throws Exception {
        ChatLedger late = fresh(kind);
        late.setClock(Clock.offset(clock, Duration.ofMinutes(-10)));
        late.setLease("1s");
        ChatLedger early = another(kind);
        early.setClock(Clock.offset(clock, Duration.ofMinutes(10)));
        early.setLease("1s");
        OncePerChat lateOnce = once(late);
        OncePerChat earlyOnce = once(early);
        assertThat(lateOnce.add(to(PHONE), STEP)).isTrue();
        assertThat(earlyOnce.add(to("+14155550101"), STEP)).isTrue();
        await().during(Duration.ofMillis(1500))
                .until(() -> Ledgers.states(late).equals(List.of(StepState.CLAIMED, StepState.CLAIMED))
                        && Ledgers.states(early).equals(List.of(StepState.CLAIMED, StepState.CLAIMED)));
        assertThat(earlyOnce.add(to(PHONE), STEP)).isFalse();
        assertThat(lateOnce.add(to("+14155550101"), STEP)).isFalse();
        late.close();
        await().until(() -> Ledgers.states(early).contains(StepState.IN_DOUBT));
        assertThat(earlyOnce.add(to(PHONE), STEP)).isFalse();
    }

    /** Else an earlier text that is in doubt could arrive after the card. */
    @ParameterizedTest
    @EnumSource
    void aStepWaitsForTheEarlierStepsOfItsFlow(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange text = to(PHONE);
        assertThat(once.add(text, STEP)).isTrue();
        assertWaits(once, "CLAIMED");
        assertThat(once.add(to(PHONE), "other/card")).isTrue();
        assertThat(once.add(to("+14155550177"), "welcome/card")).isTrue();
        // Both are steps of one exchange.
        assertThat(once.add(text, "welcome/photo")).isTrue();
        once.remove(text, "welcome/photo");
        sends(text, TEXT, Outcome.IN_DOUBT);
        assertWaits(once, "SENDING");
        once.confirm(text, STEP);
        assertWaits(once, "IN_DOUBT");

        Doubts doubts = once.getLedger().store().doubts;
        String key = onlyDoubt(doubts);
        assertThat(doubts.settle(key, List.of(), Decision.SKIP, "settle")).isEqualTo(Doubts.Finding.REPEATABLE);
        assertWaits(once, "IN_DOUBT");
        Exchange again = to(PHONE);
        assertThat(once.add(again, STEP)).isTrue();
        sends(again, TEXT, Outcome.SENT);
        once.confirm(again, STEP);
        assertThat(once.add(to(PHONE), "welcome/card")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aStepDoesNotWaitForOneThatIsSkippedOrWasNotSent(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange card = to(PHONE);
        assertThat(once.add(card, "welcome/card")).isTrue();
        sends(card, CARD, Outcome.IN_DOUBT);
        once.confirm(card, "welcome/card");
        assertThatThrownBy(() -> once.add(to(PHONE), STEP)).isInstanceOf(UnsentStepsException.class);
        Doubts doubts = once.getLedger().store().doubts;
        doubts.settle(onlyDoubt(doubts), List.of(), Decision.SKIP, "settle");
        Exchange text = to(PHONE);
        assertThat(once.add(text, STEP)).isTrue();
        once.remove(text, STEP);
        assertThat(once.add(to(PHONE), "welcome/follow-up")).isTrue();
    }

    /** Else two steps could wait for each other for good. */
    @ParameterizedTest
    @EnumSource
    void aStepThatIsClaimedAgainKeepsItsPlace(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange text = to(PHONE);
        assertThat(once.add(text, STEP)).isTrue();
        once.remove(text, STEP);
        clock.advance(Duration.ofSeconds(1));
        Exchange card = to(PHONE);
        assertThat(once.add(card, "welcome/card")).isTrue();
        sends(card, CARD, Outcome.IN_DOUBT);
        once.confirm(card, "welcome/card");
        assertThat(once.add(to(PHONE), STEP)).isTrue();
    }

    /** A process that stood still has the claim of the card, while another one sends the text again. */
    @ParameterizedTest
    @EnumSource
    void aStepThatIsClaimedAgainWaitsForALaterOneInProgress(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange text = to(PHONE);
        assertThat(once.add(text, STEP)).isTrue();
        once.remove(text, STEP);
        clock.advance(Duration.ofSeconds(1));
        Exchange card = to(PHONE);
        assertThat(once.add(card, "welcome/card")).isTrue();
        assertThatThrownBy(() -> once.add(to(PHONE), STEP))
                .hasMessageStartingWith("Not all steps of welcome are settled: {card=CLAIMED}. ");
        sends(card, CARD, Outcome.SENT);
        once.confirm(card, "welcome/card");
        assertThat(once.add(to(PHONE), STEP)).isTrue();
    }

    /** It stands still after it has recorded that it sends, and before the first byte. */
    @ParameterizedTest
    @EnumSource
    void aProcessThatStoodStillSendsNothingWithAForgottenKey(Ledgers.Kind kind) throws Exception {
        AtomicReference<Duration> eachLook = new AtomicReference<>(Duration.ZERO);
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.setClock(new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                Instant now = clock.instant();
                clock.advance(eachLook.get());
                return now;
            }
        });
        Exchange exchange = to(PHONE);
        assertThat(once(ledger).add(exchange, STEP)).isTrue();
        eachLook.set(Duration.ofHours(25));
        assertThat(StepClaim.of(exchange).begin(TEXT).join()).isEqualTo(StepClaim.Permission.EXPIRED);
    }

    private String onlyDoubt(Doubts doubts) {
        return doubts.page("", 10, Duration.ZERO).stream()
                .map(Doubts.Doubt::key)
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }

    private void assertWaits(OncePerChat once, String state) {
        assertThatThrownBy(() -> once.add(to(PHONE), "welcome/card"))
                .isInstanceOfSatisfying(UnsentStepsException.class, failure -> assertThat(failure.isOpen())
                        .isTrue())
                .hasMessageStartingWith("Not all steps of welcome are settled: {text=" + state + "}. ");
        OncePerChat inAnyOrder = once(once.getLedger());
        inAnyOrder.setOrderedSteps(false);
        Exchange card = to(PHONE);
        assertThat(inAnyOrder.add(card, "welcome/any")).isTrue();
        inAnyOrder.remove(card, "welcome/any");
    }

    @ParameterizedTest
    @EnumSource
    void aLiveProcessKeepsItsLease(Ledgers.Kind kind) throws Exception {
        ChatLedger living = fresh(kind);
        living.setLease("600ms");
        once(living).add(to(PHONE), STEP);
        ChatLedger there = another(kind);
        await().during(Duration.ofSeconds(2)).until(() -> Ledgers.states(there).equals(List.of(StepState.CLAIMED)));
    }

    @ParameterizedTest
    @EnumSource
    void keepsKeysOfAnyKind(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = fresh(kind);
        Exchange exchange = to(PHONE);
        String longKey = "x".repeat(500);
        for (String key : List.of("file-17", longKey)) {
            assertThat(ledger.contains(exchange, key)).isFalse();
            assertThat(ledger.add(exchange, key)).isTrue();
            assertThat(ledger.add(to(PHONE), key)).isFalse();
            sends(exchange, CARD, Outcome.SENT);
            ledger.remove(exchange, key);
            assertThat(ledger.contains(exchange, key)).isTrue();
            assertThat(ledger.remove(exchange, key)).isFalse();
        }
        assertThat(StepClaim.of(exchange)).isNull();
        assertThat(ledger.confirm("never-added")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void keepsAKeyThatTheRouteGaveUp(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = fresh(kind);
        Exchange exchange = to(PHONE);
        ledger.add(exchange, "file-17");
        exchange.setException(new IllegalStateException("the route handled it"));
        assertThat(ledger.confirm(exchange, "file-17")).isTrue();
        assertThat(ledger.contains("file-17")).isTrue();
        assertThat(Ledgers.states(ledger)).containsExactly(StepState.NOT_SENT);
    }

    /** A message has the same name in each attempt. Two messages of a step have different names. */
    @ParameterizedTest
    @EnumSource
    void eachTryOfAMessageHasTheSameName(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        String first = StepClaim.of(exchange).nameOf("Hello at nine", "to Ada");
        assertThat(StepClaim.of(exchange).nameOf("Hello at nine", "to Ada")).isEqualTo(first);
        assertThat(StepClaim.of(exchange).nameOf("And a second one", "to Ada")).isNotEqualTo(first);
        once.remove(exchange, STEP);
        Exchange later = to(PHONE);
        once.add(later, STEP);
        assertThat(StepClaim.of(later).nameOf("Hello at nine", "to Ada")).isEqualTo(first);
        assertThat(StepClaim.of(later).nameOf("Hello at ten", "to Ada")).isNotEqualTo(first);
    }

    /** A later attempt that succeeds ends the doubt only if the provider recognizes its key. */
    @ParameterizedTest
    @EnumSource
    void aRepeatDisprovesADoubtOnlyIfTheProviderRecognizesIt(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange keyed = to(PHONE);
        once.add(keyed, STEP);
        sends(keyed, TEXT, Outcome.IN_DOUBT);
        sends(keyed, TEXT, Outcome.NOT_SENT);
        sends(keyed, TEXT, Outcome.SENT);
        sends(keyed, TEXT, Outcome.NOT_SENT);
        sends(keyed, TEXT, Outcome.IN_DOUBT);
        once.remove(keyed, STEP);
        assertThat(Ledgers.states(once.getLedger())).containsExactly(StepState.SENT);

        OncePerChat other = once(fresh(kind));
        Exchange plain = to(PHONE);
        other.add(plain, STEP);
        sends(plain, CARD, Outcome.IN_DOUBT);
        assertThat(StepClaim.of(plain).begin(CARD).join()).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
        other.confirm(plain, STEP);
        assertThat(Ledgers.states(other.getLedger())).containsExactly(StepState.IN_DOUBT);
    }

    /** A call may run again after it succeeded. The step is in doubt if the second call is. */
    @ParameterizedTest
    @CsvSource({"SENT IN_DOUBT, IN_DOUBT", "SENT NOT_SENT, SENT", "NOT_SENT SENT, SENT", "NOT_SENT IN_DOUBT, IN_DOUBT"})
    void theWorstOutcomeOfAllMessagesCounts(String outcomes, StepState state) throws Exception {
        OncePerChat once = once(fresh(Ledgers.Kind.SQLITE));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        for (String outcome : outcomes.split(" ")) {
            sends(exchange, CARD, Outcome.valueOf(outcome));
        }
        once.confirm(exchange, STEP);
        assertThat(Ledgers.states(once.getLedger())).containsExactly(state);
    }

    /** A route may claim a step within another claim. Ending one claim does not end the other. */
    @Test
    void nestsClaims() throws Exception {
        OncePerChat once = once(fresh(Ledgers.Kind.SQLITE));
        Exchange exchange = to(PHONE);
        once.add(exchange, "flow/outer");
        once.add(exchange, "flow/inner");
        sends(exchange, CARD, Outcome.SENT);
        once.confirm(exchange, "flow/outer");
        once.remove(exchange, "flow/inner");
        Map<String, StepState> states = new HashMap<>();
        once.getLedger()
                .store()
                .report
                .steps(new LedgerReport.Question("flow", null, null, null))
                .forEachRemaining(step -> states.put(step.step(), step.state()));
        // No producer reported for the outer claim, and its route succeeded.
        assertThat(states).isEqualTo(Map.of("inner", StepState.SENT, "outer", StepState.SENT));
    }

    /** A claim is ended by the repository and the exchange that took it. */
    @Test
    void endsNoClaimOfAnother() throws Exception {
        OncePerChat once = once(fresh(Ledgers.Kind.SQLITE));
        OncePerDay day = new OncePerDay();
        day.setLedger(once.getLedger());
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        day.add(exchange, STEP);
        once.add(exchange, "welcome/card");
        assertThat(once.confirm(to(PHONE), STEP)).isFalse();
        assertThat(Ledgers.states(once.getLedger())).containsOnly(StepState.CLAIMED);
        assertThat(day.confirm(exchange, STEP)).isTrue();
        assertThat(once.remove(exchange, STEP)).isTrue();
        assertThat(Ledgers.states(once.getLedger()))
                .containsExactlyInAnyOrder(StepState.SENT, StepState.NOT_SENT, StepState.CLAIMED);
    }

    /** A window whose message is in doubt is over when the policy decides not to send it again. */
    @Test
    void doesNotSendAgainWhileTheWindowIsInDoubt() throws Exception {
        ChatLedger ledger = fresh(Ledgers.Kind.SQLITE);
        OncePerWindow window = new OncePerWindow();
        window.setLedger(ledger);
        window.setLength("1h");
        Exchange exchange = to(PHONE);
        window.add(exchange, STEP);
        sends(exchange, CARD, Outcome.IN_DOUBT);
        window.confirm(exchange, STEP);
        clock.advance(Duration.ofHours(2));
        assertThat(window.add(to(PHONE), STEP)).isFalse();
        assertThat(window.contains(to(PHONE), STEP)).isTrue();
        Doubts.Doubt doubt = ledger.store().doubts.page("", 1, Duration.ZERO).get(0);
        assertThat(doubt).hasToString("Doubt[welcome]");
        ledger.store().doubts.settle(doubt.key(), List.of(), Decision.SKIP, "settle");
        assertThat(window.add(to(PHONE), STEP)).isTrue();
    }

    @Test
    void acceptsAStepWithoutAFlow() throws Exception {
        ChatLedger ledger = fresh(Ledgers.Kind.SQLITE);
        once(ledger).add(to(PHONE), "hello");
        StepRecord record = ledger.store()
                .report
                .steps(new LedgerReport.Question("-", "hello", null, null))
                .next();
        assertThat(record).hasToString("-/hello +1415•••0100 ever CLAIMED");
        assertThat(ledger.store().people()).hasToString("People[clear]");
    }

    /** A part of the route that a time-out cut off may still be sending. */
    @ParameterizedTest
    @EnumSource
    void recordsTheOutcomeOfAMessageThatEndsAfterTheRoute(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        StepClaim claim = StepClaim.of(exchange);
        claim.begin(CARD).join();
        once.remove(exchange, STEP);
        assertThat(once.add(to(PHONE), STEP)).isFalse();
        claim.ended(CARD, new StepClaim.Result(Outcome.NOT_SENT, Map.of(), null));
        await().until(() -> Ledgers.states(once.getLedger()).equals(List.of(StepState.NOT_SENT)));
        assertThat(claim.begin(CARD).join()).isEqualTo(StepClaim.Permission.EXPIRED);
    }

    @ParameterizedTest
    @EnumSource
    void aNumberAndItsChatIdAreOneChat(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange first = to(PHONE);
        once.add(first, STEP);
        StepClaim.of(first).begin(TEXT).join();
        StepClaim.of(first)
                .ended(
                        TEXT,
                        new StepClaim.Result(
                                Outcome.SENT,
                                OperationResult.of("sent")
                                        .with(CardConstants.CHAT_ID, "ch_1")
                                        .with(CardConstants.RECIPIENT, PHONE)
                                        .with(CardConstants.MESSAGE_ID, "m1")
                                        .headers(),
                                null));
        once.confirm(first, STEP);

        assertThat(once.add(to(CardConstants.CHAT_ID, "ch_1"), STEP)).isFalse();
        assertThat(once.add(to(CardConstants.CHAT_ID, "ch_2"), STEP)).isTrue();
        StepRecord record = once.getLedger()
                .store()
                .report
                .steps(new LedgerReport.Question(null, null, PHONE, null))
                .next();
        assertThat(record.chatId()).isEqualTo("ch_1");
        assertThat(record.messageId()).isEqualTo("m1");
        assertThat(record.person()).isEqualTo(PHONE);
        assertThat(record).hasToString("welcome/text +1415•••0100 ever SENT");
    }

    /** A number and a chat id count as two chats, until an answer shows that they are one. */
    @ParameterizedTest
    @EnumSource
    void unitesTwoChatsThatAnAnswerShowsToBeOne(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange byId = to(CardConstants.CHAT_ID, "ch_1");
        once.add(byId, STEP);
        sends(byId, TEXT, Outcome.SENT);
        once.confirm(byId, STEP);
        Exchange unsent = to(PHONE);
        once.add(unsent, STEP);
        once.remove(unsent, STEP);

        Exchange byNumber = to(PHONE);
        once.add(byNumber, "welcome/card");
        StepClaim.of(byNumber).begin(CARD).join();
        StepClaim.of(byNumber)
                .ended(
                        CARD,
                        new StepClaim.Result(
                                Outcome.SENT,
                                OperationResult.of("sent")
                                        .with(CardConstants.CHAT_ID, "ch_1")
                                        .headers(),
                                null));
        once.confirm(byNumber, "welcome/card");

        assertThat(once.add(to(PHONE), STEP)).isFalse();
        assertThat(once.add(to(CardConstants.CHAT_ID, "ch_1"), "welcome/card")).isFalse();
        assertThat(Ledgers.states(once.getLedger())).containsExactly(StepState.SENT, StepState.SENT);
    }

    @ParameterizedTest
    @EnumSource
    void twoLinesToOnePersonAreTwoChats(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange one = to(PHONE);
        one.getMessage().setHeader(CardConstants.FROM, "+12025550143");
        Exchange other = to(PHONE);
        other.getMessage().setHeader(CardConstants.FROM, "+12025550144");
        assertThat(once.add(one, STEP)).isTrue();
        assertThat(once.add(other, STEP)).isTrue();
        // Either line has sent the step to this person.
        assertThat(once.add(to(PHONE), STEP)).isFalse();
    }

    /** A chat without a line gets the first line that an exchange names. */
    @ParameterizedTest
    @EnumSource
    void learnsTheLineOfAChatLater(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        assertThat(once.add(to(PHONE), STEP)).isTrue();
        Exchange named = to(PHONE);
        named.getMessage().setHeader(CardConstants.FROM, "+12025550143");
        assertThat(once.add(named, STEP)).isFalse();
        Exchange other = to(PHONE);
        other.getMessage().setHeader(CardConstants.FROM, "+12025550144");
        assertThat(once.add(other, STEP)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void learnsTheLineAndThePersonOfAChatId(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        LedgerStore store = once.getLedger().store();
        Exchange exchange = to(CardConstants.CHAT_ID, "ch_1");
        ChatNames names = ChatNames.of(exchange, null, store.people());
        assertThat(person(store, names)).isEmpty();
        once.add(exchange, STEP);
        assertThat(person(store, names)).isEmpty();
        exchange.getMessage().setHeader(CardConstants.FROM, "+12025550143");
        once.add(exchange, "welcome/card");
        StepClaim.of(exchange).begin(CARD).join();
        // This answer names no chat.
        StepClaim.of(exchange)
                .ended(CARD, new StepClaim.Result(Outcome.SENT, Map.of(CardConstants.MESSAGE_ID, "m1"), null));
        StepClaim.of(exchange).begin(CARD).join();
        StepClaim.of(exchange)
                .ended(CARD, new StepClaim.Result(Outcome.SENT, Map.of(CardConstants.RECIPIENT, PHONE), null));
        once.confirm(exchange, "welcome/card");
        assertThat(person(store, names)).contains(PHONE);
        StepRecord record = store.report
                .steps(new LedgerReport.Question(null, null, PHONE, null))
                .next();
        assertThat(record.line()).isEqualTo("+12025550143");
        assertThat(record.messageId()).isEqualTo("m1");
    }

    /** The answer names the person, whose number alone means the chat with the other line. */
    @ParameterizedTest
    @EnumSource
    void anAnswerUnitesNoChatsOfTwoLines(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        for (String line : List.of("+12025550143", "+12025550144")) {
            Exchange exchange = to(PHONE);
            exchange.getMessage().setHeader(CardConstants.CHAT_ID, " ");
            exchange.getMessage().setHeader(CardConstants.FROM, line);
            assertThat(once.add(exchange, STEP)).isTrue();
            StepClaim.of(exchange).begin(CARD).join();
            StepClaim.of(exchange)
                    .ended(
                            CARD,
                            new StepClaim.Result(
                                    Outcome.SENT,
                                    Map.of(CardConstants.RECIPIENT, PHONE, CardConstants.FROM, line),
                                    null));
            once.confirm(exchange, STEP);
        }
        assertThat(Ledgers.states(once.getLedger())).containsExactly(StepState.SENT, StepState.SENT);
    }

    @ParameterizedTest
    @EnumSource
    void aGroupIsAChat(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        Exchange group = to(CardConstants.CHAT_ID, "group-1");
        group.getMessage().setHeader(CardConstants.RECIPIENT, PHONE);
        assertThat(once.add(group, STEP)).isTrue();
        assertThat(onlyRecord(once)).hasToString("welcome/text ever CLAIMED");
        assertThat(once.add(to(PHONE), STEP)).isTrue();
        assertThat(once.add(to(CardConstants.CHAT_ID, "group-1"), STEP)).isFalse();
    }

    /** New York's clocks went forward on 8 March 2026, at two in the morning. */
    @ParameterizedTest
    @EnumSource
    void aDayIsInTheRecipientsTimeZone(Ledgers.Kind kind) throws Exception {
        OncePerDay day = new OncePerDay();
        day.setLedger(fresh(kind));
        day.setZone("recipient");
        String newYork = "+12125550100";
        String berlin = "+4930901820";
        clock.set(Instant.parse("2026-03-07T22:59:00Z"));
        assertThat(day.add(to(newYork), STEP)).isTrue();
        assertThat(day.add(to(berlin), STEP)).isTrue();
        clock.set(Instant.parse("2026-03-07T23:00:00Z"));
        assertThat(day.add(to(berlin), STEP)).isTrue();
        assertThat(day.add(to(newYork), STEP)).isFalse();
        clock.set(Instant.parse("2026-03-08T04:59:00Z"));
        assertThat(day.add(to(newYork), STEP)).isFalse();
        clock.set(Instant.parse("2026-03-08T05:00:00Z"));
        assertThat(day.add(to(newYork), STEP)).isTrue();
        clock.set(Instant.parse("2026-03-09T03:59:00Z"));
        assertThat(day.add(to(newYork), STEP)).isFalse();
        clock.set(Instant.parse("2026-03-09T04:00:00Z"));
        assertThat(day.add(to(newYork), STEP)).isTrue();
        // The clock is set back to a day on which the step was sent.
        clock.set(Instant.parse("2026-03-08T12:00:00Z"));
        assertThat(day.add(to(newYork), STEP)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aDayCanHaveAFixedTimeZone(Ledgers.Kind kind) throws Exception {
        OncePerDay day = new OncePerDay();
        day.setLedger(fresh(kind));
        day.setZone("Asia/Tokyo");
        clock.set(Instant.parse("2026-03-07T14:59:00Z"));
        assertThat(day.add(to(PHONE), STEP)).isTrue();
        clock.set(Instant.parse("2026-03-07T15:00:00Z"));
        assertThat(day.add(to(PHONE), STEP)).isTrue();
        assertThat(day.add(to(PHONE), STEP)).isFalse();
        assertThatThrownBy(() -> day.setZone("Atlantis"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Europe/Berlin");
    }

    @ParameterizedTest
    @EnumSource
    void aWindowStartsWithTheSend(Ledgers.Kind kind) throws Exception {
        OncePerWindow window = new OncePerWindow();
        window.setLedger(fresh(kind));
        window.setLength("24h");
        clock.set(Instant.parse("2026-03-07T12:00:00Z"));
        Exchange failing = to(PHONE);
        assertThat(window.add(failing, STEP)).isTrue();
        window.remove(failing, STEP);
        clock.set(Instant.parse("2026-03-07T15:00:00Z"));
        Exchange exchange = to(PHONE);
        assertThat(window.add(exchange, STEP)).isTrue();
        assertThat(window.add(to(PHONE), STEP)).isFalse();
        sends(exchange, CARD, Outcome.SENT);
        window.confirm(exchange, STEP);
        clock.set(Instant.parse("2026-03-08T14:59:59Z"));
        assertThat(window.contains(to(PHONE), STEP)).isTrue();
        assertThat(window.add(to(PHONE), STEP)).isFalse();
        clock.set(Instant.parse("2026-03-08T15:00:00Z"));
        assertThat(window.contains(to(PHONE), STEP)).isFalse();
        assertThat(window.add(to(PHONE), STEP)).isTrue();
        assertThatThrownBy(() -> window.setLength("0s")).hasMessageContaining("24h");
    }

    @ParameterizedTest
    @EnumSource
    void hidesNumbersWithAKey(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = fresh(kind);
        ledger.setNumberKey("a key of the operator's own");
        OncePerChat once = once(ledger);
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        StepClaim.of(exchange).begin(TEXT).join();
        StepClaim.of(exchange)
                .ended(
                        TEXT,
                        new StepClaim.Result(
                                Outcome.SENT,
                                OperationResult.of("sent")
                                        .with(CardConstants.CHAT_ID, "14155550100@s.whatsapp.net")
                                        .with(CardConstants.RECIPIENT, PHONE)
                                        .headers(),
                                null));
        once.confirm(exchange, STEP);
        assertThat(once.add(to(PHONE), STEP)).isFalse();
        assertThat(once.add(to(CardConstants.CHAT_ID, "14155550100@s.whatsapp.net"), STEP))
                .isFalse();
        StepRecord record = ledger.store()
                .report
                .steps(new LedgerReport.Question(null, null, PHONE, null))
                .next();
        assertThat(record.person()).startsWith("~").doesNotContain("5550100");
        assertThat(record.key()).doesNotContain("5550100");
        assertThat(record.chatId()).isNull();
        assertThatThrownBy(() -> ledger.setNumberKey("short")).hasMessageContaining("16");
        assertThat(ledger.store().people()).hasToString("People[hidden]");

        // An email address tells no time zone.
        assertThat(once.add(to("Ada@example.org"), STEP)).isTrue();
        assertThat(once.add(to("ada@example.org"), STEP)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAClaimWithoutAChat(Ledgers.Kind kind) throws Exception {
        OncePerChat once = once(fresh(kind));
        assertThatThrownBy(() -> once.add(new DefaultExchange(camel), STEP))
                .hasMessageContaining("CamelCardRecipient")
                .hasMessageContaining("CamelCardChatId");
        assertThatThrownBy(() -> once.add(STEP)).hasMessageContaining("exchange");
        assertThatThrownBy(() -> once.contains(STEP)).hasMessageContaining("exchange");
        assertThatThrownBy(() -> once.confirm(STEP)).hasMessageContaining("exchange");
        assertThatThrownBy(() -> once.remove(STEP)).hasMessageContaining("exchange");
        assertThatThrownBy(once::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> new OncePerChat().add(to(PHONE), STEP)).hasMessageContaining("ledger");
    }

    /** The answer to the commit is lost. A winner that did not know would not send, and nor would the others. */
    @Test
    void looksUpAClaimWhoseCommitIsInDoubt() throws Exception {
        AtomicBoolean breaking = new AtomicBoolean();
        ledgers.fresh(Ledgers.Kind.POSTGRESQL);
        ChatLedger ledger = another(Ledgers.Kind.POSTGRESQL);
        ledger.setDataSource(breaking(ledgers.postgresSource(), (connection, method, call) -> {
            Object done = call.run();
            if (method.equals("commit") && breaking.compareAndSet(true, false)) {
                throw new SQLException("the connection is gone", "08006");
            }
            return done;
        }));
        OncePerChat once = once(ledger);
        once.add(to("+14155550199"), STEP);
        breaking.set(true);
        assertThat(once.add(to(PHONE), STEP)).isTrue();
        breaking.set(true);
        assertThat(once.add(to(PHONE), STEP)).isFalse();
    }

    /** The ledger may say that an attempt began. What did not leave must not stay in doubt for that. */
    @Test
    void aPermitWhoseAnswerIsLostLeavesNoDoubt() throws Exception {
        AtomicBoolean breaking = new AtomicBoolean();
        ledgers.fresh(Ledgers.Kind.POSTGRESQL);
        ChatLedger ledger = another(Ledgers.Kind.POSTGRESQL);
        ledger.setDataSource(breaking(ledgers.postgresSource(), (connection, method, call) -> {
            Object done = call.run();
            if (method.equals("commit") && breaking.compareAndSet(true, false)) {
                throw new SQLException("the connection is gone", "08006");
            }
            return done;
        }));
        OncePerChat once = once(ledger);
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        StepClaim claim = StepClaim.of(exchange);
        breaking.set(true);
        assertThatThrownBy(() -> claim.begin(CARD).join()).hasRootCauseMessage("the connection is gone");
        claim.ended(CARD, new StepClaim.Result(Outcome.NOT_SENT, Map.of(), null));
        once.remove(exchange, STEP);
        assertThat(Ledgers.states(ledger)).containsExactly(StepState.NOT_SENT);
    }

    /** The exchange must fail: a result of false would mean that another process sends the step. */
    @Test
    void reportsAClaimThatWasNotCommitted() throws Exception {
        AtomicBoolean breaking = new AtomicBoolean();
        ledgers.fresh(Ledgers.Kind.POSTGRESQL);
        ChatLedger ledger = another(Ledgers.Kind.POSTGRESQL);
        ledger.setDataSource(breaking(ledgers.postgresSource(), (connection, method, call) -> {
            if (method.equals("commit") && breaking.compareAndSet(true, false)) {
                connection.rollback();
                throw new SQLException("the connection is gone", "08006");
            }
            return call.run();
        }));
        OncePerChat once = once(ledger);
        once.add(to("+14155550199"), STEP);
        breaking.set(true);
        assertThatThrownBy(() -> once.add(to(PHONE), STEP))
                .isInstanceOf(LedgerException.class)
                .hasRootCauseMessage("the connection is gone");
        assertThat(once.add(to(PHONE), STEP)).isTrue();
    }

    /** An outcome that cannot be written now is kept in memory and written later. */
    @Test
    void retriesAnOutcomeThatCouldNotBeRecorded() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        ledgers.fresh(Ledgers.Kind.POSTGRESQL);
        ChatLedger ledger = another(Ledgers.Kind.POSTGRESQL);
        ledger.setLease("300ms");
        DataSource source = ledgers.postgresSource();
        ledger.setDataSource(proxy(DataSource.class, source, (method, call) -> {
            if (down.get()) {
                throw new SQLException("the database is down", "08006");
            }
            return call.run();
        }));
        OncePerChat once = once(ledger);
        Exchange exchange = to(PHONE);
        once.add(exchange, STEP);
        StepClaim claim = StepClaim.of(exchange);
        claim.begin(CARD).join();
        down.set(true);
        claim.ended(CARD, new StepClaim.Result(Outcome.SENT, Map.of(), null));
        once.confirm(exchange, STEP);
        assertThat(ledger.getUnwritten()).isEqualTo(1);
        assertThat(ledger.getFailedWrites()).isPositive();
        assertThatThrownBy(() -> once.add(to("+14155550101"), STEP)).isInstanceOf(LedgerException.class);

        LedgerHealthCheck health = new LedgerHealthCheck(ledger::openStore);
        health.setCamelContext(camel);
        await().until(() -> health.call().getState() == HealthCheck.State.DOWN);

        ChatLedger there = another(Ledgers.Kind.POSTGRESQL);
        await().until(() -> Ledgers.states(there).equals(List.of(StepState.IN_DOUBT)));
        down.set(false);
        await().until(() -> Ledgers.states(there).equals(List.of(StepState.SENT)));
        assertThat(ledger.getUnwritten()).isZero();
        await().until(() -> health.call().getState() == HealthCheck.State.UP);
        assertThat(health.call().getDetails()).containsEntry("durability", "fsync=off, synchronous_commit=off");
    }

    @Test
    void anUnopenedLedgerHasUnknownHealth() {
        LedgerHealthCheck health = new LedgerHealthCheck(new ChatLedger()::openStore);
        health.setCamelContext(camel);
        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    /** One call of a proxied object. */
    private interface Call {
        Object run() throws Throwable;
    }

    private interface Around {
        Object call(String method, Call call) throws Throwable;
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

    private interface AroundConnection {
        Object call(Connection connection, String method, Call call) throws Throwable;
    }

    private static DataSource breaking(DataSource source, AroundConnection around) {
        return proxy(DataSource.class, source, (method, call) -> {
            Object result = call.run();
            return result instanceof Connection connection
                    ? proxy(Connection.class, connection, (inner, run) -> around.call(connection, inner, run))
                    : result;
        });
    }

    /** Other routes still use the ledger. */
    @Test
    void aStoppingRouteDoesNotCloseTheLedger() throws Exception {
        ChatLedger ledger = fresh(Ledgers.Kind.SQLITE);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            OncePerChat once = once(ledger);
            context.getRegistry().bind("ledger", ledger);
            context.getRegistry().bind("once", once);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (String name : List.of("one", "other")) {
                        from("direct:" + name)
                                .routeId(name)
                                .idempotentConsumer(constant(STEP), once)
                                .setBody(constant("through"))
                                .end()
                                .idempotentConsumer(header("key"), ledger)
                                .log("once")
                                .end();
                    }
                }
            });
            context.start();
            context.getRouteController().stopRoute("one");
            context.removeRoute("one");
            Map<String, Object> headers = Map.of(CardConstants.RECIPIENT, PHONE, "key", "k");
            assertThat(context.createProducerTemplate().requestBodyAndHeaders("direct:other", "", headers))
                    .isEqualTo("through");
            assertThat(Ledgers.states(ledger)).contains(StepState.SENT);

            context.stop();
            assertThatThrownBy(() -> ledger.contains("k")).hasMessageContaining("closed");
            context.start();
            assertThat(ledger.contains("k")).isTrue();
        }
    }

    /** Another process is creating the file and has locked it. */
    @Test
    void waitsForABusyFile() throws Exception {
        ChatLedger ledger = fresh(Ledgers.Kind.SQLITE);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection maker = DriverManager.getConnection("jdbc:sqlite:" + ledgers.file());
                Statement statement = maker.createStatement()) {
            statement.execute("CREATE TABLE something (x)");
            statement.execute("BEGIN EXCLUSIVE");
            Future<Boolean> claimed = thread.submit(() -> ledger.add("k"));
            await().pollDelay(Duration.ofMillis(200)).until(() -> !claimed.isDone());
            statement.execute("COMMIT");
            assertThat(claimed.get()).isTrue();
        }
        thread.shutdown();
    }

    /** Other processes write to the file without a pause. */
    @Test
    void letsOtherProcessesWriteToTheFile() throws Exception {
        ChatLedger ledger = impatient(5_000);
        ledger.add("first");
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(2);
        List<Future<Integer>> written = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            written.add(others.submit(() -> {
                int rounds = 0;
                try (ChatLedger other = ledgers.another(Ledgers.Kind.SQLITE)) {
                    while (!over.get()) {
                        other.add(Thread.currentThread().getId() + "-" + rounds++);
                    }
                }
                return rounds;
            }));
        }
        for (int i = 0; i < 300; i++) {
            assertThat(ledger.add("k" + i)).isTrue();
        }
        over.set(true);
        for (Future<Integer> each : written) {
            assertThat(each.get()).isPositive();
        }
        others.shutdown();
    }

    @Test
    void givesUpOnAFileThatStaysLocked() throws Exception {
        ChatLedger ledger = impatient(200);
        ledger.add("first");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + ledgers.file());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> ledger.add("k"))
                    .isInstanceOf(LedgerException.class)
                    .hasRootCauseInstanceOf(SQLiteException.class);
            statement.execute("COMMIT");
        }
        assertThat(ledger.add("k")).isTrue();
    }

    /** Returns a ledger in a file. Its data source waits so long for a lock. */
    private ChatLedger impatient(int patienceMillis) throws Exception {
        ChatLedger ledger = fresh(Ledgers.Kind.SQLITE);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(patienceMillis);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + ledgers.file());
        ledger.setDataSource(source);
        return ledger;
    }

    @Test
    void refusesWrongSettings() throws Exception {
        ChatLedger ledger = new ChatLedger();
        assertThatThrownBy(() -> ledger.setLease("0s")).hasMessageContaining("2m");
        ledger.setFile("/nowhere/at/all/ledger.db");
        assertThatThrownBy(() -> ledger.add("k"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be opened");
    }

    private static Optional<String> person(LedgerStore store, ChatNames names) {
        return store.database().write(connection -> store.personIn(connection, names));
    }
}
