// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The content of {@code rules.json}: the rules that were in force in a simulation. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RulesFile(
        long seed,
        Instant from,
        Instant until,
        ZoneId zone,
        List<CampaignRules> campaigns,
        List<LineRules> lines,
        List<String> stubs,
        List<String> notSimulated) {

    static final String FILE = "rules.json";

    RulesFile {
        zone = zone == null ? ZoneId.of("UTC") : zone;
        campaigns = campaigns == null ? List.of() : campaigns;
        lines = lines == null ? List.of() : lines;
        stubs = stubs == null ? List.of() : stubs;
        notSimulated = notSimulated == null ? List.of() : notSimulated;
    }

    /** The quiet hours of a day. Equal times mean that there are none. */
    record QuietHours(LocalTime from, LocalTime until) {

        boolean isQuiet(LocalTime time) {
            return from.isBefore(until)
                    ? !time.isBefore(from) && time.isBefore(until)
                    : from.isAfter(until) && (!time.isBefore(from) || time.isBefore(until));
        }
    }

    /**
     * The rules of a campaign.
     *
     * @param quietSteps the steps that wait for the end of quiet hours; the welcome is an answer, and is sent at any hour
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CampaignRules(
            String name,
            String channel,
            String line,
            QuietHours quietHours,
            ZoneId zone,
            int maxShares,
            Integer firstTouchesPerDay,
            long firstTouchGapMillis,
            Integer sharesPerDay,
            long shareGapMillis,
            List<String> steps,
            List<String> quietSteps) {

        CampaignRules {
            zone = zone == null ? ZoneId.of("UTC") : zone;
            steps = steps == null ? List.of() : steps;
            quietSteps = quietSteps == null ? List.of() : quietSteps;
        }

        boolean isFirst(String step) {
            return !steps.isEmpty() && steps.get(0).equals(step);
        }

        /** Returns the steps of the welcome, without the later follow-up. */
        List<String> welcome() {
            return steps.stream().filter(step -> !quietSteps.contains(step)).toList();
        }
    }

    /** The limits of a line. Null or 0 means no limit. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LineRules(String name, Integer maxPerDay, long minIntervalMillis, Integer maxInFlight) {}

    /** Returns the provider of a line, such as {@code chert} of {@code chert:+12025550100}. */
    static String provider(String line) {
        return line.split(":", 2)[0];
    }

    static RulesFile read(Path folder) throws IOException {
        return SimulationJson.MAPPER.readValue(folder.resolve(FILE).toFile(), RulesFile.class);
    }

    Optional<CampaignRules> campaign(String name) {
        return campaigns.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Returns the limits of a line, such as {@code chert:+12025550100}, or those of its provider. */
    Optional<LineRules> line(String line) {
        String provider = provider(line);
        return lines.stream()
                .filter(each -> each.name().equals(line))
                .findFirst()
                .or(() -> lines.stream()
                        .filter(each -> each.name().equals(provider))
                        .findFirst());
    }
}
