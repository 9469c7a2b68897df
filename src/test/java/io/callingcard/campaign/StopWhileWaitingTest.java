// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A STOP that arrives after the check of consent, while the message waits for its line, holds the message back. */
class StopWhileWaitingTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";
    private static final Instant AFTERNOON = Instant.parse("2026-03-02T19:00:00Z");

    private final MovableClock clock = new MovableClock(AFTERNOON);
    private final TwinServer twin = TwinServer.start(clock);
    private final Campaign campaign = new Campaign();

    /** What happens when a message is handed to its line, which is after the check of consent and after the claim. */
    private final AtomicReference<Runnable> beforeNextSend = new AtomicReference<>(() -> {});

    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    private void start(Ledgers.Kind kind) throws Exception {
        start(kind, null);
    }

    private void start(Ledgers.Kind kind, String numberKey) throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        ledger.setNumberKey(numberKey);
        flows = new Flows(twin, ledger);
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        flows.camel.getRegistry().bind("waiting", campaign);
        EventNotifierSupport sends = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent send
                        && send.getEndpoint().getEndpointUri().matches("(chert|linq|wa):.*(send|share).*")) {
                    beforeNextSend.getAndSet(() -> {}).run();
                }
            }
        };
        flows.camel.getManagementStrategy().addEventNotifier(sends);
        sends.start();
    }

    @AfterEach
    void close() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private void lead(String phone, String channel) {
        flows.lead(Map.of("name", "Ada", "phone", phone, "channel", channel, "campaign", "waiting", "consent", true));
    }

    private void awaitDone() {
        await().until(() -> CampaignStore.of(ledger).leads.standing("waiting").waiting() == 0);
    }

    private List<String> kinds(String phone) {
        return twin.journal(phone).stream().map(JournalEntry::kind).toList();
    }

    private void stop(String phone) {
        flows.send("campaign:opt-out", null, Flows.person(phone));
    }

    @ParameterizedTest
    @EnumSource
    void aTextThatWaitsDoesNotLeave(Ledgers.Kind kind) throws Exception {
        start(kind);
        beforeNextSend.set(() -> stop(ADA));

        lead(ADA, "chert");
        awaitDone();

        assertThat(kinds(ADA)).isEmpty();
        assertThat(Ledgers.states(ledger)).containsExactly(StepState.NOT_SENT);
        assertThat(flows.report("?by=LEAD&person=RAW(" + ADA + ")"))
                .contains("\"state\":\"REFUSED_OPT_OUT\"", "opted out on 2026-03-02")
                .doesNotContain("ASIDE");
        lead(BOB, "chert");
        awaitDone();
        assertThat(kinds(BOB)).containsExactly("text");
    }

    /** The nodes share the database, and nothing else. */
    @Test
    void anotherNodeMayHearTheStop() throws Exception {
        start(Ledgers.Kind.POSTGRESQL);
        ChatLedger other = ledgers.another(Ledgers.Kind.POSTGRESQL);
        other.setClock(clock);
        try (Flows node = Flows.withoutWelcome(twin.port(), other, Map.of())) {
            beforeNextSend.set(() -> node.send("campaign:opt-out", null, Flows.person(ADA)));

            lead(ADA, "wa");
            awaitDone();
        }

        assertThat(kinds(ADA)).isEmpty();
        assertThat(standing().refused()).isEqualTo(1);
    }

    /** The provider refuses the first try, and the client waits before the second. */
    @Test
    void aTextThatIsTriedAgainDoesNotLeave() throws Exception {
        start(Ledgers.Kind.SQLITE);
        twin.inject(Fault.error("1007").retryAfter(1).on("POST", "/send$"));
        lead(ADA, "chert");
        await().until(() ->
                twin.requests().stream().anyMatch(request -> request.path().endsWith("/send")));

        stop(ADA);
        awaitDone();

        assertThat(kinds(ADA)).isEmpty();
        assertThat(standing().refused()).isEqualTo(1);
    }

    static Stream<String> numberKeys() {
        return Stream.of(null, "the+number/key-of-these-tests=");
    }

    @ParameterizedTest
    @MethodSource("numberKeys")
    void aShareThatWaitsDoesNotLeave(String numberKey) throws Exception {
        start(Ledgers.Kind.SQLITE, numberKey);
        campaign.setShare(true);
        lead(ADA, "linq");
        awaitDone();
        flows.send("linq:ensure-card?from=%2B12025550143&firstName=Harbor", null);
        clock.advance(Duration.ofHours(25));
        beforeNextSend.set(() -> stop(ADA));

        flows.send("direct:daily-share", null);

        assertThat(kinds(ADA)).containsExactly("text");
        assertThat(flows.report("?by=SHARE")).contains("opted out");
    }

    @Test
    void aLaterFollowUpThatWaitsDoesNotLeave() throws Exception {
        start(Ledgers.Kind.SQLITE);
        campaign.setFollowUp("One more");
        campaign.setFollowUpAfter("1h");
        lead(ADA, "wa");
        awaitDone();
        clock.advance(Duration.ofHours(2));
        beforeNextSend.set(() -> stop(ADA));

        flows.send("direct:follow-up", null);

        assertThat(kinds(ADA)).containsExactly("text");
    }

    /** The help text asks for no consent: a person who opted out may ask for help. */
    @Test
    void aTextWithoutACheckOfConsentLeaves() throws Exception {
        start(Ledgers.Kind.SQLITE);
        stop(ADA);

        flows.send("direct:help", null, Map.of("CamelCardRecipient", ADA, "CamelCardProvider", "wa"));

        assertThat(kinds(ADA)).containsExactly("text");
    }

    private LeadTable.Standing standing() {
        return CampaignStore.of(ledger).leads.standing("waiting");
    }
}
