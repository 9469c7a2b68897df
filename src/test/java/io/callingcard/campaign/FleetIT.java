// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Four processes share a ledger and a few lines. One is frozen with SIGSTOP for longer than the lease of its lines and wakes
 * up, PostgreSQL is restarted, one process is killed, and one loses its way to the database for longer than the lease. Each
 * line keeps its pause over all processes, and no message is sent twice or lost. {@code mvn -Pfleet verify} does this with
 * 50,000 people and 200 lines.
 */
@Tag("full")
class FleetIT {

    private static final int LEADS = Integer.getInteger("fleet.leads", 240);
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(Integer.getInteger("fleet.minutes", 3));
    private static final Duration LATENCY = Duration.ofMillis(30);

    private static final int FROZEN = 0;
    private static final int KILLED = 1;
    private static final int CUT_OFF = 2;

    @TempDir
    Path folder;

    @Test
    void eachLineKeepsItsPaceOverAllNodes() throws Exception {
        List<Lead> leads = IntStream.range(0, LEADS)
                .mapToObj(number -> new Lead(
                        null, "Person " + number, "+1415" + (5560000 + number), "wa", "fleet", null, null, null, null))
                .toList();
        List<Duration> clocks = Collections.nCopies(4, Duration.ZERO);
        try (FlowProcesses nodes =
                        new FlowProcesses(folder, Ledgers.Kind.POSTGRESQL, clocks, Decision.SKIP, FleetNode.class);
                DatabaseProxy proxy = nodes.restartBehindProxy(CUT_OFF)) {
            FleetNode.LINES.forEach(line -> nodes.twin.wa().login(line, line.substring(1)));
            nodes.twin.inject(Fault.latency(LATENCY).times(Integer.MAX_VALUE));
            ChatLedger ledger = nodes.ledger();
            ledger.setLineLease(FleetNode.LEASE);
            nodes.post(CUT_OFF, leads.subList(0, 1));
            await().atMost(PATIENCE).until(() -> driving(ledger).size() == clocks.size());
            long began = System.nanoTime();
            for (int i = 1; i < LEADS; i += BATCH) {
                nodes.post(i / BATCH % clocks.size(), leads.subList(i, Math.min(LEADS, i + BATCH)));
            }
            sent(nodes, 0.1);
            nodes.freeze(FROZEN);
            awaitNodes(ledger, clocks.size() - 1);
            sent(nodes, 0.2);
            nodes.restartDatabase();
            sent(nodes, 0.3);
            nodes.kill(KILLED);
            awaitNodes(ledger, clocks.size() - 2);
            sent(nodes, 0.4);
            proxy.cut();
            awaitNodes(ledger, clocks.size() - 3);
            nodes.thaw(FROZEN);
            sent(nodes, 0.5);
            proxy.mend();
            await().atMost(PATIENCE).until(() -> {
                LeadTable.Standing standing = CampaignStore.of(ledger).leads.standing("fleet");
                return standing.done() + standing.doubtful() + standing.aside() == LEADS;
            });
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(CampaignStore.of(ledger).leads.standing("fleet").aside())
                    .as("leads set aside")
                    .isZero();
            check(nodes, ledger, leads, took);
            ledger.close();
        }
    }

    /** Waits until a part of the messages has arrived. */
    private static void sent(FlowProcesses nodes, double part) {
        await().atMost(PATIENCE).until(() -> nodes.twin.journal().size() >= LEADS * part);
    }

    private static void awaitNodes(ChatLedger ledger, int count) {
        await().atMost(PATIENCE).until(() -> driving(ledger).size() <= count);
    }

    /** Returns the nodes that drive at least one line. */
    private static Set<String> driving(ChatLedger ledger) {
        return new HashSet<>(ledger.store().drivers().values());
    }

    private static void check(FlowProcesses nodes, ChatLedger ledger, List<Lead> leads, Duration took) {
        List<JournalEntry> texts = nodes.twin.journal().stream()
                .filter(entry -> "text".equals(entry.kind()))
                .toList();
        Map<String, List<JournalEntry>> byLine = texts.stream().collect(Collectors.groupingBy(JournalEntry::line));
        assertThat(byLine).hasSize(FleetNode.LINES.size());
        Duration shortest = Duration.ofDays(1);
        for (List<JournalEntry> sent : byLine.values()) {
            for (int i = 1; i < sent.size(); i++) {
                Duration pause =
                        Duration.between(sent.get(i - 1).at(), sent.get(i).at());
                shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
            }
        }
        // A call takes less than the pause. So one message of a line was on its way at a time.
        assertThat(shortest).isGreaterThanOrEqualTo(FleetNode.INTERVAL);
        Map<String, StepState> states = new HashMap<>();
        Ledgers.steps(ledger, "fleet").forEach(step -> states.put(step.person() + step.step(), step.state()));
        Map<String, List<JournalEntry>> byPhone = texts.stream().collect(Collectors.groupingBy(JournalEntry::phone));
        int doubtful = 0;
        for (Lead lead : leads) {
            List<String> shown = byPhone.getOrDefault(lead.phone(), List.of()).stream()
                    .map(entry -> entry.content().path("text").asText())
                    .toList();
            List<String> wanted = lead.phone().endsWith(FleetNode.TALKATIVE)
                    ? List.of("Hi " + lead.name(), FleetNode.SECOND)
                    : List.of("Hi " + lead.name());
            boolean isDoubtful = false;
            for (String step : List.of("text", "second").subList(0, wanted.size())) {
                StepState state = states.get(lead.phone() + step);
                assertThat(state).as(lead.phone() + " " + step).isIn(StepState.SENT, StepState.IN_DOUBT);
                isDoubtful |= state == StepState.IN_DOUBT;
            }
            if (isDoubtful) {
                doubtful++;
                assertThat(shown).as(lead.phone()).isSubsetOf(wanted).doesNotHaveDuplicates();
            } else {
                assertThat(shown).as(lead.phone()).isEqualTo(wanted);
            }
        }
        System.out.printf(
                "%,d leads, %,d messages, %,d lines, 4 nodes, %,d s: shortest pause %,d ms, %,d leads in doubt and listed%n",
                leads.size(), texts.size(), byLine.size(), took.toSeconds(), shortest.toMillis(), doubtful);
    }
}
