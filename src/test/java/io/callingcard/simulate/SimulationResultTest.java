// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.simulate.SimulationSummary.CampaignPlan;
import io.callingcard.simulate.SimulationSummary.LinePlan;

import static org.assertj.core.api.Assertions.assertThat;

/** The analysis of real simulations. */
class SimulationResultTest {

    private static final int PEOPLE = 21;

    @TempDir
    static Path folders;

    private static EngineJournal slow;
    private static SimulationResult slowly;
    private static EngineJournal fast;

    @BeforeAll
    static void simulate() throws Exception {
        slow = EngineJournal.run(folders.resolve("slow"), 4, PeopleModel.SILENT);
        slowly = Analyzed.result(slow.folder(), false);
        fast = EngineJournal.run(folders.resolve("fast"), 12, PeopleModel.SILENT);
        Analyzed.result(fast.folder(), true);
    }

    @Test
    void theSummaryCountsWhatTheEngineDid() throws IOException {
        SimulationSummary summary = SimulationSummary.read(fast.folder());
        assertThat(summary.accepted()).isEqualTo(PEOPLE);
        assertThat(summary.refused()).isEqualTo(3);
        long received = EngineJournal.read(fast.folder()).events().stream()
                .filter(event -> event.path("what").asText().equals("received"))
                .count();
        assertThat(summary.messages()).isEqualTo(received);
        assertThat(summary.lines()).singleElement().satisfies(line -> {
            assertThat(line.name()).startsWith("chert:+");
            assertThat(line.budget()).isEqualTo(12);
            assertThat(line.firsts()).isEqualTo(PEOPLE);
            assertThat(line.peak()).isEqualTo(12);
            assertThat(line.days()).hasSize(6);
            assertThat(line.days())
                    .extracting(SimulationSummary.DayPlan::firsts)
                    .startsWith(12, 9, 0);
        });
        CampaignPlan welcome = summary.campaigns().stream()
                .filter(each -> each.name().equals("welcome"))
                .findFirst()
                .orElseThrow();
        assertThat(welcome.waiting()).isZero();
        assertThat(welcome.ends())
                .isBetween(Instant.parse("2026-01-06T00:00:00Z"), Instant.parse("2026-01-06T01:00:00Z"));
        assertThat(welcome.steps()).containsEntry("welcome/text", 21L).containsEntry("welcome/card", 21L);
        assertThat(summary.night().get(12)).isGreaterThan(0.9);
        assertThat(summary.night().get(19)).isLessThan(0.1);
    }

    @Test
    void theEngineKeepsItsRules() throws IOException {
        assertThat(Analyzed.broken(slow.folder())).isEmpty();
        assertThat(Analyzed.broken(fast.folder())).isEmpty();
    }

    @Test
    void whatAPersonShouldKnowIsFound() throws IOException {
        assertThat(slowly.findings()).extracting(Finding::id).contains("line-is-bottleneck", "no-consent", "refused");
        assertThat(slowly.findings()).extracting(Finding::sentence).contains("2 leads have no consent.");
        JsonNode file = SimulationJson.MAPPER.readTree(
                slow.folder().resolve(Findings.FILE).toFile());
        assertThat(file.get(0).fieldNames())
                .toIterable()
                .containsExactly("id", "severity", "sentence", "sentence_de", "data");
    }

    @Test
    void findingsOfTheFlowsAreAmongTheOthersByTheirSeverity() throws IOException {
        Path copy = slow.changed(folders.resolve("linted"), changed -> {});
        String sentence =
                "routes/a.yaml:3:5: Route a: chert:send-text: The send is outside a claim. [send-outside-claim]";
        Finding outside = new Finding("send-outside-claim", "error", sentence, sentence, Map.of("line", 3));
        Finding cron = new Finding("cron-without-zone", "warning", "No zone.", "No zone.", Map.of());
        assertThat(SimulationResult.analyze(copy, null, List.of(cron, outside), false)
                        .findings())
                .extracting(Finding::id)
                .containsExactly(
                        "send-outside-claim", "line-is-bottleneck", "no-consent", "refused", "cron-without-zone");
        assertThat(Findings.read(copy)).contains(outside);
        assertThat(Files.readString(copy.resolve(SimulationPage.FILE))).contains(sentence);
    }

    @Test
    void theSameSimulationIsAnalyzedToTheSameBytes() throws IOException {
        byte[] page = Files.readAllBytes(slow.folder().resolve(SimulationPage.FILE));
        Analyzed.result(slow.folder(), false);
        assertThat(slow.folder().resolve(SimulationPage.FILE)).hasBinaryContent(page);
    }

    @Test
    void thePageMasksNumbersUnlessTheyAreWanted() throws IOException {
        String number = EngineJournal.AMERICAN + "07";
        assertThat(Files.readString(slow.folder().resolve(SimulationPage.FILE))).doesNotContain(number);
        assertThat(Files.readString(fast.folder().resolve(SimulationPage.FILE))).contains(number);
    }

    @Test
    void thePageLoadsNothing() throws IOException {
        assertThat(Files.readString(slow.folder().resolve(SimulationPage.FILE)))
                .contains("default-src 'none'")
                .doesNotContain("src=\"", "@import", "url(", "fetch(", "XMLHttpRequest", "{{");
    }

    @Test
    void textOfStrangersCannotEndTheScript() throws IOException {
        Path copy = slow.changed(folders.resolve("stranger"), changed -> changed.first("lead", "row", "2")
                .put("name", "</script><script>alert(1)</script>"));
        Analyzed.result(copy, false);
        assertThat(Files.readString(copy.resolve(SimulationPage.FILE))).doesNotContain("<script>alert");
    }

    @Test
    void thePageOfManyPeopleHasASampleOfBoundedSize() throws IOException {
        Path many = slow.changed(folders.resolve("many"), changed -> {});
        int people = 20_000;
        try (BufferedWriter out = Files.newBufferedWriter(many.resolve(JournalEvent.FILE))) {
            for (int i = 0; i < people; i++) {
                out.write("{\"at\":\"2026-01-05T15:00:00.000Z\",\"what\":\"lead\",\"person\":\"+1415" + (2_000_000 + i)
                        + "\",\"campaign\":\"welcome\",\"name\":\"Ann\"}\n");
            }
        }
        Analyzed.result(many, false);
        assertThat(SimulationSummary.read(many).people()).isEqualTo(people);
        String page = Files.readString(many.resolve(SimulationPage.FILE));
        assertThat(page).hasSizeLessThan(1_500_000);
        assertThat(page.split("\"p\":", -1)).hasSize(PlanPeople.MOST + 1);
    }

    @Test
    void theDifferenceTellsWhatABudgetChanges() throws IOException {
        SimulationDiff diff = SimulationDiff.of(slow.folder(), fast.folder());
        assertThat(diff.campaigns()).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("welcome");
            assertThat(each.endAfter()).isBefore(Instant.parse("2026-01-07T00:00:00Z"));
        });
        assertThat(diff.more()).isPositive();
        assertThat(diff.less()).isZero();
        assertThat(diff.gone()).anyMatch(each -> each.contains("is the bottleneck"));
        assertThat(diff.days()).isNotEmpty().allMatch(each -> each.before() != each.after());
        Path copy = fast.changed(folders.resolve("compared"), changed -> {});
        assertThat(SimulationResult.analyze(copy, slow.folder(), List.of(), true)
                        .differences())
                .isEqualTo(diff.sentences())
                .anyMatch(each -> each.startsWith("People: " + diff.more() + " get more messages, 0 get fewer"));
        JsonNode file =
                SimulationJson.MAPPER.readTree(copy.resolve(SimulationDiff.FILE).toFile());
        assertThat(file.path("more").asInt()).isEqualTo(diff.more());
        assertThat(file.path("sentences")).hasSameSizeAs(diff.sentences());
        assertThat(Files.readString(copy.resolve(SimulationPage.FILE))).contains("Finding gone: Line");
    }

    @Test
    void aResultThatIsComparedWithNothingHasNoDifferencesOfAnEarlierOne() throws IOException {
        Path copy = fast.changed(folders.resolve("again"), changed -> {});
        SimulationResult.analyze(copy, slow.folder(), List.of(), true);
        assertThat(Analyzed.result(copy, true).differences()).isEmpty();
        assertThat(copy.resolve(SimulationDiff.FILE)).doesNotExist();
        assertThat(Files.readString(copy.resolve(SimulationPage.FILE))).doesNotContain("Finding gone: Line");
    }

    @Test
    void theSameSimulationHasNoDifference() throws IOException {
        SimulationDiff diff = SimulationDiff.of(slow.folder(), slow.folder());
        assertThat(diff.sentences()).isEqualTo(List.of("Both simulations do the same."));
    }

    @Test
    void otherMessagesToThePersonAreADifference() throws IOException {
        Path copy = slow.changed(folders.resolve("other"), changed -> changed.first("step", "step", "welcome/card")
                .put("step", "welcome/follow-up"));
        Analyzed.result(copy, false);
        assertThat(SimulationDiff.of(slow.folder(), copy).other()).isEqualTo(1);
    }

    @Test
    void anotherLineIsADifference() throws IOException {
        Path copy = slow.changed(
                folders.resolve("line"), changed -> changed.events().forEach(event -> {
                    if (event.path("what").asText().equals("received")) {
                        event.put("line", "+12025550199");
                    }
                }));
        Analyzed.result(copy, false);
        assertThat(SimulationSummary.read(copy).lines())
                .extracting(LinePlan::name)
                .containsExactly("chert:+12025550199");
        assertThat(SimulationDiff.of(slow.folder(), copy).days()).isNotEmpty();
    }
}
