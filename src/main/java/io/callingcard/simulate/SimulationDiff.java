// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.simulate.SimulationSummary.CampaignPlan;
import io.callingcard.simulate.SimulationSummary.DayPlan;
import io.callingcard.simulate.SimulationSummary.LinePlan;

/**
 * The differences between two simulations, such as before and after a change of a campaign. Run both with the same leads and the
 * same seed. Otherwise the differences come from the leads or the seed.
 *
 * @param campaigns campaigns that end at another time, or send another number of messages
 * @param days      days on which a line sends another number of messages
 * @param more      people who get more messages than before
 * @param less      people who get fewer messages than before
 * @param other     people who get different messages, but as many as before
 * @param gone      findings that only the simulation before has
 * @param added     findings that only the simulation after has
 */
record SimulationDiff(
        List<Campaigns> campaigns,
        List<Days> days,
        int more,
        int less,
        int other,
        List<String> gone,
        List<String> added) {

    static final String FILE = "diff.json";

    private static final String NOT_WITHIN = "not within the days";
    private static final int MOST_DAYS = 60;

    /** A campaign before and after. An end is null if the campaign does not end within the simulated days. */
    record Campaigns(String name, Instant endBefore, Instant endAfter, long messagesBefore, long messagesAfter) {}

    /** The number of messages of a line on one day, before and after. */
    record Days(String line, LocalDate day, int before, int after) {}

    /** Compares the results in two folders. Both must have been analyzed. */
    static SimulationDiff of(Path before, Path after) throws IOException {
        SimulationSummary one = SimulationSummary.read(before);
        SimulationSummary other = SimulationSummary.read(after);
        List<String> findingsBefore = sentences(before);
        List<String> findingsAfter = sentences(after);
        Map<String, int[]> people = people(before, after);
        return new SimulationDiff(
                campaigns(one, other),
                days(one, other),
                count(people, each -> each[1] > each[0]),
                count(people, each -> each[1] < each[0]),
                count(people, each -> each[1] == each[0] && each[2] != each[3]),
                findingsBefore.stream()
                        .filter(each -> !findingsAfter.contains(each))
                        .toList(),
                findingsAfter.stream()
                        .filter(each -> !findingsBefore.contains(each))
                        .toList());
    }

    private static List<String> sentences(Path folder) throws IOException {
        return Findings.read(folder).stream().map(Finding::sentence).toList();
    }

    private static int count(Map<String, int[]> people, Function<int[], Boolean> condition) {
        return (int) people.values().stream().filter(condition::apply).count();
    }

    /** Counts the messages of each person before and after, and sums their hashes. A sum does not depend on the order. */
    private static Map<String, int[]> people(Path before, Path after) throws IOException {
        Map<String, int[]> people = new HashMap<>();
        List<Path> folders = List.of(before, after);
        for (int i = 0; i < folders.size(); i++) {
            int column = i;
            JournalEvent.read(folders.get(i), event -> {
                if (event.what().equals("step") && event.person() != null && "sent".equals(event.outcome())) {
                    int[] counts = people.computeIfAbsent(event.person(), each -> new int[4]);
                    counts[column]++;
                    counts[2 + column] += Objects.hash(event.campaign(), event.step());
                }
            });
        }
        return people;
    }

    private static List<Campaigns> campaigns(SimulationSummary one, SimulationSummary other) {
        Map<String, CampaignPlan> before = byName(one.campaigns(), CampaignPlan::name);
        Map<String, CampaignPlan> after = byName(other.campaigns(), CampaignPlan::name);
        return union(before.keySet(), after.keySet()).stream()
                .map(name -> new Campaigns(
                        name,
                        end(before.get(name)),
                        end(after.get(name)),
                        messages(before.get(name)),
                        messages(after.get(name))))
                .filter(each -> each.messagesBefore() != each.messagesAfter()
                        || !Objects.equals(each.endBefore(), each.endAfter()))
                .toList();
    }

    private static Instant end(CampaignPlan plan) {
        return plan == null ? null : plan.ends();
    }

    private static long messages(CampaignPlan plan) {
        return plan == null ? 0 : plan.messages();
    }

    private static List<Days> days(SimulationSummary one, SimulationSummary other) {
        Map<String, LinePlan> before = byName(one.lines(), LinePlan::name);
        Map<String, LinePlan> after = byName(other.lines(), LinePlan::name);
        List<Days> days = new ArrayList<>();
        for (String line : union(before.keySet(), after.keySet())) {
            Map<LocalDate, Integer> was = perDay(before.get(line));
            Map<LocalDate, Integer> is = perDay(after.get(line));
            for (LocalDate day : union(was.keySet(), is.keySet())) {
                Days each = new Days(line, day, was.getOrDefault(day, 0), is.getOrDefault(day, 0));
                if (each.before() != each.after()) {
                    days.add(each);
                }
            }
        }
        days.sort(Comparator.comparing(Days::day).thenComparing(Days::line));
        return List.copyOf(days);
    }

    private static Map<LocalDate, Integer> perDay(LinePlan line) {
        return line == null
                ? Map.of()
                : line.days().stream().collect(Collectors.toMap(DayPlan::day, DayPlan::messages));
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        Map<String, T> named = new TreeMap<>();
        all.forEach(each -> named.put(name.apply(each), each));
        return named;
    }

    private static <T extends Comparable<? super T>> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Returns one sentence for each difference, or one sentence that there is none. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (Campaigns each : campaigns) {
            if (!Objects.equals(each.endBefore(), each.endAfter())) {
                sentences.add(
                        each.name() + ": ends " + end(each.endAfter()) + ", before " + end(each.endBefore()) + ".");
            }
            if (each.messagesBefore() != each.messagesAfter()) {
                sentences.add(
                        each.name() + ": " + each.messagesAfter() + " messages, before " + each.messagesBefore() + ".");
            }
        }
        if (more + less + other > 0) {
            sentences.add(
                    "People: " + more + " get more messages, " + less + " get fewer, " + other + " get other ones.");
        }
        added.forEach(each -> sentences.add("New finding: " + each));
        gone.forEach(each -> sentences.add("Finding gone: " + each));
        days.stream()
                .limit(MOST_DAYS)
                .forEach(each -> sentences.add(each.line() + ", " + each.day() + ": " + each.after()
                        + " messages, before " + each.before() + "."));
        if (days.size() > MOST_DAYS) {
            sentences.add((days.size() - MOST_DAYS) + " more days of lines differ.");
        }
        return sentences.isEmpty() ? List.of("Both simulations do the same.") : sentences;
    }

    private static String end(Instant at) {
        return at == null ? NOT_WITHIN : at.toString();
    }

    /** Writes all differences as JSON. */
    void write(Path folder) throws IOException {
        ObjectNode json = SimulationJson.MAPPER.valueToTree(this);
        json.set("sentences", SimulationJson.MAPPER.valueToTree(sentences()));
        Files.writeString(folder.resolve(FILE), json.toPrettyString());
    }
}
