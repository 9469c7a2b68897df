// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a simulation did, in numbers. It has no number or name of a person.
 *
 * @param zone                the zone of the days
 * @param night               for each hour of a day in the zone, the part of all people for whom it is night then
 * @param outcomes            how many steps ended sent, in doubt or not sent
 * @param did                 what people did, such as answered or stopped, and how often
 * @param doubts              steps that are still in doubt at the end
 * @param twoCampaignsOneDay  people who get messages of two campaigns on one day
 * @param brokenRules         how many rules the checker found broken
 * @param stubs               addresses outside that a stub answered
 * @param notSimulated        steps of routes that went by the real clock
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SimulationSummary(
        long seed,
        Instant from,
        Instant until,
        ZoneId zone,
        int people,
        int accepted,
        int refused,
        long messages,
        List<CampaignPlan> campaigns,
        List<LinePlan> lines,
        List<Refusals> refusals,
        List<Double> night,
        Map<String, Long> outcomes,
        Map<String, Long> did,
        int doubts,
        int twoCampaignsOneDay,
        long brokenRules,
        List<String> stubs,
        List<String> notSimulated) {

    SimulationSummary {
        // A summary of an earlier release has none.
        notSimulated = notSimulated == null ? List.of() : notSimulated;
    }

    static final String FILE = "summary.json";

    /**
     * A campaign.
     *
     * @param leads   accepted leads
     * @param through leads whose welcome is decided
     * @param steps   messages by step
     * @param ends    when the last lead is through; null if some are not
     * @param days    the days until then, or until the simulation ends
     */
    record CampaignPlan(
            String name,
            String line,
            int leads,
            int through,
            long messages,
            Map<String, Long> steps,
            Instant ends,
            long days) {

        int waiting() {
            return leads - through;
        }
    }

    /**
     * A line.
     *
     * @param budget     first messages that the line may send on a day; null if that is not limited
     * @param gapMillis  the shortest time between two first messages
     */
    record LinePlan(String name, Integer budget, long gapMillis, List<DayPlan> days) {

        int firsts() {
            return days.stream().mapToInt(DayPlan::firsts).sum();
        }

        int peak() {
            return days.stream().mapToInt(DayPlan::firsts).max().orElse(0);
        }
    }

    /**
     * A day of a line.
     *
     * @param firsts   first messages to people
     * @param held     shares and later follow-ups, which quiet hours hold back
     * @param hours    all messages by hour
     * @param heldHours those that quiet hours hold back, by hour
     */
    record DayPlan(LocalDate day, int firsts, int held, int messages, int[] hours, int[] heldHours) {}

    /**
     * Records that were refused, or leads that ended without a message, for one reason.
     *
     * @param field   what was wrong, such as phone; null if nothing of the record was
     * @param samples the first places, such as {@code leads.csv 13}
     */
    record Refusals(String reason, String field, String sentence, int count, List<String> samples) {}

    static SimulationSummary read(Path folder) throws IOException {
        return SimulationJson.MAPPER.readValue(folder.resolve(FILE).toFile(), SimulationSummary.class);
    }

    void write(Path folder) throws IOException {
        SimulationJson.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(FILE).toFile(), this);
    }
}
