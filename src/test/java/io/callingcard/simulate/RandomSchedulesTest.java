// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules hold in random schedules. A failing seed prints its schedule; {@code -Dschedules.seed=N} runs it alone. {@code mvn -q
 * -Psimulation verify} runs 10,000.
 */
class RandomSchedulesTest {

    private static final long SEEDS = Long.getLong("schedules.seeds", 10);
    private static final long FIRST = Long.getLong("schedules.first", 0);
    private static final Long ONLY = Long.getLong("schedules.seed");
    private static final int MOST_FAILURES = 5;

    /** Schedules that found a defect which few others find: a text that waited 40 seconds for its line left after STOP. */
    private static final List<Long> PINNED = List.of(61L);

    /** What goes wrong is logged with stack traces, thousands of times. */
    private final List<Logger> logs = List.of(Logger.getLogger("io.callingcard"), Logger.getLogger("org.apache.camel"));

    @TempDir
    Path folder;

    @BeforeEach
    void silence() {
        logs.forEach(log -> log.setLevel(Level.OFF));
    }

    @AfterEach
    void speak() {
        logs.forEach(log -> log.setLevel(null));
    }

    @Test
    void theRulesHoldInEverySchedule() {
        List<String> failures = new ArrayList<>();
        List<Long> seeds = ONLY == null
                ? Stream.concat(
                                PINNED.stream(),
                                LongStream.range(FIRST, FIRST + SEEDS).boxed())
                        .toList()
                : List.of(ONLY);
        for (long seed : seeds) {
            if (failures.size() == MOST_FAILURES) {
                break;
            }
            RandomSchedule schedule = new RandomSchedule(seed);
            List<?> broken = broken(schedule, folder.resolve("run"));
            if (!broken.isEmpty()) {
                failures.add("\n" + schedule + "\nbroken: " + broken + "\nrerun: -Dschedules.seed=" + seed + "\n");
            }
        }
        assertThat(failures).isEmpty();
    }

    private static List<?> broken(RandomSchedule schedule, Path run) {
        try (Simulation simulation = new Simulation(schedule.settings(), run)) {
            simulation.run();
        } catch (Exception e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return List.of("the simulation failed: " + text);
        }
        try {
            return RuleChecker.check(run).stream()
                    .filter(each -> !each.rule().equals(RuleChecker.STOP_WHILE_DOWN))
                    .toList();
        } catch (Exception e) {
            return List.of(e);
        }
    }
}
