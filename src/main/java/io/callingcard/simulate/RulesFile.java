// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The rules that were in force in a simulation, as {@code rules.json} has them. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RulesFile(
        long seed,
        Instant from,
        Instant until,
        ZoneId zone,
        List<CampaignRules> campaigns,
        List<LineRules> lines,
        Map<String, Double> people,
        List<String> stubs,
        List<String> notSimulated) {

    static final String FILE = "rules.json";

    RulesFile {
        zone = zone == null ? ZoneId.of("UTC") : zone;
        campaigns = campaigns == null ? List.of() : campaigns;
        lines = lines == null ? List.of() : lines;
        people = people == null ? Map.of() : people;
        stubs = stubs == null ? List.of() : stubs;
        notSimulated = notSimulated == null ? List.of() : notSimulated;
    }

    /** The hours of the night. Equal times mean none. */
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
     * @param quietSteps the steps that quiet hours hold back; the first messages are an answer and come at any hour
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

        /** The steps that the welcome has. A later follow-up is not among them. */
        List<String> welcome() {
            return steps.stream().filter(step -> !quietSteps.contains(step)).toList();
        }
    }

    /** The limits of a line. A limit that is null or 0 is none. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LineRules(
            String name, Integer maxPerDay, Integer maxNewChatsPerDay, long minIntervalMillis, Integer maxInFlight) {}

    static RulesFile read(Path folder) throws IOException {
        return SimulationJson.MAPPER.readValue(folder.resolve(FILE).toFile(), RulesFile.class);
    }

    Optional<CampaignRules> campaign(String name) {
        return campaigns.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Returns the limits of a line, such as {@code chert:+12025550100}, or those of its provider. */
    Optional<LineRules> line(String line) {
        String provider = line.split(":", 2)[0];
        return lines.stream()
                .filter(each -> each.name().equals(line))
                .findFirst()
                .or(() -> lines.stream()
                        .filter(each -> each.name().equals(provider))
                        .findFirst());
    }
}
