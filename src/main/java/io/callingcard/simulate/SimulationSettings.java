// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.apache.camel.util.function.ThrowingSupplier;

import io.callingcard.campaign.Campaign;
import io.callingcard.twin.Fault;

/** What a {@link Simulation} runs, and for how long. */
public final class SimulationSettings {

    private long seed = 1;
    private Instant from = Instant.parse("2026-01-01T09:00:00Z");
    private Duration length = Duration.ofDays(30);
    private String routes = "classpath:routes/*.camel.yaml";
    private Duration latency = Duration.ofMillis(300);
    private PeopleModel people = PeopleModel.SILENT;
    private int nodes = 1;
    private Path ledger;
    private String hashKey;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, Campaign> campaigns = new LinkedHashMap<>();
    private final List<Leads> leads = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<NodeChange> changes = new ArrayList<>();

    /** Leads that arrive some time after the start. */
    record Leads(Duration after, String origin, ThrowingSupplier<InputStream, IOException> body) {

        boolean isCsv() {
            return !origin.endsWith(".json");
        }
    }

    /** What happens to a node. */
    enum Change {
        START,
        /** The node finishes its exchanges and shuts down. */
        STOP,
        /** The node stops at once, as in a power failure. */
        KILL
    }

    /**
     * Something that happens to a node.
     *
     * @param after how long after the start
     * @param node  the number of the node, from 1 on
     */
    record NodeChange(Duration after, int node, Change change) {}

    /** Sets the seed. The same settings with the same seed write the same journal. */
    public SimulationSettings seed(long other) {
        seed = other;
        return this;
    }

    /** Sets the virtual time at which the simulation begins. */
    public SimulationSettings from(Instant other) {
        from = Objects.requireNonNull(other);
        return this;
    }

    public SimulationSettings days(int days) {
        return length(Duration.ofDays(days));
    }

    SimulationSettings length(Duration other) {
        length = other;
        return this;
    }

    /** Sets the pattern of the route files, as {@code camel.main.routes-include-pattern} does. */
    public SimulationSettings routes(String other) {
        routes = other;
        return this;
    }

    /** Sets how long a provider takes to answer. */
    SimulationSettings latency(Duration other) {
        latency = other;
        return this;
    }

    /**
     * Sets how people behave. Default: silent.
     *
     * @param rates {@code usual}, {@code silent}, or rates such as {@code answers=0.2,stops=0.02}
     */
    public SimulationSettings people(String rates) {
        return people(PeopleModel.parse(rates));
    }

    SimulationSettings people(PeopleModel other) {
        people = other;
        return this;
    }

    /** Sets how many nodes share the ledger from the start on. */
    SimulationSettings nodes(int other) {
        nodes = other;
        return this;
    }

    /** Sets the SQLite file of a ledger. The simulation begins with a copy of it. */
    public SimulationSettings ledger(Path file) {
        ledger = file;
        return this;
    }

    /** Sets the hash key of the ledger. Default: the key in the file beside the ledger, or a key made from the seed. */
    public SimulationSettings hashKey(String other) {
        hashKey = other;
        return this;
    }

    public SimulationSettings properties(Map<String, String> more) {
        properties.putAll(more);
        return this;
    }

    /** Adds a campaign, or replaces one that the route files define. */
    SimulationSettings campaign(String name, Campaign campaign) {
        campaigns.put(name, campaign);
        return this;
    }

    /**
     * Adds leads that arrive.
     *
     * @param after  how long after the start
     * @param origin the name of the file, as reports show it
     * @param body   opens CSV with a line of names, or JSON
     */
    public SimulationSettings leads(Duration after, String origin, ThrowingSupplier<InputStream, IOException> body) {
        leads.add(new Leads(after, origin, body));
        return this;
    }

    /** Adds a fault of the providers. Of several faults that match a call, the first one happens. */
    SimulationSettings fault(Fault fault) {
        faults.add(fault);
        return this;
    }

    SimulationSettings change(Duration after, int node, Change change) {
        changes.add(new NodeChange(after, node, change));
        return this;
    }

    long seed() {
        return seed;
    }

    Instant from() {
        return from;
    }

    Instant until() {
        return from.plus(length);
    }

    String routes() {
        return routes;
    }

    Duration latency() {
        return latency;
    }

    PeopleModel people() {
        return people;
    }

    int nodes() {
        return nodes;
    }

    Path ledger() {
        return ledger;
    }

    String hashKey() {
        return hashKey;
    }

    Map<String, String> properties() {
        return properties;
    }

    Map<String, Campaign> campaigns() {
        return campaigns;
    }

    List<Leads> leads() {
        return leads;
    }

    List<Fault> faults() {
        return faults;
    }

    List<NodeChange> changes() {
        return changes;
    }
}
