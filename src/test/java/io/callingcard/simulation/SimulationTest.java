// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.SharedPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories of one lead in which much goes wrong, on virtual time. After each event the ledger is compared with what the
 * phone received. A failing seed prints its history; {@code -Dsimulation.seed=N} replays it. {@code mvn -q -Psimulation
 * verify} runs 200,000 and prints which points were hit.
 */
class SimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 500);
    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final Long ONLY = Long.getLong("simulation.seed");
    private static final boolean PRINTED = Boolean.getBoolean("simulation.table");
    private static final long ENOUGH_FOR_ALL_POINTS = 200_000;
    private static final int WORKERS = 2;
    private static final int MOST_FAILURES = Integer.getInteger("simulation.failures", 3);

    /** What goes wrong is logged with stack traces, thousands of times. */
    private final List<Logger> logs = List.of(
            Logger.getLogger("io.callingcard"), Logger.getLogger("org.apache.camel"), Logger.getLogger("com.zaxxer"));

    private final Hits hits = new Hits();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong next = new AtomicLong(FIRST);

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
    void thePromiseHoldsInEveryHistory() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            Callable<Void> work = () -> {
                String name = SharedPostgres.create();
                Path files = folder.resolve(name);
                files.toFile().mkdirs();
                try (World world = new World(files, SharedPostgres.source(name))) {
                    work(world);
                }
                return null;
            };
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(ONLY == null ? WORKERS : 1, work))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        if (PRINTED) {
            System.out.println(next.get() - FIRST + " histories\n" + hits);
        }
        assertThat(failures).isEmpty();
        if (ONLY == null) {
            assertThat(hits.never()).as("points that were never hit").isEmpty();
        }
        if (SEEDS >= ENOUGH_FOR_ALL_POINTS) {
            assertThat(hits.missing()).as("points that were never hit").isEmpty();
        }
    }

    private void work(World world) throws Exception {
        if (ONLY != null) {
            run(ONLY, world);
            return;
        }
        while (failures.size() < MOST_FAILURES) {
            long seed = next.getAndIncrement();
            if (seed >= FIRST + SEEDS) {
                next.decrementAndGet();
                return;
            }
            run(seed, world);
        }
    }

    private static String stackTrace(Exception e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void run(long seed, World world) {
        History history = new History(seed, world, hits);
        List<String> broken;
        try {
            broken = history.run();
        } catch (Exception e) {
            broken = List.of("the simulation broke off: " + stackTrace(e));
        }
        if (ONLY != null) {
            System.out.println(history);
        }
        if (!broken.isEmpty()) {
            failures.add("\n" + history + "\nbroken: " + broken + "\nreplay: -Dsimulation.seed=" + seed + "\n");
        }
    }
}
