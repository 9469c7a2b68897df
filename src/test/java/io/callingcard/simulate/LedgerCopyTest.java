// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A forecast begins with a copy of a ledger. */
class LedgerCopyTest {

    private static final Instant NEXT_DAY = Instant.parse("2026-03-03T15:00:00Z");

    @TempDir
    Path folder;

    private static SimulationSettings slow(SimulationSettings settings) {
        return settings.properties(Map.of("callingcard.welcome.first-touches-per-day", "2"));
    }

    private static List<String> people(Stream<? extends JsonNode> events) {
        return events.map(Run::person).toList();
    }

    @Test
    void peopleWhoWaitInTheLedgerAreWrittenToOnce() throws Exception {
        Path ledger = folder.resolve("ledger.db");
        Path before = folder.resolve("before");
        try (Simulation half = new Simulation(slow(Run.settings(5, 1)), before)) {
            half.run();
            half.keepLedger(ledger);
        }
        List<String> written = people(
                EngineJournal.read(before).events().stream().filter(EngineJournal.is("received", "kind", "text")));
        SimulationSettings forecast = slow(Run.settings(0, 3).from(NEXT_DAY).ledger(ledger));

        Run rest = Run.of(forecast, folder.resolve("rest"));

        assertThat(people(rest.received("text")))
                .doesNotContainAnyElementsOf(written)
                .doesNotHaveDuplicates();
        assertThat(people(rest.all("waiting"))).containsExactlyInAnyOrderElementsOf(people(rest.received("text")));
        assertThat(Analyzed.broken(folder.resolve("rest"))).isEmpty();
        Analyzed.result(folder.resolve("rest"), false);
        SimulationSummary summary = SimulationSummary.read(folder.resolve("rest"));
        assertThat(summary.accepted()).isZero();
        assertThat(summary.campaigns()).singleElement().satisfies(welcome -> assertThat(welcome.waiting())
                .isZero());

        String key = Files.readString(Path.of(ledger + "-key"));
        Run again = Run.of(forecast.hashKey(key), folder.resolve("again"));
        assertThat(again.bytes).isEqualTo(rest.bytes);
    }
}
