// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.callingcard.provider.wire.Json;
import io.callingcard.simulate.Finding;
import io.callingcard.simulate.Simulation;
import io.callingcard.simulate.SimulationResult;

/** A simulation in the background: how far it is, and how it ended. */
final class SimulationJob {

    private final String id;
    private final Simulation simulation;
    private final Path folder;
    private final List<Finding> flows;
    private final SimulationJob before;
    private final Instant from;
    private final Instant until;
    private volatile State state = State.RUNNING;
    private volatile String reason;

    enum State {
        RUNNING,
        DONE,
        CANCELED,
        FAILED
    }

    /**
     * Waits to be run.
     *
     * @param flows  what was found in the files of the routes
     * @param before the result to compare with, or null; it is deleted afterwards
     */
    SimulationJob(
            String id,
            Simulation simulation,
            Path folder,
            List<Finding> flows,
            SimulationJob before,
            Instant from,
            Instant until) {
        this.id = id;
        this.simulation = simulation;
        this.folder = folder;
        this.flows = flows;
        this.before = before;
        this.from = from;
        this.until = until;
    }

    String id() {
        return id;
    }

    Path folder() {
        return folder;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    boolean isOver() {
        return state != State.RUNNING;
    }

    void run() throws Exception {
        try {
            simulate();
        } finally {
            if (before != null) {
                before.forget();
            }
        }
    }

    private void simulate() throws Exception {
        try (simulation) {
            simulation.run();
        }
        SimulationResult.analyze(folder, before == null ? null : before.folder(), flows, false);
        state = simulation.now().isBefore(until) ? State.CANCELED : State.DONE;
    }

    void fail(String why) {
        reason = why;
        state = State.FAILED;
    }

    void cancel() {
        simulation.cancel();
    }

    /** Deletes the result. */
    void forget() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    ObjectNode shown() {
        ObjectNode shown = Json.object().put("id", id).put("state", state.name());
        shown.put("from", from.toString());
        shown.put("until", until.toString());
        shown.put("now", simulation.now().toString());
        ObjectNode events = shown.putObject("events");
        simulation.counts().forEach(events::put);
        simulation.stubs().forEach(shown.putArray("stubs")::add);
        shown.put("compared", before != null);
        Json.put(shown, "reason", reason);
        return shown;
    }
}
