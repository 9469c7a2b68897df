// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Decision;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills the process with the flows at random moments while leads arrive and answers are lost. By the journal of the
 * twins, no phone shows a step twice, and each shows it once if the provider has a key. Of the other steps the ledger
 * says that they are in doubt, or, if the policy is to resend, sends them again: only a card of Chert, which has neither
 * a key nor a row in the history, may then be shown twice. {@code mvn -Pkill verify} does this at length.
 */
@Tag("full")
class KillIT {

    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final int LEADS = Integer.getInteger("kill.leads", 90);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "SQLITE, SKIP, 0",
        "SQLITE, SKIP, 0.05",
        "SQLITE, RESEND, 0.05",
        "POSTGRESQL, SKIP, 0",
        "POSTGRESQL, SKIP, 0.05",
        "POSTGRESQL, RESEND, 0.05"
    })
    void showsNoStepTwiceAndReportsTheStepsInDoubt(Ledgers.Kind kind, Decision policy, double lost) throws Exception {
        Random random = new Random(4017 + (long) (lost * 100));
        List<Lead> leads =
                IntStream.range(0, LEADS).mapToObj(FlowProcesses::lead).toList();
        try (FlowProcesses node = new FlowProcesses(folder, kind, List.of(Duration.ZERO), policy)) {
            // Slow enough that a kill hits messages in progress.
            if (lost > 0) {
                node.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY)
                        .on("POST", null)
                        .times(Integer.MAX_VALUE)
                        .probability(lost));
            }
            node.twin.inject(Fault.latency(Duration.ofMillis(30)).times(Integer.MAX_VALUE));
            for (int kill = 0; kill < KILLS; kill++) {
                node.post(0, leads.subList(LEADS * kill / KILLS, LEADS * (kill + 1) / KILLS));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(600));
                node.killAndRestart(0);
            }
            ChatLedger ledger = node.ledger();
            await().atMost(Duration.ofMinutes(3)).until(() -> {
                LeadTable.Standing standing = CampaignStore.of(ledger).leads.standing("welcome");
                return standing.done() + standing.doubtful() + standing.aside() == LEADS;
            });
            assertThat(CampaignStore.of(ledger).report.leads("welcome", null))
                    .toIterable()
                    .as("leads set aside")
                    .allMatch(lead -> lead.state() == LeadState.DONE_WITH_DOUBTS);
            checkPhones(node, ledger, leads, policy);
            ledger.close();
        }
    }

    private static void checkPhones(FlowProcesses node, ChatLedger ledger, List<Lead> leads, Decision policy) {
        Map<String, Ledgers.Step> records = new HashMap<>();
        Ledgers.steps(ledger, "welcome")
                .forEach(
                        record -> records.put(record.person() + " " + record.step() + " " + record.provider(), record));
        int doubts = 0;
        int resent = 0;
        for (Lead lead : leads) {
            for (String step : List.of("text", "card")) {
                Ledgers.Step record = records.get(lead.phone() + " " + step + " " + lead.channel());
                long shown = node.shown(lead, step);
                assertThat(record)
                        .as("the ledger knows " + step + " of " + lead.channel())
                        .isNotNull();
                boolean keyed = lead.channel().equals("linq") || lead.channel().equals("chert") && step.equals("text");
                boolean canBeFound = keyed || lead.channel().equals("wa");
                if (canBeFound || policy == Decision.SKIP) {
                    assertThat(shown).as(record.toString()).isLessThanOrEqualTo(1);
                } else if (shown > 1) {
                    resent++;
                }
                if (keyed || policy == Decision.RESEND) {
                    assertThat(record.state()).as(record.toString()).isEqualTo(StepState.SENT);
                }
                if (record.state() == StepState.SENT) {
                    assertThat(shown).as(record.toString()).isPositive();
                } else {
                    doubts++;
                    assertThat(record.state()).as(record.toString()).isEqualTo(StepState.IN_DOUBT);
                    assertThat(record.decision()).isEqualTo(Decision.SKIP);
                }
            }
        }
        System.out.printf(
                "%s, %,d leads, %,d kills: no step twice that a key or the history can tell, %,d steps in doubt and"
                        + " reported, %,d cards of Chert shown twice%n",
                policy, leads.size(), KILLS, doubts, resent);
    }
}
