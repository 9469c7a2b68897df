// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Nodes that change, nodes that cannot start, and leads without a node. */
class NodeChangesTest {

    private static final String JSON =
            "[{\"name\": \"Ann\", \"phone\": \"+14152000001\", \"campaign\": \"welcome\", \"consent\": true}]";

    @TempDir
    Path folder;

    private Run run(SimulationSettings settings) throws Exception {
        return Run.of(settings, folder.resolve("out"));
    }

    private static SimulationSettings with(String json) {
        return Run.settings(0, 1)
                .leads(
                        Duration.ofMinutes(1),
                        "crm.json",
                        () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aNodeThatIsAsItShouldBeStaysSo() throws Exception {
        Run run = run(Run.settings(2, 1)
                .change(Duration.ofMinutes(1), 1, SimulationSettings.Change.START)
                .change(Duration.ofMinutes(2), 2, SimulationSettings.Change.STOP)
                .change(Duration.ofMinutes(3), 2, SimulationSettings.Change.KILL));
        assertThat(run.all("node"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("did").asText()).isEqualTo("started"));
        assertThat(run.received("text")).hasSize(2);
    }

    /** A start used to be lost while the node waited for a slow answer before it stopped. */
    @Test
    void aNodeThatStillStopsStartsAfterwards() throws Exception {
        Run run = run(Run.settings(2, 1)
                .fault(Fault.latency(Duration.ofSeconds(10)).on("POST", null))
                .change(Duration.ofSeconds(1), 1, SimulationSettings.Change.STOP)
                .change(Duration.ofSeconds(2), 1, SimulationSettings.Change.START));
        assertThat(run.all("node").map(event -> event.path("did").asText()))
                .containsExactly("started", "stopping", "stopped", "started");
        assertThat(run.received("text")).hasSize(2);
    }

    @Test
    void leadsMayBeJson() throws Exception {
        Run run = run(with(JSON));
        assertThat(run.received("text")).hasSize(1);
        assertThat(run.all("lead")).singleElement().satisfies(lead -> {
            assertThat(lead.path("origin").asText()).isEqualTo("crm.json");
            assertThat(lead.path("row").asInt()).isEqualTo(1);
        });
    }

    @Test
    void leadsWithoutANodeAreAMistake() {
        assertThatThrownBy(() -> run(with(JSON).change(Duration.ofSeconds(1), 1, SimulationSettings.Change.KILL)))
                .hasMessage("No node runs. Start one before leads arrive.");
    }

    @Test
    void aFileThatIsNoJsonIsRefused() throws Exception {
        Run run = run(with("no JSON"));
        assertThat(run.all("refused")).isNotEmpty().allSatisfy(refused -> assertThat(
                        refused.path("origin").asText())
                .isEqualTo("crm.json"));
        assertThat(run.received("text")).isEmpty();
    }

    @Test
    void routesThatCannotStartAreNamed() throws Exception {
        String routes = UserRoutes.in(
                folder.resolve("routes"),
                """
                - route:
                    from:
                      uri: timer:wrong
                      steps:
                        - to: direct:next?color=red
                """);
        assertThatThrownBy(() -> run(Run.settings(0, 1).routes(routes)))
                .hasMessageStartingWith("The routes cannot be started: ")
                .hasMessageContaining("color");
    }

    @Test
    void aCanceledSimulationEndsAtOnce() throws Exception {
        SimulationSettings settings = Run.settings(2, 30);
        try (Simulation simulation = new Simulation(settings, folder.resolve("out"))) {
            simulation.cancel();
            simulation.run();
            assertThat(simulation.now()).isEqualTo(settings.from());
            assertThat(simulation.counts()).containsOnlyKeys("node");
        }
        assertThat(RulesFile.read(folder.resolve("out")).until()).isEqualTo(settings.until());
    }
}
