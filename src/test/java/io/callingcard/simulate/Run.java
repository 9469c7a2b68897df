// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A small simulation of the shipped routes, and its journal. */
final class Run {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final List<JsonNode> events = new ArrayList<>();
    final JsonNode rules;
    final byte[] bytes;

    private Run(Path folder) throws IOException {
        bytes = Files.readAllBytes(folder.resolve(JournalEvent.FILE));
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            events.add(MAPPER.readTree(line));
        }
        rules = MAPPER.readTree(folder.resolve(RulesFile.FILE).toFile());
    }

    static SimulationSettings settings(int people, int days) {
        return settings(people, days, "+1415200%04d");
    }

    /** @param numbers the pattern of the phone numbers, with a place for four digits */
    static SimulationSettings settings(int people, int days, String numbers) {
        return new SimulationSettings()
                .days(days)
                .seed(7)
                .from(Instant.parse("2026-03-02T15:00:00Z"))
                .routes("file:routes/*.camel.yaml")
                .leads(Duration.ZERO, "leads.csv", () -> new ByteArrayInputStream(csv(people, numbers)));
    }

    private static byte[] csv(int people, String numbers) {
        StringBuilder csv = new StringBuilder("name,phone,campaign,consent\n");
        for (int i = 0; i < people; i++) {
            csv.append("Ann,").append(String.format(numbers, i)).append(",welcome,true\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Run of(SimulationSettings settings, Path folder) throws Exception {
        try (Simulation simulation = new Simulation(settings, folder)) {
            simulation.run();
        }
        return new Run(folder);
    }

    Stream<JsonNode> all(String what) {
        return events.stream().filter(event -> event.path("what").asText().equals(what));
    }

    Stream<JsonNode> received(String kind) {
        return all("received").filter(event -> event.path("kind").asText().equals(kind));
    }

    static Instant at(JsonNode event) {
        return Instant.parse(event.path("at").asText());
    }

    static String person(JsonNode event) {
        return event.path("person").asText();
    }
}
