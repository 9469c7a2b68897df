// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The second text that comes later: when it is sent, what prevents it, and that it is sent once. */
class FollowUpTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";
    private static final String TEXTS = "/messages$|/send$|/send/message$";

    /** Two in the afternoon in New York. */
    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T19:00:00Z"));

    /** How often the clock moves on: slowly enough for the leads that are on their way. */
    private static final Duration PACE = Duration.ofMillis(100);

    private final TwinServer twin = TwinServer.start(clock);
    private final Campaign campaign = new Campaign();
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setFollowUp("Did you save the card, {name}?");
        campaign.setFollowUpAfter("1d");
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        flows = flows(ledger);
    }

    @AfterEach
    void stop() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private Flows flows(ChatLedger of) throws Exception {
        of.setClock(clock);
        Flows node = new Flows(twin, of);
        node.camel.getRegistry().bind("later", campaign);
        // A campaign without a later text costs nothing.
        node.camel.getRegistry().bind("plain", new Campaign());
        return node;
    }

    private void lead(String channel, String phone) {
        flows.lead(Map.of("name", "Ada", "phone", phone, "channel", channel, "campaign", "later", "consent", true));
    }

    private void awaitWelcome() {
        await().until(() -> CampaignStore.of(ledger).leads.standing("later").waiting() == 0);
    }

    private void welcome(String channel, String... phones) {
        List.of(phones).forEach(phone -> lead(channel, phone));
        awaitWelcome();
    }

    private void later(Duration time) {
        clock.advance(time);
        flows.send("direct:follow-up", null);
    }

    private long followUps(String phone) {
        return twin.journal(phone).stream()
                .filter(entry -> entry.content().toString().contains("Did you save the card, Ada?"))
                .count();
    }

    private void receive(String channel, String phone, EventType type, String text) {
        String chat = twin.journal(phone).stream()
                .map(JournalEntry::chatId)
                .findFirst()
                .orElse(null);
        flows.receive(new InboundEvent.Builder(channel, Json.object(), clock.instant())
                .type(type, "any")
                .id(type + phone)
                .chat(chat, false)
                .sender(phone, null, false)
                .text(text)
                .build());
    }

    private String report() {
        return flows.report("?by=SHARE");
    }

    private StepState state() {
        return Ledgers.steps(ledger, "later").stream()
                .filter(step -> step.step().equals("follow-up"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void followsTheWelcomeOnceAfterTheTime() {
        welcome("chert", ADA);
        later(Duration.ZERO);
        later(Duration.ofHours(23));
        assertThat(followUps(ADA)).isZero();
        assertThat(report()).contains("\"flow\":\"later/follow-up\"", "\"due_at\":\"2026-03-03T19:0");
        later(Duration.ofHours(2));
        assertThat(followUps(ADA)).isEqualTo(1);
        assertThat(report()).contains("\"ended\":\"done\"");
        for (int day = 0; day < 3; day++) {
            later(Duration.ofDays(1));
        }
        assertThat(followUps(ADA)).isEqualTo(1);
        // A text with a name in it is kept as long as it is needed.
        long kept = CampaignStore.of(ledger)
                .database
                .statement(connection ->
                        Sql.number(connection, "SELECT COUNT(*) FROM callingcard_share WHERE text IS NOT NULL"));
        assertThat(kept).isZero();
        assertThat(flows.send("ledger:purge?retention=1h", null).getException()).isNull();
        assertThat(report()).doesNotContain("later/follow-up");
    }

    @Test
    void followsTheCardAtOnceWithoutATime() {
        Campaign atOnce = new Campaign();
        atOnce.setCard(Campaign.CardStep.NONE);
        atOnce.setFollowUp("Did you save the card, {name}?");
        flows.camel.getRegistry().bind("later", atOnce);
        welcome("chert", ADA);
        assertThat(followUps(ADA)).isEqualTo(1);
        assertThat(report()).doesNotContain("follow-up");
    }

    /** The mistake shows before anything is sent, and not as a follow-up that never comes. */
    @Test
    void setsLeadsAsideIfTheTextIsMissing() {
        campaign.setFollowUp(null);
        welcome("chert", ADA);
        assertThat(flows.report("?by=LEAD")).contains("followUpAfter: has no text in the campaign");
        assertThat(twin.journal(ADA)).isEmpty();
    }

    /** Eight hours later it is ten at night, and the person sleeps. */
    @Test
    void waitsForTheMorning() {
        campaign.setFollowUpAfter("8h");
        welcome("chert", ADA);
        later(Duration.ofHours(8));
        later(Duration.ofHours(10));
        assertThat(followUps(ADA)).isZero();
        later(Duration.ofHours(2));
        assertThat(followUps(ADA)).isEqualTo(1);
    }

    @Test
    void anAnswerACardOrAnOptOutPreventsIt() {
        String cyd = "+12125550102";
        String dee = "+12125550103";
        String eve = "+12125550104";
        welcome("linq", ADA, BOB, cyd, dee, eve);
        receive("linq", ADA, EventType.MESSAGE_RECEIVED, "Thanks");
        receive("linq", BOB, EventType.REACTION_ADDED, null);
        receive("linq", cyd, EventType.CARD_RECEIVED, null);
        receive("linq", dee, EventType.MESSAGE_RECEIVED, "STOP");
        receive("linq", eve, EventType.MESSAGE_READ, null);
        assertThat(report()).contains("answered", "sent a card", "opted out");
        later(Duration.ofHours(25));
        assertThat(List.of(followUps(ADA), followUps(BOB), followUps(cyd), followUps(dee), followUps(eve)))
                .containsExactly(0L, 0L, 0L, 0L, 1L);
    }

    /** The person answers the text while the card still waits for the provider. */
    @Test
    void anAnswerDuringTheWelcomePreventsIt() {
        campaign.setCard(Campaign.CardStep.SEND);
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        twin.inject(Fault.error("1007").retryAfter(600).on("POST", "contact").times(1_000));
        lead("chert", ADA);
        await().until(() -> twin.journal(ADA).size() == 1);
        receive("chert", ADA, EventType.MESSAGE_RECEIVED, "Thanks");
        twin.clearFaults();
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofMinutes(2));
            return CampaignStore.of(ledger).leads.standing("later").done() == 1;
        });
        later(Duration.ofHours(25));
        assertThat(followUps(ADA)).isZero();
    }

    /** The text would be kept for nothing. */
    @Test
    void keepsNothingForAPersonWhoOptedOut() {
        flows.send("campaign:opt-out", null, Flows.person(ADA));
        welcome("chert", ADA);
        assertThat(report()).doesNotContain("follow-up");
        assertThat(twin.journal(ADA)).isEmpty();
    }

    @Test
    void survivesARestart() throws Exception {
        welcome("chert", ADA);
        flows.close();
        ledger.close();
        ledger = ledgers.another(Ledgers.Kind.SQLITE);
        flows = flows(ledger);
        later(Duration.ofHours(25));
        assertThat(followUps(ADA)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void twoNodesSendItOnce(Ledgers.Kind kind) throws Exception {
        flows.close();
        ledger = ledgers.fresh(kind);
        flows = flows(ledger);
        List<String> phones =
                List.of(ADA, BOB, "+12125550102", "+12125550103", "+12125550104", "+12125550105", "+12125550106");
        welcome("wa", phones.toArray(String[]::new));
        clock.advance(Duration.ofHours(25));
        try (Flows other = flows(ledgers.another(kind))) {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> flows.send("direct:follow-up", null)),
                            CompletableFuture.runAsync(() -> other.send("direct:follow-up", null)))
                    .join();
            clock.advance(Duration.ofHours(2));
            other.send("direct:follow-up", null);
            flows.send("direct:follow-up", null);
        }
        assertThat(phones).allSatisfy(phone -> assertThat(followUps(phone)).isEqualTo(1));
        assertThat(report()).doesNotContain("\"ended\":null").contains("\"ended\":\"done\"");
    }

    /** The gateway knows no idempotency keys. Its history shows that the text arrived. */
    @Test
    void aFollowUpInDoubtIsNotRepeated() {
        welcome("wa", ADA);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", TEXTS));
        later(Duration.ofHours(25));
        assertThat(state()).isEqualTo(StepState.IN_DOUBT);
        assertThat(report()).doesNotContain("\"ended\":");
        flows.send("direct:settle", null);
        later(Duration.ofHours(2));
        assertThat(state()).isEqualTo(StepState.SENT);
        assertThat(followUps(ADA)).isEqualTo(1);
        assertThat(report()).contains("\"ended\":\"done\"");
    }

    @Test
    void aFollowUpThatWasSkippedInDoubtEnds() {
        welcome("chert", ADA);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", TEXTS).times(3));
        later(Duration.ofHours(25));
        assertThat(state()).isEqualTo(StepState.IN_DOUBT);
        // The history cannot be read, and the repeat is refused.
        twin.inject(Fault.error("2002").on("GET", "/messages").times(100));
        twin.inject(Fault.error("1002").on("POST", TEXTS).times(100));
        await().until(() -> {
            flows.send("direct:settle", null);
            later(Duration.ofHours(2));
            return report().contains("\"ended\":\"");
        });
        assertThat(report()).contains("\"ended\":\"skipped in doubt\"");
        assertThat(followUps(ADA)).isEqualTo(1);
    }

    @Test
    void retriesWhatTheProviderCouldNotDo() {
        welcome("chert", ADA);
        twin.inject(Fault.error("1007").retryAfter(3_600).on("POST", TEXTS).times(100));
        later(Duration.ofHours(25));
        assertThat(followUps(ADA)).isZero();
        assertThat(report()).doesNotContain("\"ended\":");
        twin.clearFaults();
        later(Duration.ofMinutes(30));
        assertThat(followUps(ADA)).isZero();
        later(Duration.ofMinutes(31));
        assertThat(followUps(ADA)).isEqualTo(1);
    }

    @Test
    void theLinePausesIfItCannotSend() {
        welcome("chert", ADA, BOB);
        twin.inject(Fault.error("2004").on("POST", TEXTS).times(100));
        later(Duration.ofHours(25));
        assertThat(flows.report("?by=LINE")).contains("paused_until", "option secret");
        twin.clearFaults();
        later(Duration.ofHours(1));
        assertThat(List.of(followUps(ADA), followUps(BOB))).containsExactly(1L, 1L);
    }

    @Test
    void endsWhatTheProviderRefuses() {
        welcome("chert", ADA);
        twin.inject(Fault.error("1002").on("POST", TEXTS));
        later(Duration.ofHours(25));
        assertThat(report()).contains("\"ended\":\"not sent\"");
        later(Duration.ofHours(2));
        assertThat(followUps(ADA)).isZero();
    }

    /** The step of an earlier message is in doubt, so the follow-up waits for its outcome. */
    @Test
    void waitsForAnEarlierStepInDoubt() {
        welcome("wa", ADA);
        flows.send("ledger:report", null);
        CampaignStore.of(ledger)
                .database
                .write(connection -> Sql.update(
                        connection,
                        "UPDATE callingcard_claim SET state = " + StepState.IN_DOUBT.ordinal()
                                + " WHERE step = 'text'"));
        later(Duration.ofHours(25));
        assertThat(followUps(ADA)).isZero();
        CampaignStore.of(ledger)
                .database
                .write(connection ->
                        Sql.update(connection, "UPDATE callingcard_claim SET state = " + StepState.SENT.ordinal()));
        later(Duration.ofHours(1));
        assertThat(followUps(ADA)).isEqualTo(1);
    }

    @Test
    void keepsThePaceOfTheFirstMessages() {
        welcome("chert", ADA, BOB);
        campaign.setFirstTouchGap("10m");
        later(Duration.ofHours(25));
        assertThat(followUps(ADA) + followUps(BOB)).isEqualTo(1);
        later(Duration.ofMinutes(10));
        assertThat(followUps(ADA) + followUps(BOB)).isEqualTo(2);
    }

    /** The daily share goes on after a follow-up, and each ends on its own. */
    @Test
    void doesNotChangeTheDailyShare() {
        campaign.setShare(true);
        welcome("chert", ADA);
        later(Duration.ofHours(25));
        flows.send("direct:daily-share", null);
        assertThat(twin.journal(ADA)).extracting(JournalEntry::kind).containsExactly("text", "text", "share");
        clock.advance(Duration.ofHours(25));
        flows.send("direct:daily-share", null);
        assertThat(twin.journal(ADA)).extracting(JournalEntry::kind).containsExactly("text", "text", "share", "share");
    }

    @Test
    void endsOnlyTheFollowUpOfAnAnswerBeforeTheFirstShare() {
        campaign.setShare(true);
        welcome("chert", ADA);
        receive("chert", ADA, EventType.MESSAGE_RECEIVED, "Thanks");
        later(Duration.ofHours(25));
        flows.send("direct:daily-share", null);
        assertThat(twin.journal(ADA)).extracting(JournalEntry::kind).containsExactly("text", "share");
    }
}
