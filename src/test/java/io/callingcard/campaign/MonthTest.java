// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs the flows for thirty days with chats in four regions, two of which change to summer time. A test
 * clock moves the time. The journal of the twins is checked against each rule.
 */
class MonthTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T15:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int MOST = 12;
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final LocalTime EVENING = LocalTime.of(20, 0);

    private final MovableClock clock = new MovableClock(BEGIN);
    private final Map<String, Instant> stopped = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();
    private int chats;

    /** The regions: time zone and prefix of the numbers. */
    private enum Region {
        NEW_YORK("+1212555", "America/New_York"),
        LOS_ANGELES("+1213555", "America/Los_Angeles"),
        BERLIN("+4930901", "Europe/Berlin"),
        TOKYO("+8133588", "Asia/Tokyo");

        private final String prefix;
        private final ZoneId zone;

        Region(String prefix, String zone) {
            this.prefix = prefix;
            this.zone = ZoneId.of(zone);
        }
    }

    private static Region region(int person) {
        return Region.values()[person % 4];
    }

    private static String phone(int person) {
        return region(person).prefix + (1000 + person);
    }

    private static String channel(int person) {
        return List.of("chert", "linq", "linq", "chert", "wa").get(person % 5);
    }

    @Test
    @Timeout(300)
    void sendsEachStepOnceInAMonth() throws Exception {
        month(200);
    }

    @Test
    @Tag("full")
    @Timeout(300)
    void sendsEachStepOnceInAMonthToAThousand() throws Exception {
        month(1_000);
    }

    private void month(int people) throws Exception {
        chats = people;
        Ledgers ledgers = new Ledgers();
        try (TwinServer twin = TwinServer.start(clock)) {
            ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
            ledger.setClock(clock);
            try (Flows flows = new Flows(twin, ledger)) {
                campaigns(flows);
                flows.send("linq:ensure-card?from=%2B12025550143&firstName=Harbor&lastName=Books", null);
                welcome(flows, ledger);
                for (int i = 1; i <= 30 * 48; i++) {
                    clock.advance(STEP);
                    flows.send("direct:daily-share", null);
                    if (i == 10 * 48) {
                        receive(flows, stopped, 0, "STOP");
                    }
                    if (i == 5 * 48) {
                        receive(flows, answered, 1, "Thanks, got it");
                    }
                }
                checkPhones(twin);
            }
        } finally {
            ledgers.close();
        }
    }

    private static void campaigns(Flows flows) {
        Campaign shared = new Campaign();
        shared.setText("Hi {name}");
        shared.setCard(Campaign.CardStep.NONE);
        shared.setShare(true);
        shared.setMaxShares(MOST);
        flows.camel.getRegistry().bind("month", shared);
        Campaign sent = new Campaign();
        sent.setText("Hi {name}");
        sent.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        sent.setCard(Campaign.CardStep.NONE);
        sent.setShare(true);
        sent.setShareAs(Campaign.CardStep.SEND);
        sent.setShareEvery("7d");
        flows.camel.getRegistry().bind("weekly", sent);
        Campaign unset = new Campaign();
        unset.setText("Hi {name}");
        unset.setCard(Campaign.CardStep.NONE);
        unset.setShare(true);
        flows.camel.getRegistry().bind("unset", unset);
    }

    private void welcome(Flows flows, ChatLedger ledger) {
        List<Object> leads = new ArrayList<>();
        for (int person = 0; person < chats; person++) {
            String channel = channel(person);
            String campaign = !channel.equals("wa") ? "month" : person % 2 == 0 ? "weekly" : "unset";
            leads.add(Map.of(
                    "name", "Ada", "phone", phone(person), "channel", channel, "campaign", campaign, "consent", true));
        }
        assertThat(flows.lead(leads).get("accepted")).isEqualTo((long) chats);
        await().until(() -> CampaignStore.of(ledger).leads.standing("month").waiting()
                        + CampaignStore.of(ledger).leads.standing("weekly").waiting()
                        + CampaignStore.of(ledger).leads.standing("unset").waiting()
                == 0);
    }

    /** Receives a message from one person in ten, in the chat of the welcome. */
    private void receive(Flows flows, Map<String, Instant> times, int first, String words) {
        for (int person = first; person < chats; person += 10) {
            String phone = phone(person);
            InboundEvent.Builder event = new InboundEvent.Builder(channel(person), Json.object(), clock.instant())
                    .type(EventType.MESSAGE_RECEIVED, "message")
                    .id("e-" + person + words.length())
                    .chat("chat-of-" + phone, false)
                    .sender(phone, null, false)
                    .text(words);
            flows.receive(event.build());
            times.put(phone, clock.instant());
        }
    }

    private void checkPhones(TwinServer twin) {
        Map<String, List<Instant>> shares = new HashMap<>();
        for (JournalEntry entry : twin.journal()) {
            if (!entry.kind().equals("text")) {
                shares.computeIfAbsent(entry.phone(), phone -> new ArrayList<>())
                        .add(entry.at());
            }
        }
        Set<Integer> counts = new HashSet<>();
        for (int person = 0; person < chats; person++) {
            String phone = phone(person);
            ZoneId zone = region(person).zone;
            List<Instant> all = shares.getOrDefault(phone, List.of());
            counts.add(all.size());
            Set<LocalDate> days = new HashSet<>();
            Instant before = null;
            for (Instant share : all) {
                LocalTime local = share.atZone(zone).toLocalTime();
                assertThat(local).as("never at night").isAfterOrEqualTo(MORNING).isBefore(EVENING);
                assertThat(days.add(share.atZone(zone).toLocalDate()))
                        .as("once a day")
                        .isTrue();
                assertThat(before == null || !share.isBefore(before.plus(Duration.ofHours(24))))
                        .as("24 hours apart")
                        .isTrue();
                assertThat(share).isAfterOrEqualTo(BEGIN.plus(Duration.ofHours(24)));
                if (stopped.containsKey(phone)) {
                    assertThat(share).as("never after STOP").isBeforeOrEqualTo(stopped.get(phone));
                }
                if (answered.containsKey(phone)) {
                    assertThat(share).as("never after an answer").isBeforeOrEqualTo(answered.get(phone));
                }
                before = share;
            }
            if (channel(person).equals("wa")) {
                assertThat(all).hasSize(person % 2 == 0 && !hasReplied(phone) ? 4 : all.size());
                assertThat(person % 2 == 0 || all.isEmpty())
                        .as("off unless the campaign sets it")
                        .isTrue();
            } else if (!hasReplied(phone)) {
                assertThat(all).as("as often as the campaign wants").hasSize(MOST);
            } else {
                assertThat(all).isNotEmpty();
            }
        }
        assertThat(counts).contains(MOST);
    }

    private boolean hasReplied(String phone) {
        return stopped.containsKey(phone) || answered.containsKey(phone);
    }
}
