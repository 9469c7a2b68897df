// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.Ledgers;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two processes share a ledger, and one of them is frozen with SIGSTOP for longer than its lease, again and again, while
 * it sends and while its client waits for its next try. The other process takes over its steps and sends what is in doubt
 * again. When the frozen process wakes up, it must not send what is no longer its own.
 */
@Tag("full")
class FreezeIT {

    private static final int FREEZES = Integer.getInteger("freezes", 6);
    private static final int LEADS_EACH = 12;
    /** The lease of {@link FlowNode} is two seconds; the delay of its settlement one. */
    private static final Duration LONGER_THAN_LEASE = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aProcessThatWakesUpLateSendsNothingTwice(Ledgers.Kind kind) throws Exception {
        Random random = new Random(4017);
        List<Lead> leads = IntStream.range(0, FREEZES * LEADS_EACH)
                .mapToObj(FlowProcesses::lead)
                .toList();
        List<Duration> clocks = List.of(Duration.ZERO, Duration.ZERO);
        try (FlowProcesses nodes = new FlowProcesses(folder, kind, clocks, Decision.RESEND)) {
            // The client waits a second and tries again. A freeze often falls between two tries.
            for (String provider : List.of("chert", "linq")) {
                nodes.twin.inject(new Fault(
                        provider, "POST", null, Fault.Kind.ERROR, "1007", null, 0, 1, null, 0, Integer.MAX_VALUE, 0.3));
            }
            nodes.twin.inject(Fault.latency(Duration.ofMillis(60)).times(Integer.MAX_VALUE));
            for (int freeze = 0; freeze < FREEZES; freeze++) {
                int frozen = freeze % 2;
                nodes.post(frozen, leads.subList(LEADS_EACH * freeze, LEADS_EACH * (freeze + 1)));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
                nodes.freeze(frozen);
                TimeUnit.MILLISECONDS.sleep(LONGER_THAN_LEASE.toMillis());
                nodes.thaw(frozen);
            }
            ChatLedger ledger = nodes.ledger();
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                LeadTable.Standing standing = CampaignStore.of(ledger).leads.standing("welcome");
                return standing.done() + standing.aside() == leads.size();
            });
            ledger.close();
            for (Lead lead : leads) {
                for (String step : List.of("text", "card")) {
                    boolean canBeFound = !lead.channel().equals("chert") || step.equals("text");
                    assertThat(nodes.shown(lead, step))
                            .as(step + " of " + lead.channel())
                            .isBetween(1L, canBeFound ? 1L : 2L);
                }
            }
        }
    }
}
