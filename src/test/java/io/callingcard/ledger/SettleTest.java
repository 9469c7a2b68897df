// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
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

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Settles steps whose process died or whose answer was lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettleTest {

    private static final Instant NOON = Instant.parse("2026-03-07T12:00:00Z");
    private static final String ADA = "+14155550100";
    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of(HistoryRow.trace("Hello Ada")));

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final MovableClock clock = new MovableClock(NOON);
    private Ledgers ledgers;
    private ChatLedger ledger;
    private OncePerChat once;

    @BeforeAll
    void start() throws Exception {
        ledgers = new Ledgers();
        camel.start();
    }

    @AfterEach
    void clear() throws Exception {
        ledgers.clear();
    }

    @AfterAll
    void stop() throws Exception {
        camel.stop();
        ledgers.close();
    }

    private void fresh(Ledgers.Kind kind) throws Exception {
        clock.set(NOON);
        ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        ledger.setLease("100ms");
        once = new OncePerChat();
        once.setLedger(ledger);
    }

    private record Row(String id, boolean fromUs, Instant timeSent, String text) implements HistoryRow {}

    private Exchange claimed(String step, StepClaim.Sending sending) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, ADA);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        assertThat(once.add(exchange, step)).isTrue();
        if (sending != null) {
            assertThat(StepClaim.of(exchange).begin(sending).join()).isEqualTo(StepClaim.Permission.GRANTED);
        }
        return exchange;
    }

    /** As if its process were gone: its lease is no longer renewed. */
    private Exchange abandoned(String step, StepClaim.Sending sending) {
        Exchange exchange = claimed(step, sending);
        ledger.store().openClaims.close();
        await().until(() -> state(step) == StepState.IN_DOUBT);
        return exchange;
    }

    private StepState state(String step) {
        return ledger.store()
                .report
                .steps(new LedgerReport.Question(null, StepKey.step(step), null, null))
                .next()
                .state();
    }

    private String settle(List<? extends HistoryRow> history, String policy) {
        List<String> findings = new ArrayList<>();
        for (Message message : doubts()) {
            Exchange settled = send("ledger:settle?policy=" + policy, history, new HashMap<>(message.getHeaders()));
            findings.add(settled.getMessage().getHeader(LedgerConstants.FINDING, String.class));
        }
        return String.join(",", findings);
    }

    private List<Message> doubts() {
        camel.getRegistry().bind("chatLedger", ledger);
        List<Message> found = new ArrayList<>();
        Iterator<?> all = send("ledger:in-doubt?settleDelay=0&ledger=#chatLedger&pageSize=1", null, Map.of())
                .getMessage()
                .getBody(Iterator.class);
        all.forEachRemaining(one -> found.add((Message) one));
        return found;
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        // Each ledger needs its own endpoint: the same URI would return the endpoint of the ledger before.
        camel.getEndpointRegistry().clear();
        camel.getRegistry().bind("chatLedger", ledger);
        return camel.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    @ParameterizedTest
    @EnumSource
    void releasesAStepThatNeverStarted(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        Exchange dead = abandoned("flow/a", null);
        assertThat(settle(List.of(), "skip")).isEqualTo("NEVER_BEGUN");
        assertThat(state("flow/a")).isEqualTo(StepState.NOT_SENT);
        // The owner can no longer begin, should it still be alive.
        assertThat(StepClaim.of(dead).begin(TEXT).join()).isEqualTo(StepClaim.Permission.EXPIRED);
        claimed("flow/a", TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void settlesByTheHistory(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        abandoned("flow/a", TEXT);
        Message doubt = doubts().get(0);
        assertThat(doubt.getHeader(CardConstants.RECIPIENT)).isEqualTo(ADA);
        assertThat(doubt.getHeader(LedgerConstants.SINCE)).isEqualTo("2026-03-07T11:58:00Z");
        List<Row> history = List.of(
                new Row("m1", false, NOON, "Hello Ada"),
                new Row("m2", true, NOON.minus(Duration.ofDays(1)), "Hello Ada"),
                new Row("m3", true, NOON.plus(Duration.ofHours(1)), "Hello Ada"),
                new Row("m4", true, NOON, null),
                new Row("m5", true, NOON.plusSeconds(5), " Hello Ada\n"));
        assertThat(settle(history, "skip")).isEqualTo("FOUND");
        assertThat(state("flow/a")).isEqualTo(StepState.SENT);
        assertThat(doubts()).isEmpty();
    }

    /** Two steps have the same text: one message in the history counts for one of them. */
    @ParameterizedTest
    @EnumSource
    void doesNotCountOneMessageForTwoSteps(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        claimed("flow/a", TEXT);
        claimed("other/b", TEXT);
        ledger.store().openClaims.close();
        await().until(() -> doubts().size() == 2);
        List<Row> history = List.of(new Row("m1", true, null, "Hello Ada"));
        assertThat(settle(history, "skip")).isEqualTo("FOUND,POLICY");
        assertThat(Ledgers.states(ledger)).containsExactlyInAnyOrder(StepState.SENT, StepState.IN_DOUBT);
    }

    @ParameterizedTest
    @CsvSource({"skip, false", "ask, false", "resend, true"})
    void thePolicyDecidesIfTheHistoryDoesNot(String policy, boolean again) throws Exception {
        fresh(Ledgers.Kind.SQLITE);
        Exchange dead = abandoned("flow/a", TEXT);
        assertThat(settle(List.of(), policy)).isEqualTo("POLICY");
        assertThat(doubts()).isEmpty();
        assertThat(StepClaim.of(dead).begin(TEXT).join()).isNotEqualTo(StepClaim.Permission.GRANTED);
        Exchange next = new DefaultExchange(camel);
        next.getMessage().setHeader(CardConstants.RECIPIENT, ADA);
        next.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        assertThat(once.contains(next, "flow/a")).isEqualTo(!again);
        assertThat(once.add(next, "flow/a")).isEqualTo(again);
    }

    @ParameterizedTest
    @EnumSource
    void resendsARepeatableMessage(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        StepClaim.Sending keyed =
                new StepClaim.Sending("chert", "send-text", Duration.ofHours(24), "content", List.of());
        abandoned("flow/a", keyed);
        assertThat(settle(List.of(), "skip")).isEqualTo("REPEATABLE");
        claimed("flow/a", keyed);
    }

    @ParameterizedTest
    @CsvSource({"SENT, SENT", "not_sent, NOT_SENT"})
    void aPersonResolvesADoubt(String said, StepState state) throws Exception {
        fresh(Ledgers.Kind.SQLITE);
        abandoned("flow/a", TEXT);
        Object key = doubts().get(0).getHeader(LedgerConstants.CLAIM_KEY);
        settle(List.of(), "ask");
        Exchange resolved = send("ledger:resolve?resolution=" + said, null, Map.of(LedgerConstants.CLAIM_KEY, key));
        assertThat(resolved.getMessage().getHeader(LedgerConstants.COUNT)).isEqualTo(1L);
        assertThat(state("flow/a")).isEqualTo(state);
        assertThat(send("ledger:resolve?resolution=SENT", null, Map.of(LedgerConstants.CLAIM_KEY, key))
                        .getMessage()
                        .getHeader(LedgerConstants.COUNT))
                .isEqualTo(0L);
    }

    /** The owner was slow, not dead, so its report is right. */
    @ParameterizedTest
    @EnumSource
    void aLateReportOfTheOwnerWins(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        Exchange slow = abandoned("flow/a", TEXT);
        assertThat(settle(List.of(), "skip")).isEqualTo("POLICY");
        StepClaim.of(slow).ended(TEXT, new StepClaim.Result(Outcome.SENT, Map.of(), null));
        await().until(() -> state("flow/a") == StepState.SENT);
    }

    /** A key that is no step has no chat: only its message can be found, or the policy decides. */
    @ParameterizedTest
    @EnumSource
    void settlesAKeyThatIsNoStep(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        ledger.add("file-17");
        await().until(() -> doubts().size() == 1);
        Message doubt = doubts().get(0);
        assertThat(doubt.getBody()).isEqualTo("file-17");
        assertThat(doubt.getHeaders())
                .doesNotContainKeys(CardConstants.RECIPIENT, CardConstants.CHAT_ID, LedgerConstants.SINCE);
        List<Row> history = List.of(new Row("m1", true, NOON, "Hello Ada"));
        assertThat(settle(history, "ask")).isEqualTo("POLICY");

        Exchange exchange = new DefaultExchange(camel);
        assertThat(ledger.add(exchange, "file-18")).isTrue();
        assertThat(StepClaim.of(exchange).begin(TEXT).join()).isEqualTo(StepClaim.Permission.GRANTED);
        ledger.store().openClaims.close();
        await().until(() -> doubts().size() == 1);
        assertThat(settle(history, "skip")).isEqualTo("FOUND");
        assertThat(Ledgers.states(ledger)).containsExactly(StepState.IN_DOUBT, StepState.SENT);
    }

    /** Both read the step while it was in doubt. */
    @ParameterizedTest
    @EnumSource
    void oneOfTwoNodesSettlesADoubt(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        abandoned("flow/a", TEXT);
        Doubts here = ledger.store().doubts;
        Doubts there = ledgers.another(kind).store().doubts;
        Doubts.Doubt doubt = here.page("", 1, Duration.ZERO).get(0);
        List<HistoryRow> history = List.of(new Row("m1", true, NOON, "Hello Ada"));
        assertThat(here.settle(doubt.key(), history, Decision.SKIP, "settle")).isEqualTo(Doubts.Finding.FOUND);
        assertThat(there.settle(doubt.key(), history, Decision.SKIP, "settle")).isEqualTo(Doubts.Finding.GONE);
        assertThat(there.settle(doubt.key(), List.of(), Decision.RESEND, "settle"))
                .isEqualTo(Doubts.Finding.GONE);
        assertThat(state("flow/a")).isEqualTo(StepState.SENT);
    }

    /** A message without an id cannot be told apart from that of another step, so its words decide. */
    @ParameterizedTest
    @EnumSource
    void findsAMessageWithoutAnId(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        abandoned("flow/a", TEXT);
        assertThat(settle(List.of(new Row(null, true, NOON, "Hello Ada")), "skip"))
                .isEqualTo("FOUND");
    }

    @Test
    void ignoresABodyThatIsNoHistory() throws Exception {
        fresh(Ledgers.Kind.SQLITE);
        abandoned("flow/a", TEXT);
        Map<String, Object> headers = doubts().get(0).getHeaders();
        Exchange settled = send("ledger:settle?policy=ask", List.of("Hello Ada"), headers);
        assertThat(settled.getMessage().getHeader(LedgerConstants.FINDING)).isEqualTo("POLICY");
        assertThat(state("flow/a")).isEqualTo(StepState.IN_DOUBT);
    }

    @ParameterizedTest
    @EnumSource
    void reportsGoneForASettledStep(Ledgers.Kind kind) throws Exception {
        fresh(kind);
        abandoned("flow/a", TEXT);
        Message doubt = doubts().get(0);
        settle(List.of(new Row("m1", true, NOON, "Hello Ada")), "skip");
        Exchange late = send("ledger:settle", List.of().iterator(), new HashMap<>(doubt.getHeaders()));
        assertThat(late.getMessage().getHeader(LedgerConstants.FINDING)).isEqualTo("GONE");
    }
}
