// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.ledger.StepState;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The shipped welcome: text, card and follow-up, each once despite faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WelcomeTest {

    private static final String ADA = "+14155550100";
    private static final Map<String, Object> LEAD =
            Map.of("name", "Ada", "phone", "+1 (415) 555-0100", "campaign", "welcome", "consent", true);

    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start();
        ledgers = new Ledgers();
    }

    @BeforeEach
    void fresh() throws Exception {
        twin.reset();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setLease("1s");
        flows = new Flows(twin, ledger);
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

    private List<String> kinds(String phone) {
        return twin.journal(phone).stream().map(JournalEntry::kind).toList();
    }

    private void awaitDone(String campaign) {
        await().until(() -> CampaignStore.of(ledger).leads.standing(campaign).waiting() == 0);
    }

    private LeadTable.Standing standing(String campaign) {
        return CampaignStore.of(ledger).leads.standing(campaign);
    }

    private static Map<String, Object> with(Map<String, Object> lead, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(lead);
        changed.put(field, value);
        return changed;
    }

    @Test
    void welcomesALeadOnce() {
        assertThat(flows.lead(LEAD).get("accepted")).isEqualTo(1L);
        awaitDone("welcome");
        assertThat(kinds(ADA)).containsExactly("text", "card");
        JournalEntry text = twin.journal(ADA).get(0);
        assertThat(text.content().toString()).contains("Hi Ada, this is Harbor Books.");
        assertThat(twin.journal(ADA).get(1).content().toString()).contains("Harbor Books", "+12025550143");

        assertThat(flows.lead(LEAD).get("known")).isEqualTo(1L);
        // Another lead of the same person and campaign.
        assertThat(flows.lead(with(LEAD, "id", "crm-17")).get("accepted")).isEqualTo(1L);
        awaitDone("welcome");
        assertThat(kinds(ADA)).containsExactly("text", "card");
        assertThat(standing("welcome").done()).isEqualTo(2);
    }

    @Test
    void welcomesOnEachProvider() {
        flows.lead(with(LEAD, "channel", "linq"));
        flows.lead(with(LEAD, "channel", "wa"));
        awaitDone("welcome");
        assertThat(twin.journal(ADA).stream().map(entry -> entry.provider() + " " + entry.kind()))
                .containsExactlyInAnyOrder("linq text", "linq card", "wa text", "wa card");
    }

    @Test
    void sendsTheLeadsCardAndASecondText() {
        Map<String, Object> contact =
                Map.of("full_name", "Rita Rep", "phones", List.of(Map.of("value", "+12025550199")));
        flows.lead(Map.of(
                "name",
                "Ada",
                "phone",
                ADA,
                "campaign",
                "sales-rep",
                "consent",
                "yes",
                "rep",
                "Rita",
                "contact",
                contact));
        awaitDone("sales-rep");
        assertThat(kinds(ADA)).containsExactly("text", "card", "text");
        assertThat(twin.journal(ADA).toString()).contains("Rita will help you", "Rita Rep", "Save the contact");
    }

    @Test
    void setsAsideAPermanentFailureAndSkipsNoStep() {
        twin.inject(Fault.error("1002").on("POST", "/send$"));
        flows.lead(LEAD);
        await().until(() -> standing("welcome").aside() == 1);
        assertThat(kinds(ADA)).containsExactly("card");
        assertThat(flows.report("?by=LEAD&campaign=welcome&person=RAW(" + ADA + ")"))
                .contains("\"person\":\"" + ADA + "\"", "\"state\":\"ASIDE\"", "\"attempts\":1")
                .contains("\"reason\":\"Not all steps of welcome were sent: {text=NOT_SENT}; the last failure was"
                        + " INVALID_REQUEST 1002\"");
        assertThat(flows.report("?by=LEAD&campaign=event")).isEqualTo("[]");

        assertThat(flows.send("campaign:replay", null).getMessage().getHeader(CampaignConstants.COUNT))
                .isEqualTo(1L);
        awaitDone("welcome");
        assertThat(kinds(ADA)).containsExactlyInAnyOrder("card", "text");
    }

    @Test
    void retriesATemporaryFailureInOrder() {
        twin.inject(Fault.error("1007").retryAfter(0).on("POST", "/send$").times(3));
        flows.lead(LEAD);
        awaitDone("welcome");
        assertThat(kinds(ADA)).containsExactly("text", "card");
    }

    @Test
    void sendsATextInDoubtOnce() {
        twin.inject(
                Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send$").times(3));
        flows.lead(LEAD);
        awaitSettled();
        assertThat(kinds(ADA)).containsExactly("text", "card");
    }

    /** Else the text might arrive after the card. */
    @Test
    void sendsNoCardBeforeItsTextIsSettled() {
        twin.inject(
                Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send$").times(3));
        flows.lead(LEAD);
        await().until(() -> Ledgers.states(ledger).equals(List.of(StepState.IN_DOUBT)));
        await().during(Duration.ofSeconds(1)).until(() -> kinds(ADA).equals(List.of("text")));
        // The lead is looked at again and again, which is no attempt.
        await().untilAsserted(() -> assertThat(flows.report("?by=LEAD"))
                .contains("\"state\":\"WAITING\"", "\"attempts\":0", "text=IN_DOUBT"));
        awaitSettled();
        assertThat(kinds(ADA)).containsExactly("text", "card");
        assertThat(Ledgers.states(ledger)).containsOnly(StepState.SENT);
    }

    @Test
    void sendsTheCardAtOnceIfStepsAreNotOrdered() {
        flows.camel
                .getRegistry()
                .lookupByNameAndType("oncePerChat", OncePerChat.class)
                .setOrderedSteps(false);
        twin.inject(
                Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send$").times(3));
        flows.lead(LEAD);
        await().until(() -> kinds(ADA).equals(List.of("text", "card")));
        assertThat(Ledgers.states(ledger)).contains(StepState.IN_DOUBT);
    }

    /** Chert has no key for cards, and its history does not show them. */
    @Test
    void leavesACardInDoubtToThePolicy() {
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send-contact"));
        flows.lead(LEAD);
        awaitSettled();
        assertThat(kinds(ADA)).containsExactly("text", "card");
        assertThat(flows.report("?state=IN_DOUBT&format=CSV"))
                .contains("key,flow,step")
                .contains(",welcome,card,chert,")
                .contains("IN_DOUBT,SKIP");
        assertThat(standing("welcome").doubtful()).isEqualTo(1);
        assertThat(standing("welcome").done()).isZero();
        assertThat(flows.report("?by=LEAD")).contains("\"state\":\"DONE_WITH_DOUBTS\"");
        assertThat(flows.report("?by=LINE")).isEqualTo("[{\"line\":\"chert:\",\"spent\":0,\"done_with_doubts\":1}]");
        assertThat(ledger.countDoubts()).isZero();
        assertThat(ledger.countSkipped()).isEqualTo(1);
        assertThat(inDoubt("")).isEmpty();
        assertThat(inDoubt("?decided=true")).singleElement().satisfies(step -> assertThat(step.getHeaders())
                .containsEntry(LedgerConstants.DECISION, "SKIP")
                .containsEntry(LedgerConstants.CLAIM_KEY, step.getBody()));
    }

    private List<Message> inDoubt(String options) {
        List<Message> steps = new ArrayList<>();
        Iterator<?> found =
                flows.send("ledger:in-doubt" + options, null).getMessage().getBody(Iterator.class);
        found.forEachRemaining(step -> steps.add((Message) step));
        return steps;
    }

    @Test
    void settlesByTheHistoryOfWhatsApp() {
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send/contact"));
        flows.lead(with(LEAD, "channel", "wa"));
        awaitSettled();
        assertThat(kinds(ADA)).containsExactly("text", "card");
        assertThat(flows.report("?by=STEP")).doesNotContain("\"sent\":0").doesNotContain("\"in_doubt\":1");
    }

    /** Runs the settling, as its timer does, until the lead is done. */
    private void awaitSettled() {
        await().until(() -> !Ledgers.states(ledger).isEmpty());
        await().until(() -> {
            flows.send("direct:settle", null);
            return Ledgers.states(ledger).size() == 2 && standing("welcome").waiting() == 0;
        });
    }

    @Test
    void doesNotWelcomeAPersonWhoOptedOut() {
        flows.send("campaign:opt-out", null, Flows.person(ADA));
        flows.lead(LEAD);
        awaitDone("welcome");
        assertThat(kinds(ADA)).isEmpty();
        flows.send("campaign:opt-in", null, Flows.person(ADA));
        flows.lead(with(LEAD, "id", "again"));
        awaitDone("welcome");
        assertThat(kinds(ADA)).containsExactly("text", "card");
    }

    /** The person says STOP before the answer to the text arrives. */
    @Test
    void sendsNothingAfterStop() {
        flows.camel.getRegistry().lookupByNameAndType("welcome", Campaign.class).setShare(true);
        twin.inject(Fault.latency(Duration.ofSeconds(1)).on("POST", "/send$"));
        flows.lead(LEAD);
        await().until(() -> Ledgers.states(ledger).contains(StepState.SENDING));
        flows.send("campaign:opt-out", null, Flows.person(ADA));
        awaitDone("welcome");
        assertThat(kinds(ADA)).containsExactly("text");
        assertThat(standing("welcome").refused()).isEqualTo(1);
        assertThat(CampaignStore.of(ledger).shares.page("daily-share", 1, "", 1))
                .isEmpty();
    }

    @Test
    void refusesBadLeadsWithTheFieldAndTheCure() {
        List<Object> leads = new ArrayList<>();
        leads.add(with(LEAD, "phone", "089 123"));
        leads.add(with(LEAD, "consent", "no"));
        leads.add(with(LEAD, "campaign", "unknown"));
        leads.add(with(LEAD, "channel", "fax"));
        leads.add(with(LEAD, "time_zone", "Atlantis"));
        leads.add(with(LEAD, "contact", "nobody"));
        leads.add(with(LEAD, "name", null));
        leads.add(LEAD);
        Map<?, ?> counts = flows.lead(leads);
        assertThat(counts.get("accepted")).isEqualTo(1L);
        assertThat((List<?>) counts.get("refused"))
                .hasSize(7)
                .extracting(Object::toString)
                .satisfiesExactly(
                        phone -> assertThat(phone).contains("phone").doesNotContain("089"),
                        consent -> assertThat(consent).contains("consent", "if the person agreed"),
                        campaign -> assertThat(campaign).contains("campaign", "welcome"),
                        channel -> assertThat(channel).contains("channel", "linq"),
                        zone -> assertThat(zone).contains("time_zone", "Europe/Berlin"),
                        contact -> assertThat(contact).contains("contact", "full_name"),
                        name -> assertThat(name).contains("name"));
    }

    @Test
    void forgetsAPerson() {
        flows.lead(LEAD);
        awaitDone("welcome");
        flows.send("campaign:opt-out", null, Flows.person(ADA));
        assertThat(flows.report("?person=%2B14155550100")).contains("+14155550100");
        assertThat((long) flows.send("ledger:forget", null, Flows.person(ADA))
                        .getMessage()
                        .getHeader(LedgerConstants.COUNT))
                .isPositive();
        assertThat(flows.report("")).isEqualTo("[]");
        assertThat(flows.send("campaign:consent", null, Flows.person(ADA))
                        .getMessage()
                        .getHeader(CampaignConstants.CONSENT))
                .isEqualTo(false);
    }
}
