// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.util.TimeUtils;

/** Writes the rules that were in force to {@code rules.json}, for the checker of the journal. */
final class SimulationRules {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CONSENT = "consentRequired";

    private SimulationRules() {}

    static void write(
            Path folder,
            SimulationSettings settings,
            SimulatedNode node,
            Collection<String> stubs,
            Collection<String> notSimulated,
            Collection<String> lines)
            throws IOException {
        ObjectNode rules = MAPPER.createObjectNode()
                .put("seed", settings.seed())
                .put("from", SimulationJournal.time(settings.from()))
                .put("until", SimulationJournal.time(settings.until()))
                .put("zone", settings.properties().getOrDefault("callingcard.zone", "UTC"));
        JsonNode described = described(node);
        ArrayNode campaigns = rules.putArray("campaigns");
        described.forEach(each -> campaigns.add(campaign(each)));
        ArrayNode sending = rules.putArray("lines");
        lines.forEach(line -> sending.add(line(line, described, settings)));
        rules.set("people", MAPPER.valueToTree(settings.people().rates()));
        ArrayNode stubbed = rules.putArray("stubs");
        stubs.forEach(stubbed::add);
        notSimulated.forEach(rules.putArray("not_simulated")::add);
        Files.write(
                folder.resolve(RulesFile.FILE),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(rules));
    }

    private static JsonNode described(SimulatedNode node) throws IOException {
        Exchange answer = node.send("campaign:describe", null, null);
        return MAPPER.readTree(answer.getMessage().getBody(String.class));
    }

    private static ObjectNode campaign(JsonNode described) {
        JsonNode definition = described.path("definition");
        String name = described.path("name").asText();
        ObjectNode rules = MAPPER.createObjectNode().put("name", name);
        rules.put("channel", definition.path("channel").asText("chert"));
        rules.set("lines", definition.get("lines"));
        rules.put("line", line(definition));
        rules.putObject("quiet_hours")
                .put("from", definition.path("quietFrom").asText("20:00"))
                .put("until", definition.path("quietTo").asText("09:00"));
        rules.put("zone", definition.path("zone").asText("UTC"));
        rules.put("consent_required", definition.path(CONSENT).asBoolean(true));
        boolean shares = definition.path("share").asBoolean();
        rules.put("shares", shares);
        rules.put("share_every_hours", hours(definition.path("shareEvery").asText("1d")));
        rules.put("share_window_hours", 24);
        rules.put("max_shares", shares ? definition.path("maxShares").asInt(7) : 0);
        if (definition.has("firstTouchesPerDay")) {
            rules.set("first_touches_per_day", definition.get("firstTouchesPerDay"));
        }
        rules.put(
                "first_touch_gap_millis",
                millis(definition.path("firstTouchGap").asText("0s")));
        if (definition.has("sharesPerDay")) {
            rules.set("shares_per_day", definition.get("sharesPerDay"));
        }
        rules.put("share_gap_millis", millis(definition.path("shareGap").asText("0s")));
        ArrayNode followUps = rules.putArray("follow_ups");
        if (definition.has("followUpAfter")) {
            followUps.add(definition.get("followUpAfter"));
        }
        steps(rules.putArray("steps"), name, definition);
        ArrayNode quiet = rules.putArray("quiet_steps").add("daily-share/share");
        if (definition.has("followUpAfter")) {
            quiet.add(name + "/follow-up");
        }
        return rules;
    }

    private static void steps(ArrayNode steps, String name, JsonNode definition) {
        if (definition.has("text")) {
            steps.add(name + "/text");
        }
        if (!definition.path("card").asText("send").equals("none")) {
            steps.add(name + "/card");
        }
        if (definition.has("followUp")) {
            steps.add(name + "/follow-up");
        }
    }

    private static String line(JsonNode definition) {
        String channel = definition.path("channel").asText("chert");
        String first = definition.path("lines").asText("").split(",")[0];
        return first.isEmpty() ? channel : channel + ":" + first;
    }

    /** Returns the limits of a line. Its budgets are those of the strictest campaign of its channel. */
    private static ObjectNode line(String name, JsonNode described, SimulationSettings settings) {
        String channel = RulesFile.provider(name);
        int perDay = Integer.MAX_VALUE;
        long gap = 0;
        for (JsonNode each : described) {
            JsonNode definition = each.path("definition");
            if (definition.path("channel").asText("chert").equals(channel)) {
                perDay = Math.min(perDay, definition.path("firstTouchesPerDay").asInt(Integer.MAX_VALUE));
                gap = Math.max(gap, millis(definition.path("firstTouchGap").asText("0s")));
            }
        }
        ObjectNode line = MAPPER.createObjectNode().put("name", name);
        line.putNull("max_per_day");
        if (perDay == Integer.MAX_VALUE) {
            line.putNull("max_new_chats_per_day");
        } else {
            line.put("max_new_chats_per_day", perDay);
        }
        line.put("min_gap_new_chats_millis", gap);
        line.put("min_interval_millis", option(settings, channel, "min-interval", 0));
        line.put(
                "max_in_flight",
                option(
                        settings,
                        channel,
                        "max-in-flight",
                        Long.parseLong(settings.properties().getOrDefault("callingcard.max-in-flight", "256"))));
        return line;
    }

    private static long option(SimulationSettings settings, String channel, String option, long otherwise) {
        String value = settings.properties().get("camel.component." + channel + "." + option);
        return value == null ? otherwise : Long.parseLong(value);
    }

    private static double hours(String span) {
        return millis(span) / (double) Duration.ofHours(1).toMillis();
    }

    /** Reads a duration such as {@code 1d}, {@code 90m} or {@code 1h30m}. */
    private static long millis(String span) {
        return TimeUtils.toMilliSeconds(span);
    }
}
