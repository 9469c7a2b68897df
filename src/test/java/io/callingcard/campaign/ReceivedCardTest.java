// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A card that a person sends ends the daily share, in each form in which the providers report it. */
class ReceivedCardTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";
    private static final String LINE = "+12025550143";
    private static final String LINQ_SECRET = "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=";
    private static final String VCARD =
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lovelace;Ada;;;\r\nFN:Ada Lovelace\r\nTEL:+12125550100\r\nEND:VCARD\r\n";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T19:00:00Z"));
    private final TwinServer twin = TwinServer.start(clock);
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        flows = new Flows(twin, ledger);
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setShare(true);
        flows.camel.getRegistry().bind("shared", campaign);
        int port = EventHost.freePort();
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(port);
        flows.camel.addService(new VertxPlatformHttpServer(configuration));
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("chert:events?webhookVerifyToken=s1").to("direct:inbound");
                from("linq:events?webhookVerifyToken=" + LINQ_SECRET).to("direct:inbound");
            }
        });
        String webhooks = "http://127.0.0.1:" + port + "/webhooks/";
        twin.chert().pace(Duration.ofMillis(5));
        twin.linq().pace(Duration.ofMillis(5));
        twin.chert().webhook(webhooks + "chert", "s1");
        twin.linq().webhook(webhooks + "linq", LINQ_SECRET);
        flows.send("linq:ensure-card?from=%2B12025550143&firstName=Harbor", null);
    }

    @AfterEach
    void stop() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private void welcome(String channel) {
        for (String phone : List.of(ADA, BOB)) {
            flows.lead(
                    Map.of("name", "Ada", "phone", phone, "channel", channel, "campaign", "shared", "consent", true));
        }
        await().until(() -> CampaignStore.of(ledger).leads.standing("shared").waiting() == 0);
    }

    private void aDayLater() {
        clock.advance(Duration.ofHours(25));
        flows.send("direct:daily-share", null);
    }

    private long shares(String phone) {
        return twin.journal(phone).stream()
                .map(JournalEntry::kind)
                .filter("share"::equals)
                .count();
    }

    private void assertThatAdasShareEnds() {
        await().untilAsserted(() -> assertThat(flows.report("?by=SHARE")).contains("\"ended\":\"sent a card\""));
        aDayLater();
        assertThat(List.of(shares(ADA), shares(BOB))).containsExactly(0L, 1L);
    }

    /** Linq reports the name and photo of a person for the line, and names no chat. */
    @Test
    void aNameAndPhotoAtLinqEndsTheShare() {
        welcome("linq");
        twin.linq().receiveOwnCard(LINE, ADA, "Ada", "Lovelace");
        assertThatAdasShareEnds();
    }

    @Test
    void aCardFileAtLinqEndsTheShareBeforeTheFirstShare() {
        welcome("linq");
        twin.linq().receiveCard(LINE, ADA, VCARD);
        assertThatAdasShareEnds();
    }

    /** Chert does not say what kind of file it is. */
    @Test
    void aCardFileAtChertEndsTheShareBeforeTheFirstShare() {
        welcome("chert");
        twin.chert().receiveCard(ADA, VCARD);
        assertThatAdasShareEnds();
    }

    /** Another file, and a file that cannot be read, end nothing. */
    @Test
    void otherFilesAtChertDoNotEndTheShare() {
        welcome("chert");
        twin.chert().receiveCard(ADA, "a photo");
        twin.inject(Fault.error("5001").on("GET", "/content").times(10));
        twin.chert().receiveCard(BOB, VCARD);
        await().until(() -> twin.requests().stream()
                        .filter(request -> request.path().endsWith("/content"))
                        .count()
                == 2);
        aDayLater();
        assertThat(List.of(shares(ADA), shares(BOB))).containsExactly(1L, 1L);
        int calls = twin.requests().size();
        // Any message after the share ends it, so the file is not read.
        twin.clearFaults();
        twin.chert().receiveCard(ADA, "a photo");
        await().untilAsserted(() -> assertThat(flows.report("?by=SHARE")).contains("\"ended\":\"answered\""));
        assertThat(twin.requests()).hasSize(calls);
    }
}
