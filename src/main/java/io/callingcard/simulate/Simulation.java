// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;

import io.callingcard.ledger.db.Database;

/**
 * Runs routes, campaigns and the ledger for days in seconds. Its clock jumps from one event to the next. The providers are twins
 * in this process, and no connection is opened. The same settings write the same journal.
 */
public final class Simulation implements AutoCloseable {

    /** The events of so much time run before the simulation checks whether to commit or to end. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private static final int LONGEST_REASON = 300;

    private final SimulationSettings settings;
    private final VirtualTime time;
    private final SimulationJournal journal;
    private final SimulatedPhones phones;
    private final SimulatedLedger ledger;
    private final SimulatedChanges changes;
    private final SplittableRandom seeds;
    private final String hashKey;
    private final Path scratch;
    private final Path out;
    private final Map<Integer, SimulatedNode> nodes = new TreeMap<>();
    /** The nodes that are shutting down. The value is true if the node starts again afterwards. */
    private final Map<Integer, Boolean> stopping = new HashMap<>();

    private final Set<String> stubs = new TreeSet<>();
    private final Set<String> notSimulated = new TreeSet<>();
    private volatile Instant now;
    private volatile boolean isCanceled;
    private int turn;

    /**
     * Prepares a simulation.
     *
     * @param out the folder for the journal and the rules
     */
    public Simulation(SimulationSettings settings, Path out) {
        this.settings = settings;
        this.out = out;
        this.now = settings.from();
        this.time = new VirtualTime(settings.from(), settings.until());
        this.seeds = new SplittableRandom(settings.seed());
        try {
            scratch = Files.createTempDirectory("calling-card-simulation");
            Path file = scratch.resolve("ledger.db");
            if (settings.ledger() != null) {
                Database.backup(settings.ledger(), file);
            }
            this.hashKey = hashKey();
            this.journal = new SimulationJournal(out);
            this.phones = new SimulatedPhones(time, settings, this::write);
            this.changes = new SimulatedChanges(phones, this::write);
            this.ledger = new SimulatedLedger(file, time, this::changed);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The simulation cannot be prepared: " + e.getMessage(), e);
        }
        phones.connect(this::deliver);
    }

    /** Returns the key that opens the copy of the ledger. */
    private String hashKey() throws IOException {
        if (settings.hashKey() != null) {
            return settings.hashKey();
        }
        Path file = settings.ledger() == null ? null : Path.of(settings.ledger() + "-key");
        return file != null && Files.exists(file)
                ? Files.readString(file).strip()
                : "simulation-of-seed-" + settings.seed();
    }

    /** Runs the simulation to its end, and writes the journal and the rules. */
    public void run() throws Exception {
        if (settings.ledger() != null) {
            changes.known(ledger);
        }
        for (int number = 1; number <= settings.nodes(); number++) {
            start(number);
        }
        if (settings.ledger() != null) {
            changes.waiting(ledger);
        }
        settings.leads().forEach(each -> time.after(each.after().toNanos(), () -> first().add(each)));
        settings.changes().forEach(each -> time.after(each.after().toNanos(), () -> change(each)));
        while (now.isBefore(settings.until()) && !isCanceled) {
            Instant next = now.plus(TURN);
            time.runUntil(next.isAfter(settings.until()) ? settings.until() : next);
            now = time.instant();
            ledger.rest();
            phones.check();
        }
        SimulationRules.write(out, settings, first(), stubs, notSimulated, changes.lines());
    }

    /** Ends the run soon. May be called by another thread. */
    public void cancel() {
        isCanceled = true;
    }

    /** Returns the time of the simulation. May be called by another thread. */
    public Instant now() {
        return now;
    }

    /** Returns how many events of each kind there were, such as {@code received}. May be called by another thread. */
    public Map<String, Long> counts() {
        return journal.counts();
    }

    /** Returns the endpoints that a stub replaced, without their queries. */
    public Set<String> stubs() {
        return Set.copyOf(stubs);
    }

    /** Returns the steps of routes that use the real clock, such as {@code resequence of route orders}. */
    public Set<String> notSimulated() {
        return Set.copyOf(notSimulated);
    }

    /** Copies the ledger in its present state. */
    void keepLedger(Path file) {
        try {
            ledger.copy(file);
            Files.writeString(Path.of(file + "-key"), hashKey);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("The ledger of the simulation cannot be copied", e);
        }
    }

    private SimulatedNode first() {
        return nodes.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node runs. Start one before leads arrive."));
    }

    private void change(SimulationSettings.NodeChange change) {
        switch (change.change()) {
            case START -> start(change.node());
            case STOP -> stop(change.node());
            case KILL -> kill(change.node());
        }
    }

    private void start(int number) {
        stopping.replace(number, true);
        if (nodes.containsKey(number)) {
            return;
        }
        SimulatedNode node = new SimulatedNode(
                number,
                settings,
                new VirtualMachine(time, seeds.nextLong()),
                phones,
                ledger,
                hashKey,
                stubs,
                notSimulated);
        nodes.put(number, node);
        try {
            node.start();
        } catch (Exception e) {
            throw new IllegalStateException("The routes cannot be started: " + reason(e), e);
        }
        happened(number, "started");
    }

    /** Tells all nodes about a change of a lead, because each node may have caused it for the others. */
    private void changed(Object[] values) {
        if (SimulatedLedger.IS_OF_LEADS.contains(values[0])) {
            nodes.values().forEach(node -> node.machine().hear());
        }
        changes.accept(values);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        String reason = String.valueOf(cause.getMessage());
        return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    }

    private void stop(int number) {
        SimulatedNode node = nodes.get(number);
        if (node != null && stopping.putIfAbsent(number, false) == null) {
            happened(number, "stopping");
            node.stop();
            nodes.remove(number, node);
            happened(number, "stopped");
            if (stopping.remove(number)) {
                start(number);
            }
        }
    }

    private void kill(int number) {
        SimulatedNode node = nodes.remove(number);
        if (node != null) {
            node.kill();
            happened(number, "killed");
        }
    }

    private void happened(int node, String did) {
        write(
                "node",
                SimulationJournal.event().put("node", Integer.toString(node)).put("did", did));
    }

    /** Delivers an event to one of the nodes, in round-robin order. */
    private void deliver(String path, MultiMap headers, byte[] body, Promise<Integer> status) {
        Map<Integer, SimulatedNode> alive = new HashMap<>();
        nodes.values().forEach(node -> alive.put(alive.size(), node));
        boolean isTaken = !alive.isEmpty()
                && alive.get(turn++ % alive.size()).door().call(path, headers, body, status::tryComplete);
        if (!isTaken) {
            status.tryFail("no node listens");
        }
    }

    private void write(String what, ObjectNode event) {
        journal.write(time.instant(), what, event);
    }

    @Override
    public void close() throws IOException {
        nodes.values().forEach(SimulatedNode::kill);
        journal.close();
        try {
            ledger.close();
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            try (var files = Files.list(scratch)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(scratch);
        }
    }
}
