// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How many leads and shares are under way: a number of the operator, and not one of threads. */
class InFlightTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T19:00:00Z"));
    private final TwinServer twin = TwinServer.start(clock);
    private final Campaign campaign = new Campaign();
    private final AtomicInteger sending = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    private void start(int maxInFlight) throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        flows = Flows.withoutWelcome(
                twin.port(), ledger, Map.of("callingcard.max-in-flight", Integer.toString(maxInFlight)));
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        flows.camel.getRegistry().bind("many", campaign);
        EventNotifierSupport calls = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeSendingEvent begin
                        && isCall(begin.getEndpoint().getEndpointUri())) {
                    most.accumulateAndGet(sending.incrementAndGet(), Math::max);
                } else if (event instanceof CamelEvent.ExchangeSentEvent end
                        && isCall(end.getEndpoint().getEndpointUri())) {
                    sending.decrementAndGet();
                }
            }
        };
        flows.camel.getManagementStrategy().addEventNotifier(calls);
        calls.start();
    }

    private static boolean isCall(String uri) {
        return uri.startsWith("chert:") || uri.startsWith("linq:") || uri.startsWith("wa:");
    }

    @AfterEach
    void close() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private void add(String channel, int count) {
        List<Object> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leads.add(Map.of(
                    "name",
                    "Ada",
                    "phone",
                    "+1415555" + (channel.equals("wa") ? 2_000 + i : 1_000 + i),
                    "channel",
                    channel,
                    "campaign",
                    "many",
                    "consent",
                    true));
        }
        flows.lead(leads);
    }

    private long texts(String provider) {
        return twin.journal().stream()
                .map(JournalEntry::provider)
                .filter(provider::equals)
                .count();
    }

    /** Before, eight leads were under way, because each took a thread. */
    @Test
    void leadsThatWaitForAnAnswerNeedNoThread() throws Exception {
        start(256);
        add("chert", 300);
        int threads = Thread.activeCount();
        twin.inject(Fault.latency(Duration.ofMillis(500)).times(1_000));
        flows.camel.getRouteController().startRoute("welcome");
        await().until(() -> texts("chert") == 300);
        assertThat(most.get()).isGreaterThan(60);
        assertThat(Thread.activeCount()).isLessThan(threads + 90);
    }

    /** A line that is slow takes a few places only. */
    @Test
    void aSlowLineLeavesThePlacesToTheOthers() throws Exception {
        start(32);
        add("wa", 40);
        add("chert", 40);
        twin.inject(
                Fault.latency(Duration.ofSeconds(2)).on("POST", "/send/message").times(1_000));
        flows.camel.getRouteController().startRoute("welcome");
        await().until(() -> texts("chert") == 40);
        assertThat(texts("wa")).isLessThan(40);
        twin.clearFaults();
    }

    @Test
    void sharesAreBoundedToo() throws Exception {
        start(4);
        campaign.setShare(true);
        add("chert", 30);
        flows.camel.getRouteController().startRoute("welcome");
        await().until(() -> CampaignStore.of(ledger).leads.standing("many").done() == 30);
        clock.advance(Duration.ofHours(25));
        most.set(0);
        twin.inject(Fault.latency(Duration.ofMillis(100)).times(1_000));
        flows.send("direct:daily-share", null);
        assertThat(texts("chert")).isEqualTo(60);
        assertThat(most.get()).isBetween(2, 4);
    }
}
