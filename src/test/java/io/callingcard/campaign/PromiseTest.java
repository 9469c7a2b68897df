// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The promise across several attempts, as a hostile trial broke it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromiseTest {

    private static final String ADA = "+14155550100";
    private static final String BOB = "+14155550177";
    private static final Map<String, Object> LEAD =
            Map.of("name", "Ada", "phone", ADA, "campaign", "welcome", "consent", true);

    /** How often the clock moves on: slowly enough for the leads that are on their way. */
    private static final Duration PACE = Duration.ofMillis(100);

    private final MovableClock clock = new MovableClock(Instant.now());
    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start(clock);
        ledgers = new Ledgers();
    }

    @BeforeEach
    void fresh() throws Exception {
        clock.set(Instant.now());
        twin.reset();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        flows = new Flows(twin.port(), ledger, Map.of("callingcard.settle.wait", "1ms"));
    }

    @AfterEach
    void close() {
        flows.close();
    }

    @AfterAll
    void stop() throws Exception {
        twin.close();
        ledgers.close();
    }

    private static Map<String, Object> onLine(String channel) {
        Map<String, Object> lead = new HashMap<>(LEAD);
        lead.put("channel", channel);
        return lead;
    }

    private Campaign campaign() {
        return flows.camel.getRegistry().lookupByNameAndType("welcome", Campaign.class);
    }

    private List<String> received(String kind) {
        return twin.journal(ADA).stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(JournalEntry::kind)
                .toList();
    }

    private Ledgers.Step text() {
        return Ledgers.steps(ledger, "welcome").stream()
                .filter(step -> step.step().equals("text"))
                .findFirst()
                .orElseThrow();
    }

    /** The text arrives, and all its answers are lost. */
    private void leaveTheTextInDoubt(String channel) {
        String path = channel.equals("chert") ? "/send$" : "/chats$|/messages$";
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", path).times(3));
        flows.lead(onLine(channel));
        await().until(() -> Ledgers.states(ledger).contains(StepState.IN_DOUBT));
        assertThat(received("text")).hasSize(1);
    }

    /** The timers settle and the lead is tried again, until it is done with. */
    private void awaitEnd() {
        await().pollInterval(PACE).until(() -> {
            flows.send("direct:settle", null);
            clock.advance(Duration.ofMinutes(2));
            return CampaignStore.of(ledger).leads.standing("welcome").waiting() == 0;
        });
    }

    /** Linq's history shows the text. Chert's is not asked, since the ledger knows no chat. */
    @ParameterizedTest
    @CsvSource({"chert, IN_DOUBT, SKIP", "linq, SENT,"})
    void doesNotSayNotSentOfATextThatArrivedAndWhoseRepeatIsRefused(
            String channel, StepState state, Decision decision) {
        campaign().setCard(Campaign.CardStep.NONE);
        leaveTheTextInDoubt(channel);
        twin.inject(Fault.error("1002").on("POST", "/send$|/chats$|/messages$").times(1));
        awaitEnd();
        assertThat(text().state()).isEqualTo(state);
        assertThat(text().decision()).isEqualTo(decision);
        assertThat(received("text")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq"})
    void neverSendsAnEditedTextInPlaceOfOneThatMayHaveArrived(String channel) {
        campaign().setCard(Campaign.CardStep.NONE);
        leaveTheTextInDoubt(channel);
        campaign().setText("Hello {name}, an edited text.");
        awaitEnd();
        assertThat(text().state()).isNotEqualTo(StepState.NOT_SENT);
        assertThat(received("text")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq"})
    void trustsAKeyOnlyForItsLifetime(String channel) {
        campaign().setCard(Campaign.CardStep.NONE);
        leaveTheTextInDoubt(channel);
        // The provider forgets keys and chats.
        twin.reset();
        clock.advance(Duration.ofHours(25));
        awaitEnd();
        assertThat(received("text")).isEmpty();
        assertThat(text().state()).isEqualTo(StepState.IN_DOUBT);
    }

    /** The answer was lost, so the ledger knows no chat. */
    @Test
    void findsAFirstTextOfLinqByTheNumber() {
        campaign().setCard(Campaign.CardStep.NONE);
        leaveTheTextInDoubt("linq");
        clock.advance(Duration.ofHours(25));
        awaitEnd();
        assertThat(text().state()).isEqualTo(StepState.SENT);
        assertThat(received("text")).hasSize(1);
    }

    /** A provider that starts anew may give an id to another chat. */
    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq"})
    void aChatIdThatIsGivenToAnotherNumberSwallowsNoLead(String channel) {
        flows.lead(onLine(channel));
        awaitEnd();
        assertThat(received("card")).hasSize(1);
        twin.reset();
        Map<String, Object> bob = onLine(channel);
        bob.put("phone", BOB);
        flows.lead(bob);
        awaitEnd();
        assertThat(twin.journal(BOB).stream().map(JournalEntry::kind)).containsExactly("text", "card");
        assertThat(Ledgers.steps(ledger, "welcome").stream().map(Ledgers.Step::person))
                .containsExactlyInAnyOrder(ADA, ADA, BOB, BOB);
    }

    /** A limit of the account says nothing about the text: it is repeated once the line works again. */
    @Test
    void repeatsATextAfterItsLineRested() {
        campaign().setCard(Campaign.CardStep.NONE);
        leaveTheTextInDoubt("chert");
        twin.inject(Fault.error("2008").on("POST", "/send$").times(1));
        awaitEnd();
        assertThat(text().state()).isEqualTo(StepState.SENT);
        assertThat(received("text")).hasSize(1);
    }

    @Test
    void repeatsATextWithinTheLifetimeOfItsKey() {
        campaign().setCard(Campaign.CardStep.NONE);
        leaveTheTextInDoubt("chert");
        awaitEnd();
        assertThat(text().state()).isEqualTo(StepState.SENT);
        assertThat(received("text")).hasSize(1);
    }
}
