// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.simulate.Simulation;
import io.callingcard.simulate.SimulationSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What a simulation takes from the settings of its process. */
class SimulationConfigTest {

    private static final String LEADS = "name,phone,campaign,consent\nAda,+14155550100,welcome,true\n";

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        DerivedSettings.forget();
    }

    /** Where there are only twins, the runner looks for due shares every 20 seconds. */
    @Test
    void theSweepsAreThoseOfRealLines() throws Exception {
        DerivedSettings.read();
        SimulationSettings settings = new SimulationConfig()
                .settings("file:routes/*.camel.yaml", 2, Instant.parse("2026-12-01T09:00:00Z"))
                // Not on a full minute, so that the shares are due a few seconds after one.
                .leads(
                        Duration.ofHours(8).plusSeconds(5),
                        "leads.csv",
                        () -> new ByteArrayInputStream(LEADS.getBytes(StandardCharsets.UTF_8)));
        try (Simulation simulation = new Simulation(settings, folder)) {
            simulation.run();
        }
        assertThat(shares()).isNotEmpty().allMatch(at -> at.endsWith(":00.300Z"));
    }

    private List<String> shares() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("journal.jsonl"))) {
            events.add(mapper.readTree(line));
        }
        return events.stream()
                .filter(event -> event.path("kind").asText().equals("share"))
                .map(event -> event.path("at").asText())
                .toList();
    }
}
