// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Counts the journals of random schedules a second time, and compares the counts with the summary. */
class AnalyzedSchedulesTest {

    private static final int SCHEDULES = 5;
    private static final Set<String> MESSAGES = Set.of("text", "card", "share", "media");

    @TempDir
    Path folder;

    private EngineJournal run(int seed) throws Exception {
        return EngineJournal.run(folder.resolve("of-" + seed), new RandomSchedule(seed, true).settings());
    }

    private static Predicate<ObjectNode> is(String what) {
        return event -> event.path("what").asText().equals(what);
    }

    @Test
    void theSummaryCountsWhatTheJournalHas() throws Exception {
        Path before = null;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            EngineJournal journal = run(seed);
            SimulationResult result = SimulationResult.analyze(journal.folder(), before, List.of(), seed % 2 == 0);
            check(journal, SimulationSummary.read(journal.folder()));
            assertThat(SimulationDiff.of(journal.folder(), journal.folder()).sentences())
                    .isEqualTo(List.of("Both simulations do the same."));
            assertThat(result.differences()).doesNotContain("Both simulations do the same.");
            before = journal.folder();
        }
    }

    private static void check(EngineJournal journal, SimulationSummary summary) throws IOException {
        List<ObjectNode> events = journal.events();
        assertThat(summary.messages())
                .isEqualTo(events.stream()
                        .filter(is("received")
                                .and(event ->
                                        MESSAGES.contains(event.path("kind").asText())))
                        .count());
        assertThat(summary.refused())
                .isEqualTo((int) events.stream().filter(is("refused")).count());
        assertThat(summary.accepted())
                .isEqualTo(events.stream()
                        .filter(is("lead"))
                        .map(event -> event.path("person").asText()
                                + event.path("campaign").asText())
                        .collect(Collectors.toCollection(HashSet::new))
                        .size());
        Map<String, Long> did = events.stream()
                .filter(is("person"))
                .collect(Collectors.groupingBy(event -> event.path("did").asText(), Collectors.counting()));
        assertThat(summary.did()).isEqualTo(did);
        assertThat(summary.brokenRules()).isZero();
    }
}
