package io.callingcard.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A backup is restored while leads wait: what was sent since the backup is not sent again. */
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
        ledger.setFile(folder.resolve("callingcard.db").toString());
        ledger.setLease("1s");
        flows = new Flows(twin.port(), ledger, Map.of("callingcard.ledger.lease", "3s"));
    }

    private static String phone(int lead) {
        return "+1415555" + (1000 + lead);
    }

    private long waiting() {
        return CampaignStore.of(ledger).leads.standing("welcome").waiting();
    }

    /** Law 6: 62 to 120 of 360 steps were sent again, and nothing said so. */
    @Test
    void doesNotSendAgainWhatWasSentSinceTheBackup() throws Exception {
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
                    CHANNELS.get(i % 3),
                    "consent",
                    true));
        }
        flows.lead(leads);
        await().until(() -> twin.journal().size() >= 8);
        Path backup = folder.resolve("backup.db");
        Database.backup(Path.of(ledger.getFile()), backup);
        int then = twin.journal().size();
        await().until(() -> twin.journal().size() >= LEADS);
        flows.close();
        ledger.close();
        int before = twin.journal().size();
        Database.restore(Path.of(ledger.getFile()), backup);
        open();
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            flows.send("direct:settle", null);
            return waiting() == 0;
        });

        Map<String, Long> arrived = twin.journal().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.provider() + " " + entry.phone() + " " + entry.kind(), Collectors.counting()));
        assertThat(arrived.entrySet()).allMatch(each -> each.getValue() == 1);
        long sent = Ledgers.steps(ledger, "welcome").stream()
                .filter(step -> step.state() == StepState.SENT)
                .count();
        long inDoubt = Ledgers.steps(ledger, "welcome").stream()
                .filter(step -> step.state() == StepState.IN_DOUBT)
                .count();
        assertThat(sent + inDoubt).isEqualTo(2 * LEADS);
        assertThat((long) twin.journal().size()).isBetween(sent, sent + inDoubt);
        assertThat(before).isGreaterThan(then);
        // Every text arrived: the key or the history tells.
        assertThat(twin.journal().stream().map(JournalEntry::kind).filter("text"::equals))
                .hasSize(LEADS);
    }
}
