// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Path;
import java.time.Duration;
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
 * Three processes share a ledger and six lines. One is frozen with SIGSTOP for longer than the lease of its lines and wakes
 * up, one is killed. Each line keeps its pause over all processes, and no message is sent twice or lost.
 */
@Tag("full")
class FleetIT {

    private static final int LEADS = Integer.getInteger("fleet.leads", 240);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void eachLineKeepsItsPaceOverAllNodes() throws Exception {
        List<Lead> leads = IntStream.range(0, LEADS)
                .mapToObj(number -> new Lead(
                        null, "Person " + number, "+1415556" + (1000 + number), "wa", "fleet", null, null, null, null))
                .toList();
        List<Duration> clocks = List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(-10));
        try (FlowProcesses nodes =
                new FlowProcesses(folder, Ledgers.Kind.POSTGRESQL, clocks, Decision.SKIP, FleetNode.class)) {
            FleetNode.LINES.forEach(line -> nodes.twin.wa().login(line, line.substring(1)));
            nodes.twin.inject(Fault.latency(Duration.ofMillis(30)).times(Integer.MAX_VALUE));
            for (int i = 0; i < clocks.size(); i++) {
                nodes.post(i, leads.subList(LEADS * i / clocks.size(), LEADS * (i + 1) / clocks.size()));
            }
            ChatLedger ledger = nodes.ledger();
            ledger.setLineLease(FleetNode.LEASE);
            await().atMost(PATIENCE).until(() -> driving(ledger) == clocks.size());
            nodes.freeze(0);
            await().atMost(PATIENCE).until(() -> driving(ledger) == clocks.size() - 1);
            nodes.kill(1);
            await().atMost(PATIENCE).until(() -> driving(ledger) == clocks.size() - 2);
            nodes.thaw(0);
            await().atMost(PATIENCE).until(() -> {
                LeadTable.Standing standing = CampaignStore.of(ledger).leads.standing("fleet");
                return standing.done() + standing.doubtful() + standing.aside() == LEADS;
            });
            check(nodes, ledger, leads);
            ledger.close();
        }
    }

    /** Returns how many nodes drive at least one line. */
    private static int driving(ChatLedger ledger) {
        return new HashSet<>(ledger.store().drivers().values()).size();
    }

    private static void check(FlowProcesses nodes, ChatLedger ledger, List<Lead> leads) {
        Map<String, List<JournalEntry>> byLine = nodes.twin.journal().stream()
                .filter(entry -> "text".equals(entry.kind()))
                .collect(Collectors.groupingBy(JournalEntry::line));
        assertThat(byLine).hasSize(FleetNode.LINES.size());
        Duration shortest = Duration.ofDays(1);
        for (List<JournalEntry> sent : byLine.values()) {
            for (int i = 1; i < sent.size(); i++) {
                Duration pause =
                        Duration.between(sent.get(i - 1).at(), sent.get(i).at());
                shortest = pause.compareTo(shortest) < 0 ? pause : shortest;
            }
        }
        assertThat(shortest).isGreaterThanOrEqualTo(FleetNode.INTERVAL);
        Map<String, StepState> states = new HashMap<>();
        Ledgers.steps(ledger, "fleet").forEach(step -> states.put(step.person(), step.state()));
        Set<Lead> doubtful = new HashSet<>();
        for (Lead lead : leads) {
            long shown = nodes.shown(lead, "text");
            if (states.get(lead.phone()) == StepState.IN_DOUBT) {
                doubtful.add(lead);
                assertThat(shown).as(lead.phone()).isLessThanOrEqualTo(1);
            } else {
                assertThat(states.get(lead.phone())).as(lead.phone()).isEqualTo(StepState.SENT);
                assertThat(shown).as(lead.phone()).isEqualTo(1);
            }
        }
        System.out.printf(
                "%,d leads, %,d lines, 3 nodes, one frozen and one killed: shortest pause %,d ms, %,d in doubt and listed%n",
                leads.size(), byLine.size(), shortest.toMillis(), doubtful.size());
    }
}
