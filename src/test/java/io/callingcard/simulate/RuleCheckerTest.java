// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Checks each rule with a real journal that keeps it, and with a changed one that breaks it. */
class RuleCheckerTest {

    private static final String PERSON = EngineJournal.AMERICAN + "00";
    private static final String WELCOME = "welcome";
    private static final String RECEIVED = "received";
    private static final String STEP = "step";

    @TempDir
    static Path folder;

    @TempDir
    Path copy;

    private static EngineJournal journal;

    @BeforeAll
    static void simulate() throws Exception {
        journal = EngineJournal.run(folder, 12, PeopleModel.SILENT);
    }

    private List<BrokenRule> broken(Consumer<EngineJournal> change) throws IOException {
        return Analyzed.broken(journal.changed(copy, change));
    }

    private static ObjectNode event(ObjectNode like, String what) {
        return SimulationJson.MAPPER
                .createObjectNode()
                .put("at", like.get("at").asText())
                .put("what", what)
                .put("person", PERSON)
                .put("campaign", WELCOME);
    }

    private static void isBroken(List<BrokenRule> broken, String rule) {
        assertThat(broken).isNotEmpty().allSatisfy(each -> {
            assertThat(each.rule()).isEqualTo(rule);
            assertThat(each.sentence()).endsWith(".").doesNotContain(PERSON);
        });
    }

    @Test
    void fieldsOfTheRulesMayBeMissing() throws IOException {
        String span = "{\"from\": \"2026-01-05T15:00:00Z\", \"until\": \"2026-01-06T15:00:00Z\"";
        Files.writeString(copy.resolve(RulesFile.FILE), span + "}");
        RulesFile none = RulesFile.read(copy);
        assertThat(none.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(none.campaigns()).isEmpty();
        assertThat(none.line("wa")).isEmpty();
        Files.writeString(copy.resolve(RulesFile.FILE), span + ", \"campaigns\": [{\"name\": \"welcome\"}]}");
        RulesFile.CampaignRules welcome = RulesFile.read(copy).campaign(WELCOME).orElseThrow();
        assertThat(welcome.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(welcome.welcome()).isEmpty();
        assertThat(welcome.isFirst("welcome/text")).isFalse();
    }

    @Test
    void theEngineKeepsAllRules() throws IOException {
        assertThat(journal.events()).hasSizeGreaterThan(200);
        assertThat(broken(same -> {})).isEmpty();
    }

    @Test
    void aTextThatArrivesTwiceIsFound() throws IOException {
        List<BrokenRule> broken = broken(changed -> {
            ObjectNode text = changed.first(RECEIVED, PERSON, "kind", "text");
            changed.addBefore(text, text.deepCopy());
        });
        isBroken(broken, "never-twice");
        assertThat(broken).singleElement().extracting(BrokenRule::person).isEqualTo(PERSON);
    }

    @Test
    void twoSharesOnOneDayOfThePersonAreFound() throws IOException {
        // The window that the ledger names is another one, and the checker does not believe it.
        isBroken(
                broken(changed -> {
                    ObjectNode share = changed.first(RECEIVED, PERSON, "kind", "share");
                    ObjectNode step = changed.first(STEP, PERSON, STEP, "daily-share/share");
                    changed.addBefore(share, share.deepCopy());
                    changed.addBefore(share, step.deepCopy().put("window", "2025-12-31"));
                }),
                "never-twice");
    }

    @Test
    void aShareInTheNightOfThePersonIsFound() throws IOException {
        // Half past eight in the evening of California.
        isBroken(
                broken(changed ->
                        changed.first(RECEIVED, PERSON, "kind", "share").put("at", "2026-01-07T04:30:00.000Z")),
                "never-in-quiet-hours");
    }

    @Test
    void aMessageAfterStopIsFound() throws IOException {
        isBroken(
                broken(changed -> {
                    ObjectNode card = changed.first(STEP, PERSON, STEP, "welcome/card");
                    changed.addBefore(
                            card, event(card, "person").put("did", "stopped").put("text", "STOP"));
                }),
                "never-after-stop");
    }

    /** A provider repeats an event for a limited time. */
    @ParameterizedTest
    @ValueSource(strings = {"killed", "stopping"})
    void aMessageAfterAStopThatNoNodeHeardIsAKnownLimit(String end) throws IOException {
        isBroken(
                broken(changed -> {
                    ObjectNode card = changed.first(STEP, PERSON, STEP, "welcome/card");
                    for (String did : List.of(end, "started")) {
                        changed.addBefore(
                                card, event(card, "node").put("node", "1").put("did", did));
                        if (did.equals(end)) {
                            changed.addBefore(
                                    card,
                                    event(card, "person").put("did", "stopped").put("text", "STOP"));
                        }
                    }
                }),
                RuleChecker.STOP_WHILE_DOWN);
    }

    @Test
    void aMessageThatWasOnItsWayIsNotBlamed() throws IOException {
        String late = EngineJournal.AMERICAN + "01";
        assertThat(broken(changed -> {
                    changed.events()
                            .removeIf(each -> each.path("person").asText().equals(late)
                                    && each.path("at").asText().compareTo("2026-01-06T00:00") > 0);
                    ObjectNode card = changed.first(RECEIVED, late, "kind", "card");
                    changed.addBefore(
                            card, event(card, "person").put("person", late).put("did", "stopped"));
                }))
                .isEmpty();
    }

    @Test
    void aCardBeforeItsTextIsFound() throws IOException {
        isBroken(
                broken(changed -> {
                    ObjectNode step = changed.first(STEP, PERSON, STEP, "welcome/text");
                    ObjectNode text = changed.first(RECEIVED, PERSON, "kind", "text");
                    changed.events().remove(step);
                    changed.events().remove(text);
                }),
                "order-in-chat");
    }

    @Test
    void aMessageToARefusedLeadIsFound() throws IOException {
        isBroken(
                broken(changed -> {
                    ObjectNode text = changed.first(RECEIVED, PERSON, "kind", "text");
                    changed.addBefore(text, event(text, "refused").put("reason", "opted_out"));
                    endAfterText(changed);
                }),
                "never-to-refused");
    }

    /** A STOP may arrive after a message, and before the outcome of its step is known. */
    @Test
    void aLeadThatIsRefusedAfterItsMessageBreaksNoRule() throws IOException {
        assertThat(broken(changed -> {
                    ObjectNode step = changed.first(STEP, PERSON, STEP, "welcome/text");
                    changed.addBefore(step, event(step, "refused").put("reason", "opted_out"));
                    endAfterText(changed);
                }))
                .isEmpty();
    }

    /** Removes what happens to the person after the step of the text. */
    private static void endAfterText(EngineJournal journal) {
        List<ObjectNode> events = journal.events();
        int end = events.indexOf(journal.first(STEP, PERSON, STEP, "welcome/text"));
        events.subList(end + 1, events.size())
                .removeIf(each -> each.path("person").asText().equals(PERSON));
    }

    @Test
    void aMessageWithoutAStepIsFound() throws IOException {
        isBroken(
                broken(changed -> {
                    changed.events()
                            .removeIf(each -> each.path("person").asText().equals(PERSON)
                                    && !each.path("kind").asText().equals("text"));
                }),
                "received-has-step");
    }

    @Test
    void aSentStepThatDidNotArriveIsFound() throws IOException {
        isBroken(
                broken(changed -> changed.events().remove(changed.first(RECEIVED, PERSON, "kind", "text"))),
                "sent-was-received");
    }

    @Test
    void aStepInDoubtMayHaveArrivedOrNot() throws IOException {
        assertThat(broken(changed ->
                        changed.first(STEP, PERSON, STEP, "welcome/text").put("outcome", "in_doubt")))
                .isEmpty();
        assertThat(broken(changed -> {
                    changed.first(STEP, PERSON, STEP, "welcome/text").put("outcome", "in_doubt");
                    changed.events().remove(changed.first(RECEIVED, PERSON, "kind", "text"));
                }))
                .isEmpty();
    }

    @Test
    void aStepThatIsSettledIsNotASecondMessage() throws IOException {
        assertThat(broken(changed -> {
                    ObjectNode step = changed.first(STEP, PERSON, STEP, "welcome/text");
                    changed.addBefore(step, step.deepCopy().put("outcome", "in_doubt"));
                }))
                .isEmpty();
    }

    @Test
    void aStepThatTheLedgerCallsNotSentDidNotArrive() throws IOException {
        isBroken(
                broken(changed ->
                        changed.first(STEP, PERSON, STEP, "welcome/text").put("outcome", "not_sent")),
                "never-twice");
    }

    @Test
    void moreFirstMessagesThanTheBudgetAreFound() throws IOException {
        isBroken(broken(changed -> changed.campaign(WELCOME).put("first_touches_per_day", 11)), "budget-per-day");
    }

    @Test
    void firstMessagesWithoutTheirGapAreFound() throws IOException {
        isBroken(broken(changed -> changed.campaign(WELCOME).put("first_touch_gap_millis", 3_600_000)), "budget-gap");
    }

    @Test
    void moreSharesThanTheBudgetAreFound() throws IOException {
        isBroken(broken(changed -> changed.campaign(WELCOME).put("shares_per_day", 3)), "budget-per-day");
    }

    @Test
    void tooManySharesAreFound() throws IOException {
        isBroken(broken(changed -> changed.campaign(WELCOME).put("max_shares", 1)), "max-shares");
    }

    @Test
    void messagesOfALineThatAreTooCloseAreFound() throws IOException {
        isBroken(broken(changed -> changed.line().put("min_interval_millis", 10_000)), "min-interval");
    }

    @Test
    void moreMessagesOfALineThanItsDayHasAreFound() throws IOException {
        isBroken(broken(changed -> changed.line().put("max_per_day", 5)), "line-per-day");
    }

    @Test
    void moreMessagesInFlightThanTheLineMayHaveAreFound() throws IOException {
        isBroken(
                broken(changed -> {
                    changed.line().put("max_in_flight", 1);
                    ObjectNode text = changed.first(RECEIVED, PERSON, "kind", "text");
                    ObjectNode second = changed.first(RECEIVED, EngineJournal.AMERICAN + "01", "kind", "text");
                    changed.events().remove(second);
                    changed.addBefore(text, second);
                }),
                "max-in-flight");
    }

    @Test
    void aJournalThatIsCutIsNamed() throws IOException {
        Path cut = journal.changed(copy, changed -> changed.events().get(3).put("at", "yesterday"));
        assertThatThrownBy(() -> Analyzed.broken(cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("journal.jsonl line 4")
                .hasMessageContaining("Run the simulation again");
    }

    @Test
    void brokenRulesAreCountedAlsoIfTheyAreNotKept() {
        RuleChecker checker =
                new RuleChecker(new RulesFile(1, Instant.EPOCH, Instant.MAX, null, List.of(), List.of(), null, null));
        for (int i = 0; i < RuleChecker.MOST + 5; i++) {
            checker.accept(JournalEvents.received("+1415200" + (1000 + i), Instant.EPOCH, "text"));
        }
        checker.end();
        assertThat(checker.broken()).hasSize(RuleChecker.MOST);
        assertThat(checker.count()).isEqualTo(RuleChecker.MOST + 5L);
    }
}
