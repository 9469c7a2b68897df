// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A STOP whose event was lost, because no node ran, is found in the history of the chat. */
class StopWhileDownTest {

    private static final String ADA = "+12125550100";

    /** The ledger writes by the clock of its database when it lives. */
    private final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private final TwinServer twin = TwinServer.start(clock);
    private final Campaign campaign = new Campaign();
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        open(ledgers.fresh(Ledgers.Kind.SQLITE));
    }

    private void open(ChatLedger opened) throws Exception {
        ledger = opened;
        ledger.setClock(clock);
        flows = new Flows(twin, ledger);
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        flows.camel.getRegistry().bind("down", campaign);
    }

    @AfterEach
    void close() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private void welcome(String channel) {
        flows.lead(Map.of("name", "Ada", "phone", ADA, "channel", channel, "campaign", "down", "consent", true));
        await().until(() -> CampaignStore.of(ledger).leads.standing("down").waiting() == 0);
    }

    private void write(String channel, String text) {
        switch (channel) {
            case "chert" -> twin.chert().receive(ADA, text);
            case "linq" -> twin.linq().receiveIn(twin.journal(ADA).get(0).chatId(), text);
            default -> twin.wa().receive("twin", ADA, text);
        }
    }

    private void restart() throws Exception {
        flows.close();
        ledger.close();
        clock.advance(Duration.ofHours(1));
        open(ledgers.another(Ledgers.Kind.SQLITE));
    }

    private boolean consents() {
        return flows.send("campaign:consent", null, Flows.person(ADA))
                .getMessage()
                .getHeader(CampaignConstants.CONSENT, Boolean.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void isHeardAfterTheStart(String channel) throws Exception {
        welcome(channel);
        clock.advance(Duration.ofMinutes(10));
        write(channel, "Stop!");
        restart();
        assertThat(consents()).isTrue();

        flows.send("direct:unheard", null);

        assertThat(consents()).isFalse();
        assertThat(flows.send("ledger:explain?format=TEXT", null, Flows.person(ADA))
                        .getMessage()
                        .getBody(String.class))
                .contains("STOP");
    }

    @Test
    void aLaterStartCounts() throws Exception {
        welcome("wa");
        clock.advance(Duration.ofMinutes(10));
        write("wa", "stop");
        clock.advance(Duration.ofMinutes(1));
        write("wa", "start");
        restart();

        flows.send("direct:unheard", null);

        assertThat(consents()).isTrue();
    }

    /** Such as twins that started again: each chat of the ledger is unknown to them, which no operator can mend. */
    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq"})
    void saysNothingOfAChatThatTheProviderDoesNotKnow(String channel) throws Exception {
        welcome(channel);
        restart();
        twin.reset();
        int before = twin.requests().size();
        try (LogRecords logs = LogRecords.capture()) {
            flows.send("direct:unheard", null);

            assertThat(twin.requests()).hasSizeGreaterThan(before);
            assertThat(logs.texts()).noneMatch(text -> text.contains("Could not read"));
        }
    }

    /** What people wrote before was heard. */
    @Test
    void readsNothingWithoutAnOutage() {
        welcome("wa");
        long before = twin.requests().size();

        flows.send("direct:unheard", null);

        assertThat(twin.requests()).hasSize((int) before);
    }
}
