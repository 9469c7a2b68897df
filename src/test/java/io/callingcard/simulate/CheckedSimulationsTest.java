// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** The product keeps its rules in simulations where people answer, connections fail and nodes are killed. */
@Tag("full")
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckedSimulationsTest {

    private static final int BUDGET = 12;
    private static final int MOST_FAULTS = 1000;
    private static final Duration LATE = Duration.ofSeconds(45);

    @TempDir
    Path folder;

    private static Fault fault(Fault.Kind kind) {
        return new Fault(null, "POST", null, kind, "internal_error", null, 0, null, LATE, 10, MOST_FAULTS, 0.2);
    }

    private List<BrokenRule> broken(SimulationSettings settings) throws Exception {
        return Analyzed.broken(EngineJournal.run(folder, settings).folder());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void peopleAnswerSaveAndStop(long seed) throws Exception {
        PeopleModel lively = new PeopleModel(0.5, 0.3, 0.4, 0.1, 0.1, Duration.ofHours(8));
        assertThat(broken(EngineJournal.settings(BUDGET, lively).seed(seed))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void callsFail(Fault.Kind kind) throws Exception {
        assertThat(broken(EngineJournal.settings(BUDGET, PeopleModel.USUAL).fault(fault(kind))))
                .isEmpty();
    }

    /** A fault with a code that a provider does not have is an internal error of the provider. */
    @ParameterizedTest
    @EnumSource(names = {"ERROR", "ERROR_AFTER_DELIVERY"})
    void aSimulationWithErrorsEnds(Fault.Kind kind) throws Exception {
        SimulationSettings settings =
                EngineJournal.settings(BUDGET, PeopleModel.USUAL).fault(fault(kind));

        assertThat(EngineJournal.run(folder, settings).events())
                .anyMatch(EngineJournal.is("fault", "kind", kind.name()));
    }

    @ParameterizedTest
    @EnumSource(names = {"KILL", "STOP"})
    void aNodeEndsWhilePeopleAnswer(SimulationSettings.Change change) throws Exception {
        PeopleModel lively = new PeopleModel(1, 0.2, 0.4, 0.1, 0, Duration.ofMinutes(2));
        SimulationSettings settings = EngineJournal.settings(BUDGET, lively)
                .nodes(2)
                .fault(fault(Fault.Kind.LATENCY))
                .change(Duration.ofSeconds(30), 1, change)
                .change(Duration.ofMinutes(5), 1, SimulationSettings.Change.START);

        assertThat(broken(settings)).isEmpty();
    }
}
