// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.campaign.Backlog.Figure;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;
import io.callingcard.wa.WaComponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A line that cannot send rests. Its leads wait, and go on by themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineRestTest {

    private static final String SENDS = "/send$|/send/message$|/chats$|/messages$";
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final int LEADS = 20;

    /** How often the clock moves on: slowly enough for the leads that are on their way. */
    private static final Duration PACE = Duration.ofMillis(100);

    private final MovableClock clock = new MovableClock(NOW);
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
        clock.set(NOW);
        twin.reset();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        flows = new Flows(twin.port(), ledger, Map.of());
        campaign().setCard(Campaign.CardStep.NONE);
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

    private Campaign campaign() {
        return flows.camel.getRegistry().lookupByNameAndType("welcome", Campaign.class);
    }

    private LeadTable.Standing standing() {
        return CampaignStore.of(ledger).leads.standing("welcome");
    }

    private void leads(String channel) {
        List<Object> leads = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            leads.add(lead(channel, phone(i)));
        }
        flows.lead(leads);
    }

    private static String phone(int person) {
        return "+1415555" + (1000 + person);
    }

    private static Map<String, Object> lead(String channel, String phone) {
        Map<String, Object> lead = new HashMap<>();
        lead.put("name", "Ada");
        lead.put("phone", phone);
        lead.put("channel", channel);
        lead.put("campaign", "welcome");
        lead.put("consent", true);
        return lead;
    }

    private void fail(String code) {
        Fault fault = Fault.error(code).on("POST", SENDS).times(100_000);
        twin.inject(code.equals("INVALID_WA_CLI") ? fault.message("your WhatsApp CLI is invalid or empty") : fault);
    }

    private long sends() {
        return twin.requests().stream()
                .filter(request -> request.path().matches(".*(" + SENDS + ")"))
                .count();
    }

    private String lines() {
        return flows.report("?by=LINE");
    }

    /** Lets the leads that are in hand fail. */
    private void awaitRest() {
        await().until(() -> lines().contains("paused_until"));
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "chert, 2004, option secret",
        "chert, 2001, option tenant",
        "chert, 2008, limit",
        "chert, 3003, not set up",
        "linq, 2004, option apiKey",
        "linq, 2005, account",
        "wa, INVALID_WA_CLI, not logged in",
        "wa, DEVICE_NOT_FOUND, no such device",
        "wa, DEVICE_ID_REQUIRED, option deviceId",
        "wa, WA_REACHOUT_TIMELOCK, strangers",
    })
    void restsALineThatCannotSendAndGoesOnByItself(String channel, String code, String reason) {
        fail(code);
        leads(channel);
        awaitRest();
        assertThat(lines()).contains("\"line\":\"" + channel + ":\"").contains(reason);
        assertThat(standing().waiting()).isEqualTo(LEADS);
        assertThat(standing().aside()).isZero();
        assertThat(flows.report("?by=LEAD")).contains("\"attempts\":0").doesNotContain("\"attempts\":1");

        twin.clearFaults();
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofSeconds(30));
            return standing().done() == LEADS;
        });
        assertThat(twin.journal().stream().map(JournalEntry::kind)).hasSize(LEADS);
        assertThat(lines()).doesNotContain("paused_until");
    }

    /** From 30 seconds to 15 minutes. One message asks whether the line works again. */
    @Test
    void probesWithOneLeadAndDoublesTheWait() {
        fail("2004");
        leads("chert");
        awaitRest();
        long sent = sends();
        assertThat(sent).isLessThanOrEqualTo(8);
        Instant now = NOW;
        for (int wait : new int[] {30, 60, 120, 240, 480, 900, 900}) {
            now = now.plusSeconds(wait);
            String until = "\"paused_until\":\"" + now + "\"";
            assertThat(lines()).contains(until);
            clock.set(now.minusMillis(1));
            await().during(Duration.ofMillis(300)).until(() -> lines().contains(until));
            assertThat(sends()).isEqualTo(sent);
            clock.set(now);
            await().until(() -> !lines().contains(until));
            awaitRest();
            sent++;
            assertThat(sends()).isEqualTo(sent);
        }
        assertThat(standing().aside()).isZero();
    }

    @Test
    void doesNotRestTheOtherLines() {
        fail("2004");
        leads("chert");
        awaitRest();
        twin.clearFaults();
        flows.lead(lead("linq", "+14155550177"));
        Map<String, Object> own = lead("chert", "+14155550178");
        own.put("line", "+12025550143");
        twin.chert().addLine("+12025550143");
        flows.lead(own);
        await().until(() -> standing().done() == 2);
        assertThat(twin.journal("+14155550177")).hasSize(1);
        assertThat(twin.journal("+14155550178")).hasSize(1);
        assertThat(standing().waiting()).isEqualTo(LEADS);
    }

    /** A failure of one message says nothing about the line. */
    /** The operator removed the line, or its credentials: no lead can be mended by a person. */
    @Test
    void leadsOfALineThatIsNotSetUpWait() {
        flows.camel.getComponent("wa", WaComponent.class).getConfiguration().setBaseUrl(null);
        leads("wa");
        awaitRest();
        assertThat(lines()).contains("the line is not set up: ");
        assertThat(standing().aside()).isZero();
        assertThat(sends()).isZero();
    }

    @Test
    void refusesLeadsForALineThatIsNotHere() {
        assertThat(flows.camel
                        .createProducerTemplate()
                        .requestBody("campaign:add-leads?channels=chert, linq", lead("wa", phone(0)))
                        .toString())
                .contains("channel: is wa, which has no line here. Use one of chert, linq");
        assertThat(flows.camel
                        .createProducerTemplate()
                        .requestBody("campaign:add-leads?channels=chert, wa", lead("wa", phone(0)))
                        .toString())
                .contains("accepted=1");
    }

    @Test
    void setsAsideOnlyTheLeadThatAPersonMustMend() {
        twin.inject(Fault.error("1003").on("POST", SENDS));
        leads("chert");
        await().until(() -> standing().done() == LEADS - 1);
        assertThat(standing().aside()).isEqualTo(1);
        assertThat(lines()).doesNotContain("paused_until");
    }

    @Test
    void restsALineWithoutAnActiveCardWhoseLeadsAreSharedTheCard() {
        campaign().setCard(Campaign.CardStep.SHARE);
        flows.lead(lead("linq", "+14155550177"));
        awaitRest();
        assertThat(lines()).contains("card");
        assertThat(standing().waiting()).isEqualTo(1);
        flows.send("linq:ensure-card?from=%2B12025550143&firstName=Harbor", null);
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofMinutes(1));
            return standing().done() == 1;
        });
        assertThat(twin.journal("+14155550177").stream().map(JournalEntry::kind))
                .containsExactly("text", "share");
    }

    /** The provider is away for longer than the attempts of a lead last. */
    @Test
    void setsALeadAsideWhosePersonIsNotOnWhatsApp() {
        twin.wa().unregister("14155550177");
        flows.lead(lead("wa", "+14155550177"));
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofHours(1));
            return standing().aside() == 1;
        });
        long asked = twin.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
        assertThat(asked).isLessThanOrEqualTo(10);
        assertThat(flows.report("?by=LEAD")).contains("the number is not on WhatsApp");
    }

    @Test
    void setsNoLeadAsideForAnOutageOfTheProvider() {
        twin.inject(Fault.error("1007").on("POST", SENDS).times(100_000));
        twin.inject(Fault.of(Fault.Kind.RESET_BEFORE_READING).on("POST", SENDS).times(100_000));
        flows.lead(lead("chert", "+14155550177"));
        for (int i = 0; i < 15; i++) {
            await().until(() -> flows.report("?by=LEAD").contains("\"state\":\"WAITING\""));
            clock.advance(Duration.ofMinutes(5));
        }
        assertThat(standing().aside()).isZero();
        twin.clearFaults();
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofMinutes(5));
            return standing().done() == 1;
        });
    }

    @Test
    void reportsARestingLineInTheHealth() {
        fail("2004");
        leads("chert");
        awaitRest();
        assertThat(health()).contains("chert", "option secret");
        twin.clearFaults();
        await().pollInterval(PACE).until(() -> {
            clock.advance(Duration.ofSeconds(30));
            return standing().done() == LEADS;
        });
        await().until(() -> !health().contains("option secret"));
        assertThat(health()).contains("chert=sends");
    }

    /** Metrics and health show the same. */
    @Test
    void tellsWhatWaits() throws Exception {
        fail("2004");
        leads("chert");
        awaitRest();
        clock.advance(Duration.ofHours(1));
        await().until(() -> count(Figure.DUE) > 0 && count(Figure.OLDEST_DUE_SECONDS) >= 3_000);
        assertThat(count(Figure.WAITING) + count(Figure.IN_PROGRESS)).isEqualTo(LEADS);
        assertThat(component().countRestingLines("chert")).isOne();
        assertThat(component().countRestingLines("wa")).isZero();
        assertThat(component().restingLines().get("chert")).contains("option secret");
        assertThat(component().campaigns()).contains("welcome");
        assertThat(component().count("none", "waiting")).isZero();
        // Only the states are counted here, so nothing may change them.
        flows.close();
        ChatLedger again = ledgers.another(Ledgers.Kind.SQLITE);
        again.setClock(clock);
        CampaignStore store = CampaignStore.of(again);
        store.database.write(connection -> Sql.update(connection, "UPDATE callingcard_lead SET state = 3"));
        assertThat(store.backlog.count("welcome", Figure.SET_ASIDE)).isEqualTo(LEADS);
        store.database.write(connection -> Sql.update(connection, "UPDATE callingcard_lead SET state = 4"));
        assertThat(store.backlog.count("welcome", Figure.SET_ASIDE))
                .as("counted a moment ago")
                .isEqualTo(LEADS);
        clock.advance(Duration.ofMinutes(1));
        assertThat(store.backlog.count("welcome", Figure.DONE_WITH_DOUBTS)).isEqualTo(LEADS);
        assertThat(store.backlog.lastTotal(Figure.DONE_WITH_DOUBTS)).isEqualTo(LEADS);
        assertThat(store.backlog.lastTotal(Figure.OLDEST_DUE_SECONDS)).isZero();
    }

    private CampaignComponent component() {
        return flows.camel.getComponent("campaign", CampaignComponent.class);
    }

    private long count(Figure figure) {
        return component().count("welcome", figure.word());
    }

    private String health() {
        return HealthCheckRegistry.get(flows.camel).stream()
                .filter(check -> check.getId().equals("lines"))
                .map(check -> check.call().getDetails().toString())
                .findFirst()
                .orElse("");
    }
}
