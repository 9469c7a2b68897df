// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the features of simulations by their journals: how many simulations had each one. Threads may share it. */
final class SeenInSchedules {

    private static final int SECONDS_OF_HOUR = 3600;

    private final PhoneNight night = new PhoneNight();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** Returns the features that too few simulations had, each with the number of its simulations. */
    Map<String, Integer> rarerThan(int fewest, List<String> things) {
        Map<String, Integer> rare = new TreeMap<>();
        things.forEach(each -> rare.put(each, counts.getOrDefault(each, 0)));
        rare.values().removeIf(count -> count >= fewest);
        return rare;
    }

    synchronized void add(SimulationSettings settings, Path folder) throws IOException {
        RulesFile rules = RulesFile.read(folder);
        Set<String> seen = new TreeSet<>();
        seen.add("nodes: " + settings.nodes());
        seen.add("campaigns: " + settings.campaigns().size());
        rules.campaigns().stream()
                .filter(campaign -> !campaign.quietHours()
                        .from()
                        .equals(campaign.quietHours().until()))
                .forEach(campaign -> seen.add("quiet hours"));
        JournalEvent.read(folder, event -> add(event, rules, seen));
        seen.forEach(each -> counts.merge(each, 1, Integer::sum));
    }

    private void add(JournalEvent event, RulesFile rules, Set<String> seen) {
        switch (event.what()) {
            case "lead" -> night.zones(event.person(), event.timeZone()).forEach(zone -> zone(zone, rules, seen));
            case "received" -> seen.add(event.provider() + " " + event.kind());
            case "refused" -> seen.add("refused " + event.reason());
            case "fault" -> seen.add("fault " + event.kind());
            case "person", "node" -> seen.add(event.what() + " " + event.did());
            case "step" -> step(event, rules, seen);
            default -> {
                // A plan of a share is not yet a feature.
            }
        }
    }

    private static void zone(ZoneId zone, RulesFile rules, Set<String> seen) {
        ZoneRules clock = zone.getRules();
        ZoneOffsetTransition change = clock.nextTransition(rules.from());
        if (change != null && change.getInstant().isBefore(rules.until())) {
            seen.add("clocks go " + (change.isGap() ? "forward" : "back"));
        }
        if (clock.getOffset(rules.from()).getTotalSeconds() % SECONDS_OF_HOUR != 0) {
            seen.add("half hours");
        }
    }

    private static void step(JournalEvent event, RulesFile rules, Set<String> seen) {
        String step = event.step().substring(event.step().indexOf('/') + 1);
        seen.add(step + " " + event.outcome());
        rules.campaign(event.campaign()).ifPresent(campaign -> {
            if (step.equals("text") && campaign.firstTouchesPerDay() != null) {
                seen.add("budget of first messages");
            }
            if (step.equals("share") && campaign.sharesPerDay() != null) {
                seen.add("budget of shares");
            }
        });
    }
}
