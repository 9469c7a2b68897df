// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;

import io.callingcard.simulate.SimulationSummary.CampaignPlan;
import io.callingcard.simulate.SimulationSummary.DayPlan;
import io.callingcard.simulate.SimulationSummary.LinePlan;
import io.callingcard.simulate.SimulationSummary.Refusals;

/** Looks in a summary for facts that an operator should know. */
final class Findings {

    static final String FILE = "findings.json";

    private static final int FEWEST_DAYS = 3;
    private static final int LINES_THEN = 3;
    private static final int FEWEST_OF_PILE = 50;
    private static final double PILE = 0.5;
    private static final double FALL_OF_NIGHT = 0.3;
    private static final double MANY_STOPS = 0.03;
    private static final int PERCENT = 100;
    private static final String NO_CONSENT = "no_consent";

    private final SimulationSummary summary;
    private final List<Finding> found = new ArrayList<>();

    private Findings(SimulationSummary summary) {
        this.summary = summary;
    }

    /** Returns the findings, the worst first. */
    static List<Finding> of(SimulationSummary summary, List<BrokenRule> broken) {
        Findings findings = new Findings(summary);
        if (!broken.isEmpty()) {
            findings.found.add(FindingKind.RULE_BROKEN.of(
                    summary.brokenRules(), broken.get(0).rule()));
        }
        summary.lines().forEach(findings::bottleneck);
        summary.campaigns().stream().filter(each -> each.waiting() > 0).forEach(findings::end);
        findings.refusals();
        if (summary.twoCampaignsOneDay() > 0) {
            findings.found.add(FindingKind.TWO_CAMPAIGNS_ONE_DAY.of(summary.twoCampaignsOneDay()));
        }
        summary.lines().forEach(findings::pile);
        if (summary.doubts() > 0) {
            findings.found.add(FindingKind.DOUBTS_LEFT.of(summary.doubts()));
        }
        if (summary.messages() == 0) {
            findings.found.add(FindingKind.NOTHING_IS_SENT.of());
        }
        summary.lines().forEach(findings::unused);
        findings.stops();
        if (!summary.stubs().isEmpty()) {
            findings.found.add(FindingKind.STUBBED.of(
                    summary.stubs().size(), summary.stubs().get(0)));
        }
        if (!summary.notSimulated().isEmpty()) {
            findings.found.add(FindingKind.NOT_SIMULATED.of(
                    summary.notSimulated().size(), summary.notSimulated().get(0)));
        }
        return List.copyOf(findings.found);
    }

    /** Returns all findings by severity. Findings of one severity keep their order. */
    static List<Finding> worstFirst(List<Finding> found, List<Finding> more) {
        return Stream.concat(found.stream(), more.stream())
                .sorted(Comparator.comparing(
                        each -> FindingKind.Severity.valueOf(each.severity().toUpperCase(Locale.ROOT))))
                .toList();
    }

    static List<Finding> read(Path folder) throws IOException {
        return SimulationJson.MAPPER.readValue(folder.resolve(FILE).toFile(), new TypeReference<>() {});
    }

    static void write(Path folder, List<Finding> findings) throws IOException {
        Files.write(
                folder.resolve(FILE),
                SimulationJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(findings));
    }

    /**
     * Estimates the days of a line with a model, not with a second run. It adds the people of the line and its share of the leads
     * that wait, and divides the sum by the budget. It assumes that more lines have the same budget, and that no lead names a line.
     */
    private void bottleneck(LinePlan line) {
        long perDay = perDay(line);
        if (perDay == Long.MAX_VALUE || line.peak() < perDay) {
            return;
        }
        long days = days(line, perDay);
        if (days >= FEWEST_DAYS) {
            found.add(
                    FindingKind.LINE_IS_BOTTLENECK.of(line.name(), days, LINES_THEN, days(line, perDay * LINES_THEN)));
        }
    }

    /** Returns how many first messages the budget and the gap allow on a day. */
    private static long perDay(LinePlan line) {
        long byGap = line.gapMillis() > 0 ? Duration.ofDays(1).toMillis() / line.gapMillis() : Long.MAX_VALUE;
        return Math.min(byGap, line.budget() == null ? Long.MAX_VALUE : line.budget());
    }

    private long days(LinePlan line, long perDay) {
        long ofChannel = summary.lines().stream()
                .filter(each -> RulesFile.provider(each.name()).equals(RulesFile.provider(line.name())))
                .count();
        long waiting = summary.campaigns().stream()
                .filter(each -> RulesFile.provider(each.line()).equals(RulesFile.provider(line.name())))
                .mapToLong(CampaignPlan::waiting)
                .sum();
        return (line.firsts() + waiting / ofChannel + perDay - 1) / perDay;
    }

    private void end(CampaignPlan campaign) {
        found.add(FindingKind.CAMPAIGN_DOES_NOT_END.of(
                campaign.name(),
                campaign.waiting(),
                Duration.between(summary.from(), summary.until()).toDays()));
    }

    private void refusals() {
        for (Refusals each : summary.refusals()) {
            found.add(
                    each.reason().equals(NO_CONSENT)
                            ? FindingKind.NO_CONSENT.of(each.count())
                            : FindingKind.REFUSED.of(
                                    each.count(),
                                    each.reason().replace('_', ' '),
                                    each.field() == null ? "" : " (" + each.field() + ")"));
        }
    }

    /** Finds the hour with the most held messages of a line, among the hours in which the night ends for many people. */
    private void pile(LinePlan line) {
        DayPlan worst = null;
        int worstHour = 0;
        for (DayPlan day : line.days()) {
            for (int hour = 0; hour < day.heldHours().length; hour++) {
                int count = day.heldHours()[hour];
                boolean isMore = worst == null || count > worst.heldHours()[worstHour];
                if (isMore && count >= FEWEST_OF_PILE && count >= PILE * day.held() && nightFalls(hour)) {
                    worst = day;
                    worstHour = hour;
                }
            }
        }
        if (worst != null) {
            found.add(FindingKind.NIGHT_PILE_UP.of(
                    line.name(),
                    worst.day().toString(),
                    worst.heldHours()[worstHour],
                    worst.held(),
                    clock(worstHour),
                    clock(worstHour + 1)));
        }
    }

    private static String clock(int hour) {
        return hour + ":00";
    }

    private boolean nightFalls(int hour) {
        int hours = summary.night().size();
        return summary.night().get((hour + hours - 1) % hours) - summary.night().get(hour) >= FALL_OF_NIGHT;
    }

    private void unused(LinePlan line) {
        if (line.budget() != null && line.firsts() > 0 && 2 * line.peak() < line.budget()) {
            found.add(FindingKind.BUDGET_NEVER_USED.of(line.name(), line.peak(), line.budget()));
        }
    }

    private void stops() {
        long stops = summary.did().getOrDefault("stopped", 0L);
        if (summary.people() > 0 && stops >= MANY_STOPS * summary.people()) {
            found.add(FindingKind.MANY_STOPS.of(stops, summary.people(), stops * PERCENT / summary.people()));
        }
    }
}
