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
 * The counts of a simulation. They name no person.
 *
 * @param zone                the zone of the days
 * @param night               the share of people in their quiet hours, for each hour of a day in the zone
 * @param outcomes            how many steps ended sent, in doubt or not sent
 * @param did                 the acts of people, such as answered or stopped, and how often each happened
 * @param doubts              steps that are still in doubt at the end
 * @param twoCampaignsOneDay  people who get messages of two campaigns on one day
 * @param brokenRules         how many rules the checker found broken
 * @param stubs               addresses outside that a stub replaced
 * @param notSimulated        steps of routes that use the real clock
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
        // A summary of an earlier release does not have the field.
        notSimulated = notSimulated == null ? List.of() : notSimulated;
    }

    static final String FILE = "summary.json";

    /**
     * The counts of a campaign.
     *
     * @param leads   accepted leads
     * @param through leads whose welcome has ended: sent, refused or in doubt
     * @param steps   messages by step
     * @param ends    the time at which the last welcome ended; null if some have not ended
     * @param days    the days until that time, or until the end of the simulation
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
     * The days of a line.
     *
     * @param budget     first messages that the line may send on a day; null for no limit
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
     * The counts of one day of a line.
     *
     * @param firsts    first messages to people
     * @param held      shares and later follow-ups, which wait for the end of quiet hours
     * @param hours     all messages, by hour
     * @param heldHours shares and later follow-ups, by hour
     */
    record DayPlan(LocalDate day, int firsts, int held, int messages, int[] hours, int[] heldHours) {}

    /**
     * The records that were refused for one reason, and the leads that ended without a message for it.
     *
     * @param field   the wrong field, such as phone; null if no field was wrong
     * @param samples the places of the first records, such as {@code leads.csv 13}
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
