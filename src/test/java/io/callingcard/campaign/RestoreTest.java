// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Campaigns go on after the ledger's file was lost or restored, and no message is sent twice. */
class RestoreTest {

    private static final int LEADS = 30;
    private static final List<String> CHANNELS = List.of("chert", "linq", "wa");

    @TempDir
    Path folder;

    private TwinServer twin;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        twin = TwinServer.start();
        open();
    }

    @AfterEach
    void stop() {
        flows.close();
        ledger.close();
        twin.close();
    }

    private void open() throws Exception {
        ledger = new ChatLedger();
        ledger.setFile(file().toString());
        ledger.setLease("1s");
        flows = new Flows(twin.port(), ledger, Map.of("callingcard.ledger.lease", "1s"));
    }

    private static String phone(int lead) {
        return "+1415555" + (1000 + lead);
    }

    private long waiting() {
        return CampaignStore.of(ledger).leads.standing("welcome").waiting();
    }

    private void add() {
        List<Map<String, Object>> leads = new ArrayList<>();
        for (int i = 0; i < LEADS; i++) {
            leads.add(Map.of(
                    "name",
                    "Ada",
                    "phone",
                    phone(i),
                    "campaign",
                    "welcome",
                    "channel",
                    CHANNELS.get(i % CHANNELS.size()),
                    "consent",
                    true));
        }
        flows.lead(leads);
    }

    private void restore(Path backup) throws Exception {
        flows.close();
        ledger.close();
        Database.restore(file(), backup);
        open();
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            flows.send("direct:settle", null);
            return waiting() == 0;
        });
    }

    private Path file() {
        return folder.resolve("callingcard.db");
    }

    private long count(StepState state) {
        return Ledgers.steps(ledger, "welcome").stream()
                .filter(step -> step.state() == state)
                .count();
    }

    private void assertOnceEach() {
        assertThat(twin.journal())
                .extracting(entry -> entry.provider() + " " + entry.phone() + " " + entry.kind())
                .doesNotHaveDuplicates();
        assertThat(count(StepState.SENT) + count(StepState.IN_DOUBT)).isEqualTo(2 * LEADS);
        assertThat((long) twin.journal().size())
                .isBetween(count(StepState.SENT), count(StepState.SENT) + count(StepState.IN_DOUBT));
        // The key or the history tells about each text.
        assertThat(twin.journal().stream().map(JournalEntry::kind).filter("text"::equals))
                .hasSize(LEADS);
    }

    /** Law 6: 62 to 120 of 360 steps were sent again, and nothing said so. */
    @Test
    void doesNotSendAgainWhatWasSentSinceTheBackup() throws Exception {
        add();
        await().until(() -> twin.journal().size() >= 8);
        Path backup = folder.resolve("backup.db");
        Database.backup(file(), backup);
        await().until(() -> twin.journal().size() >= LEADS);
        restore(backup);
        assertOnceEach();
    }

    /** Finding 5 of issue 16: 60 messages left after the file was deleted, and all memory was gone at the next start. */
    @Test
    void sendsNothingAfterTheFileWasDeletedAndForgetsNothing() throws Exception {
        add();
        await().until(() -> twin.journal().size() >= 8);
        Files.delete(file());
        HealthCheck health =
                HealthCheckRegistry.get(flows.camel).getCheck("ledger").orElseThrow();
        await().until(() -> health.call().getState() == HealthCheck.State.DOWN);
        assertThatThrownBy(this::add).hasRootCauseInstanceOf(LedgerException.class);
        try (Stream<Path> files = Files.list(folder)) {
            Path rescued = files.filter(each -> each.toString().contains(".rescued-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(twin.journal()).hasSizeLessThan(2 * LEADS);
            restore(rescued);
        }
        assertOnceEach();
    }
}
