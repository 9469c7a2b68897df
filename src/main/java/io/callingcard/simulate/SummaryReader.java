// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.callingcard.simulate.RulesFile.CampaignRules;
import io.callingcard.simulate.SimulationSummary.CampaignPlan;
import io.callingcard.simulate.SimulationSummary.DayPlan;
import io.callingcard.simulate.SimulationSummary.LinePlan;
import io.callingcard.simulate.SimulationSummary.Refusals;

/** Counts a journal into a summary, in one pass. The memory grows with people, lines and days, not with messages. */
final class SummaryReader {

    private static final int HOURS = 24;
    private static final int SAMPLES = 20;
    private static final Set<String> MESSAGES = Set.of("text", "card", "share", "media");

    private final RulesFile rules;
    private final PhoneNight phones = new PhoneNight();
    private final Map<String, PersonCount> people = new HashMap<>();
    private final Map<String, CampaignCount> campaigns = new TreeMap<>();
    private final Map<String, TreeMap<LocalDate, DayCount>> lines = new TreeMap<>();
    private final Map<List<String>, RefusalCount> refusals = new HashMap<>();
    private final Map<List<ZoneId>, Integer> zones = new HashMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> did = new TreeMap<>();
    private final Map<String, String> names = new HashMap<>();
    private int accepted;
    private int refused;
    private long messages;
    private int twoCampaigns;

    SummaryReader(RulesFile rules) {
        this.rules = rules;
    }

    private static final class PersonCount {
        private final Set<String> leads = new HashSet<>(2);
        private final Set<String> doubts = new HashSet<>(2);
        private String line;
        private LocalDate lastDay;
        private String lastCampaign;
        private boolean hasTwo;
    }

    private static final class CampaignCount {
        private int leads;
        private int through;
        private long messages;
        private Instant last;
        private final Map<String, Long> steps = new TreeMap<>();
    }

    private static final class DayCount {
        private int firsts;
        private int held;
        private final int[] hours = new int[HOURS];
        private final int[] heldHours = new int[HOURS];
    }

    private static final class RefusalCount {
        private int count;
        private String sentence;
        private final List<String> samples = new ArrayList<>();
    }

    void accept(JournalEvent event) {
        switch (event.what()) {
            case "lead" -> {
                if (lead(event)) {
                    accepted++;
                }
            }
            case "waiting" -> lead(event);
            case "refused" -> refused(event);
            case "received" -> received(event);
            case "step" -> step(event);
            case "person" -> did.merge(event.did(), 1L, Long::sum);
            default -> {
                // The summary does not count plans of shares, faults and nodes.
            }
        }
    }

    private PersonCount person(String number) {
        return people.computeIfAbsent(number, each -> {
            zones.merge(phones.zones(each, null), 1, Integer::sum);
            return new PersonCount();
        });
    }

    private CampaignCount campaign(String name) {
        return campaigns.computeIfAbsent(name, each -> new CampaignCount());
    }

    /** Returns false if the person has a lead of the campaign already. */
    private boolean lead(JournalEvent event) {
        boolean isNew = person(event.person()).leads.add(name(event.campaign()));
        if (isNew) {
            campaign(event.campaign()).leads++;
        }
        return isNew;
    }

    /** Returns the first of all equal words, because many events have the same few words. */
    private String name(String word) {
        return names.computeIfAbsent(word, each -> each);
    }

    private void refused(JournalEvent event) {
        refused++;
        String reason = Objects.requireNonNullElse(event.reason(), "other");
        RefusalCount count = refusals.computeIfAbsent(
                List.of(reason, Objects.requireNonNullElse(event.field(), "")), key -> new RefusalCount());
        count.count++;
        if (count.sentence == null) {
            count.sentence = event.sentence();
        }
        if (count.samples.size() < SAMPLES && event.row() != null) {
            count.samples.add(Objects.requireNonNullElse(event.origin(), "record") + " " + event.row());
        }
        if (event.person() != null && event.campaign() != null) {
            through(person(event.person()), event.campaign(), event.at());
        }
    }

    /** Counts a lead whose welcome has ended, once. */
    private void through(PersonCount person, String name, Instant at) {
        if (person.leads.contains(name) && person.leads.add(name + " through")) {
            CampaignCount campaign = campaign(name);
            campaign.through++;
            campaign.last = at;
        }
    }

    private DayCount day(String line, Instant at) {
        return lines.computeIfAbsent(name(line), each -> new TreeMap<>())
                .computeIfAbsent(at.atZone(rules.zone()).toLocalDate(), each -> new DayCount());
    }

    private void received(JournalEvent event) {
        if (!MESSAGES.contains(event.kind()) || event.person() == null) {
            return;
        }
        messages++;
        PersonCount person = person(event.person());
        person.line = name(event.lineOfPhone());
        day(person.line, event.at()).hours[event.at().atZone(rules.zone()).getHour()]++;
    }

    private void step(JournalEvent event) {
        if (event.person() == null) {
            return;
        }
        PersonCount person = person(event.person());
        String key = event.window() == null ? event.step() : event.step() + " " + event.window();
        boolean wasInDoubt = person.doubts.remove(key);
        switch (event.outcome()) {
            case "in_doubt" -> person.doubts.add(name(key));
            case "sent" -> sent(event, person);
            case "not_sent" -> outcomes.merge(event.outcome(), 1L, Long::sum);
            default -> {
                if (wasInDoubt) {
                    person.doubts.add(name(key));
                }
                return;
            }
        }
        rules.campaign(event.campaign())
                .filter(campaign -> isLast(campaign, event.step()))
                .ifPresent(campaign -> through(person, campaign.name(), event.at()));
    }

    private static boolean isLast(CampaignRules campaign, String step) {
        List<String> welcome = campaign.welcome();
        return !welcome.isEmpty() && welcome.get(welcome.size() - 1).equals(step);
    }

    private void sent(JournalEvent event, PersonCount person) {
        outcomes.merge("sent", 1L, Long::sum);
        CampaignCount campaign = campaign(event.campaign());
        campaign.messages++;
        campaign.steps.merge(name(event.step()), 1L, Long::sum);
        LocalDate day = event.at().atZone(rules.zone()).toLocalDate();
        if (day.equals(person.lastDay) && !event.campaign().equals(person.lastCampaign) && !person.hasTwo) {
            person.hasTwo = true;
            twoCampaigns++;
        }
        person.lastDay = day;
        person.lastCampaign = name(event.campaign());
        DayCount count = day(person.line == null ? event.line() : person.line, event.at());
        rules.campaign(event.campaign()).ifPresent(each -> {
            if (each.isFirst(event.step())) {
                count.firsts++;
            }
            if (each.quietSteps().contains(event.step())) {
                count.held++;
                count.heldHours[event.at().atZone(rules.zone()).getHour()]++;
            }
        });
    }

    SimulationSummary summary(long brokenRules) {
        int doubts =
                people.values().stream().mapToInt(each -> each.doubts.size()).sum();
        outcomes.put("in_doubt", (long) doubts);
        return new SimulationSummary(
                rules.seed(),
                rules.from(),
                rules.until(),
                rules.zone(),
                people.size(),
                accepted,
                refused,
                messages,
                campaigns.entrySet().stream()
                        .map(each -> plan(each.getKey(), each.getValue()))
                        .toList(),
                lines.entrySet().stream()
                        .map(each -> plan(each.getKey(), each.getValue()))
                        .toList(),
                refusals(),
                night(),
                outcomes,
                did,
                doubts,
                twoCampaigns,
                brokenRules,
                rules.stubs(),
                rules.notSimulated());
    }

    private CampaignPlan plan(String name, CampaignCount count) {
        boolean isThrough = count.leads > 0 && count.leads == count.through;
        Instant end = isThrough ? count.last : rules.until();
        return new CampaignPlan(
                name,
                rules.campaign(name).map(CampaignRules::line).orElse(""),
                count.leads,
                count.through,
                count.messages,
                count.steps,
                isThrough ? count.last : null,
                Math.max(1, (Duration.between(rules.from(), end).toHours() + HOURS - 1) / HOURS));
    }

    private LinePlan plan(String name, TreeMap<LocalDate, DayCount> counts) {
        List<CampaignRules> own = rules.campaigns().stream()
                .filter(each -> campaigns.containsKey(each.name()))
                .filter(each -> RulesFile.provider(name).equals(each.channel()))
                .toList();
        Integer budget = own.stream()
                .map(CampaignRules::firstTouchesPerDay)
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .filter(most -> most < Integer.MAX_VALUE)
                .orElse(null);
        long gap =
                own.stream().mapToLong(CampaignRules::firstTouchGapMillis).min().orElse(0);
        List<DayPlan> days = rules.from()
                .atZone(rules.zone())
                .toLocalDate()
                .datesUntil(rules.until()
                        .minusMillis(1)
                        .atZone(rules.zone())
                        .toLocalDate()
                        .plusDays(1))
                .map(day -> plan(day, counts.getOrDefault(day, new DayCount())))
                .toList();
        return new LinePlan(name, budget, gap, days);
    }

    private static DayPlan plan(LocalDate day, DayCount count) {
        return new DayPlan(
                day, count.firsts, count.held, IntStream.of(count.hours).sum(), count.hours, count.heldHours);
    }

    private List<Refusals> refusals() {
        return refusals.entrySet().stream()
                .map(each -> new Refusals(
                        each.getKey().get(0),
                        each.getKey().get(1).isEmpty() ? null : each.getKey().get(1),
                        each.getValue().sentence,
                        each.getValue().count,
                        each.getValue().samples))
                .sorted((one, other) -> other.count() != one.count()
                        ? Integer.compare(other.count(), one.count())
                        : one.reason().compareTo(other.reason()))
                .toList();
    }

    /** Returns the night of the first day, which stands for all days. */
    private List<Double> night() {
        RulesFile.QuietHours hours = rules.campaigns().stream()
                .filter(each -> campaigns.containsKey(each.name()) && each.quietHours() != null)
                .map(CampaignRules::quietHours)
                .findFirst()
                .orElse(null);
        Instant midnight = rules.from()
                .atZone(rules.zone())
                .toLocalDate()
                .atStartOfDay(rules.zone())
                .toInstant();
        return IntStream.range(0, HOURS)
                .mapToObj(hour -> midnight.plus(Duration.ofMinutes(hour * 60L + 30)))
                .map(at -> Math.round(100.0 * inTheirNight(at, hours) / Math.max(1, people.size())) / 100.0)
                .toList();
    }

    private int inTheirNight(Instant at, RulesFile.QuietHours hours) {
        return zones.entrySet().stream()
                .filter(each -> PhoneNight.isQuiet(at, each.getKey(), hours))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
