// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;

import io.callingcard.twin.Courier;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.LocalTwins;

/** The twins of the providers, and the phones behind them. */
final class SimulatedPhones implements Courier {

    /** A host that does not exist, so that a connection by mistake would fail. */
    private static final String HOST = "http://simulation.invalid/twin/";

    private static final String DOORS = "http://simulation.invalid/webhooks/";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VirtualTime time;
    private final LocalTwins twins;
    private final SimulatedPeople people;
    private final Duration latency;
    private final Map<String, String> channels = new HashMap<>();
    private final BiConsumer<String, ObjectNode> journal;
    private RuntimeException failure;
    private Receivers receivers = (path, headers, body, promise) -> promise.fail("no node runs");

    /** Takes the events that twins send to webhooks. */
    @FunctionalInterface
    interface Receivers {
        void take(String path, MultiMap headers, byte[] body, Promise<Integer> status);
    }

    SimulatedPhones(VirtualTime time, SimulationSettings settings, BiConsumer<String, ObjectNode> journal) {
        this.time = time;
        this.latency = settings.latency();
        this.journal = journal;
        this.twins = new LocalTwins(time, settings.seed(), this, this::received);
        this.people = new SimulatedPeople(time, twins, settings.people(), settings.seed(), journal);
        settings.faults().forEach(twins::fault);
        twins.chert().webhook(DOORS + "chert", "twin");
        twins.linq().webhook(DOORS + "linq", "whsec_dHdpbnR3aW50d2ludHdpbnR3aW50d2lu");
        twins.wa().webhooks(List.of(DOORS + "wa"), "twin");
    }

    static String root(String provider) {
        return HOST + provider;
    }

    static String providerOf(String baseUrl) {
        String path = baseUrl.substring(HOST.length());
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    void connect(Receivers nodes) {
        receivers = nodes;
    }

    LocalTwins twins() {
        return twins;
    }

    /** Throws the failure of a twin, if there was one. It is a bug, and ends the simulation. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Adds the channels of campaigns, by the names of the campaigns. */
    void channels(Map<String, String> all) {
        channels.putAll(all);
    }

    /** Decides which phone a person has. Must be called before the first message of the campaign. */
    void expect(String campaign, String person) {
        String provider = channels.get(campaign);
        if (provider != null) {
            people.expect(provider, person);
        }
    }

    Duration latency() {
        return latency;
    }

    LocalTwins.Answer call(
            String provider, String method, String root, String path, Map<String, String> headers, byte[] body) {
        LocalTwins.Answer answer;
        try {
            answer = twins.call(provider, method, root, path, headers, body);
        } catch (RuntimeException e) {
            // The routes would treat it as a failure of the line, or wait forever for the answer.
            failure = e;
            throw e;
        }
        Fault fault = answer.fault();
        if (fault != null) {
            journal.accept(
                    "fault",
                    SimulationJournal.event()
                            .put("provider", provider)
                            .put("kind", fault.kind().name()));
        }
        return answer;
    }

    private void received(JournalEntry entry) {
        ObjectNode event = SimulationJournal.event()
                .put("provider", entry.provider())
                .put("line", entry.line())
                .put("person", entry.phone())
                .put("kind", entry.kind());
        if (entry.messageId() != null) {
            event.put("message_id", entry.messageId());
        }
        journal.accept("received", event);
        people.received(entry);
    }

    @Override
    public void after(Duration wait, Runnable deed) {
        time.after(Math.max(1, wait.toNanos()), deed);
    }

    @Override
    public Future<Receipt> post(String address, MultiMap headers, byte[] body, Duration timeout) {
        Promise<Integer> status = Promise.promise();
        String path = address.substring(DOORS.length() - "/webhooks/".length());
        time.after(latency.toNanos(), () -> receivers.take(path, headers, body, status));
        Duration limit = timeout.compareTo(PATIENCE) > 0 ? timeout : PATIENCE;
        VirtualTime.Event late =
                time.after(latency.plus(limit).toNanos(), () -> status.tryFail("no answer within " + limit));
        return status.future().onComplete(done -> late.cancel()).map(code -> new Receipt(code, Map.of()));
    }
}
