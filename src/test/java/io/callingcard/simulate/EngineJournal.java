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
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The journal of a real simulation. A test may write a copy in which a line is changed. */
record EngineJournal(Path folder, List<ObjectNode> events, ObjectNode rules) {

    static final String AMERICAN = "+141520000";
    static final String INDIAN = "+919876543210";
    static final String TOLL_FREE = "+18005550199";

    /** Simulates five days of 24 leads in three countries. Three of the leads are refused. */
    static EngineJournal run(Path folder, int firstTouchesPerDay, PeopleModel people) throws Exception {
        return run(folder, settings(firstTouchesPerDay, people));
    }

    static SimulationSettings settings(int firstTouchesPerDay, PeopleModel people) {
        StringBuilder csv = new StringBuilder("name,phone,campaign,consent\n");
        for (int i = 0; i < 20; i++) {
            csv.append("Ann" + i + "," + AMERICAN + String.format("%02d", i) + ",welcome,true\n");
        }
        csv.append("Asha," + INDIAN + ",welcome,true\n");
        csv.append("Bert,+4915112345678,welcome,false\n");
        csv.append("Carl,+4915112345679,welcome,no\n");
        csv.append("Dora,4155,welcome,true\n");
        byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
        return new SimulationSettings()
                .from(Instant.parse("2026-01-05T15:00:00Z"))
                .days(5)
                .seed(7)
                .people(people)
                .routes("file:routes/*.camel.yaml")
                .properties(Map.of(
                        "callingcard.welcome.first-touches-per-day",
                        Integer.toString(firstTouchesPerDay),
                        "callingcard.welcome.first-touch-gap",
                        "1m"))
                .leads(Duration.ZERO, "leads.csv", () -> new ByteArrayInputStream(body));
    }

    static EngineJournal run(Path folder, SimulationSettings settings) throws Exception {
        try (Simulation simulation = new Simulation(settings, folder)) {
            simulation.run();
        }
        return read(folder);
    }

    static EngineJournal read(Path folder) throws IOException {
        List<ObjectNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(JournalEvent.FILE))) {
            events.add((ObjectNode) SimulationJson.MAPPER.readTree(line));
        }
        return new EngineJournal(folder, events, (ObjectNode)
                SimulationJson.MAPPER.readTree(folder.resolve(RulesFile.FILE).toFile()));
    }

    /** Writes a changed copy of the journal. */
    Path changed(Path copy, Consumer<EngineJournal> change) throws IOException {
        EngineJournal other = read(folder);
        change.accept(other);
        Files.createDirectories(copy);
        List<String> lines = other.events.stream().map(JsonNode::toString).toList();
        Files.write(copy.resolve(JournalEvent.FILE), lines);
        Files.writeString(copy.resolve(RulesFile.FILE), other.rules.toString());
        return copy;
    }

    /** Returns the first event of a kind. */
    ObjectNode first(String what, String field, String value) {
        return events.stream().filter(is(what, field, value)).findFirst().orElseThrow();
    }

    ObjectNode first(String what, String person, String field, String value) {
        return events.stream()
                .filter(is(what, field, value)
                        .and(each -> each.path("person").asText().equals(person)))
                .findFirst()
                .orElseThrow();
    }

    static Predicate<ObjectNode> is(String what, String field, String value) {
        return event -> event.path("what").asText().equals(what)
                && event.path(field).asText().equals(value);
    }

    void addBefore(ObjectNode event, ObjectNode other) {
        int index = 0;
        while (events.get(index) != event) {
            index++;
        }
        events.add(index, other);
    }

    ObjectNode campaign(String name) {
        for (JsonNode each : rules.get("campaigns")) {
            if (each.path("name").asText().equals(name)) {
                return (ObjectNode) each;
            }
        }
        throw new AssertionError(name);
    }

    ObjectNode line() {
        return (ObjectNode) ((ArrayNode) rules.get("lines")).get(0);
    }
}
