// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.simulate.SimulationSummary.CampaignPlan;
import io.callingcard.simulate.SimulationSummary.DayPlan;
import io.callingcard.simulate.SimulationSummary.LinePlan;
import io.callingcard.simulate.SimulationSummary.Refusals;

import static org.assertj.core.api.Assertions.assertThat;

/** Each finding has a sentence in two languages, and is reported only where it applies. */
class FindingsTest {

    private static final String LINE = "chert:+12025550100";
    private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
    private static final int HOURS = 24;
    private static final int MORNING = 17;

    private List<CampaignPlan> campaigns = List.of(campaign(100, 100));
    private List<LinePlan> lines = List.of(line(30, 0, 20, 20));
    private List<Refusals> refusals = List.of();
    private Map<String, Long> did = Map.of();
    private List<String> stubs = List.of();
    private List<BrokenRule> broken = List.of();
    private int doubts;
    private int two;
    private long messages = 200;

    private static CampaignPlan campaign(int leads, int through) {
        return new CampaignPlan("welcome", "chert", leads, through, leads, Map.of(), null, 30);
    }

    private static LinePlan line(Integer budget, long gapMillis, int... firsts) {
        return new LinePlan(
                LINE,
                budget,
                gapMillis,
                IntStream.range(0, firsts.length)
                        .mapToObj(i -> new DayPlan(
                                LocalDate.of(2026, 1, 5).plusDays(i),
                                firsts[i],
                                0,
                                firsts[i],
                                new int[HOURS],
                                new int[HOURS]))
                        .toList());
    }

    private static int[] days(int firsts, int days) {
        int[] all = new int[days];
        Arrays.fill(all, firsts);
        return all;
    }

    private List<Finding> found() {
        List<Double> night = IntStream.range(0, HOURS)
                .mapToObj(hour -> hour >= 4 && hour < MORNING ? 1.0 : 0.0)
                .toList();
        return Findings.of(
                new SimulationSummary(
                        1,
                        FROM,
                        FROM.plusSeconds(30 * 86_400L),
                        ZoneId.of("UTC"),
                        100,
                        100,
                        0,
                        messages,
                        campaigns,
                        lines,
                        refusals,
                        night,
                        Map.of(),
                        did,
                        doubts,
                        two,
                        broken.size(),
                        stubs,
                        List.of()),
                broken);
    }

    private Finding only() {
        assertThat(found()).hasSize(1);
        return found().get(0);
    }

    @Test
    void nothingStandsOut() {
        assertThat(found()).isEmpty();
    }

    @Test
    void aLineIsTheBottleneck() {
        lines = List.of(line(30, 0, days(30, 30)));
        campaigns = List.of(campaign(1000, 1000));
        assertThat(only().sentence())
                .isEqualTo("Line " + LINE + " is the bottleneck: 30 days; with 3 lines of the same budget 10.");
        assertThat(only().sentenceDe())
                .isEqualTo("Die Leitung " + LINE + " ist der Engpass: 30 Tage; mit 3 Leitungen desselben Budgets 10.");
        assertThat(only().data()).containsEntry("days", 30L).containsEntry("days_then", 10L);
    }

    @Test
    void thoseWhoWaitCountForTheBottleneck() {
        lines = List.of(line(30, 0, days(30, 30)));
        campaigns = List.of(campaign(1020, 900));
        assertThat(found())
                .extracting(Finding::sentence)
                .contains("Line " + LINE + " is the bottleneck: 34 days; with 3 lines of the same budget 12.");
    }

    @Test
    void theGapMayBeTheBottleneck() {
        // A first message an hour.
        lines = List.of(line(null, 3_600_000, 24, 24, 24, 24));
        assertThat(only().sentence())
                .isEqualTo("Line " + LINE + " is the bottleneck: 4 days; with 3 lines of the same budget 2.");
    }

    @Test
    void aBudgetThatIsUsedOnTwoDaysIsNoBottleneck() {
        lines = List.of(line(30, 0, 30, 5));
        assertThat(found()).isEmpty();
    }

    @Test
    void aCampaignDoesNotEnd() {
        campaigns = List.of(campaign(1000, 900));
        assertThat(only().sentence()).isEqualTo("welcome does not end within 30 days: 100 leads wait.");
        campaigns = List.of(campaign(1000, 999));
        assertThat(only().sentence()).isEqualTo("welcome does not end within 30 days: one lead waits.");
    }

    @Test
    void leadsHaveNoConsent() {
        refusals = List.of(new Refusals("no_consent", "consent", "consent: is missing.", 412, List.of("leads.csv 3")));
        assertThat(only().sentence()).isEqualTo("412 leads have no consent.");
        assertThat(only().sentenceDe()).isEqualTo("412 Leads haben keine Einwilligung.");
        refusals = List.of(new Refusals("no_consent", "consent", "consent: is missing.", 1, List.of()));
        assertThat(only().sentence()).isEqualTo("One lead has no consent.");
    }

    @Test
    void recordsAreRefused() {
        refusals = List.of(new Refusals("not_a_number", "phone", "phone: is no number.", 1412, List.of()));
        assertThat(only().sentence()).isEqualTo("1,412 records are refused: not a number (phone).");
        refusals = List.of(new Refusals("opted_out", null, "opted out", 2, List.of()));
        assertThat(only().sentence()).isEqualTo("2 records are refused: opted out.");
    }

    @Test
    void peopleGetTwoCampaignsOnOneDay() {
        two = 17;
        assertThat(only().sentence()).isEqualTo("17 people get messages of two campaigns on one day.");
    }

    @Test
    void theMorningHasAPile() {
        int[] held = new int[HOURS];
        held[MORNING] = 80;
        held[MORNING + 2] = 20;
        lines = List.of(
                new LinePlan(LINE, null, 0, List.of(new DayPlan(LocalDate.of(2026, 1, 6), 0, 100, 100, held, held))));
        assertThat(only().sentence())
                .isEqualTo("After the night: on 2026-01-06, " + LINE
                        + " sends 80 of 100 shares and follow-ups between 17:00 and 18:00.");
        held[MORNING + 2] = 80;
        held[MORNING] = 20;
        assertThat(found()).isEmpty();
    }

    @Test
    void doubtsAreLeft() {
        doubts = 2;
        assertThat(only().sentence()).isEqualTo("2 steps are still in doubt at the end.");
    }

    @Test
    void nothingIsSent() {
        messages = 0;
        lines = List.of();
        assertThat(only().id()).isEqualTo("nothing-is-sent");
    }

    @Test
    void aBudgetIsNeverUsed() {
        lines = List.of(line(100, 0, 20, 49));
        assertThat(only().sentence())
                .isEqualTo("Line " + LINE + " sends at most 49 of the 100 first messages that it may send on a day.");
    }

    @Test
    void manyPeopleSayStop() {
        did = Map.of("stopped", 3L);
        assertThat(only().sentence())
                .isEqualTo("3 of 100 people (3%) answer STOP, by the rates that the simulation assumes.");
        did = Map.of("stopped", 2L);
        assertThat(found()).isEmpty();
    }

    @Test
    void stubsAnsweredForOthers() {
        stubs = List.of("https://crm.example.com/");
        assertThat(only().sentence())
                .isEqualTo(
                        "One address outside got no request; a stub answered, such as for https://crm.example.com/.");
    }

    @Test
    void aBrokenRuleComesFirst() {
        doubts = 1;
        broken = Collections.nCopies(
                2, new BrokenRule("never-twice", "+14152000000", FROM, "A text arrived a second time."));
        assertThat(found()).extracting(Finding::severity).containsExactly("error", "warning");
        assertThat(found().get(0).sentence())
                .isEqualTo("2 rules are broken. The first is never-twice. Report it as a defect.");
    }

    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void eachLanguageHasASentence(FindingKind kind) {
        for (Locale language : List.of(Locale.ROOT, Locale.GERMAN)) {
            assertThat(ResourceBundle.getBundle("io.callingcard.simulate.findings", language)
                            .getString(kind.id()))
                    .endsWith(".");
        }
    }
}
