// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The ledger notices what happens to its file. */
class LedgerFileTest {

    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of("a"));
    private static final int BLOCK = 4096;

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Path file;
    private ChatLedger ledger;

    @BeforeEach
    void start() {
        file = folder.resolve("callingcard.db");
        ledger = ledger();
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private ChatLedger ledger() {
        ChatLedger opened = new ChatLedger();
        opened.setFile(file.toString());
        opened.setLease("300ms");
        return opened;
    }

    private Exchange claimed(ChatLedger by, int person) {
        OncePerChat once = new OncePerChat();
        once.setLedger(by);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, "+1415555" + (1000 + person));
        assertThat(once.add(exchange, "welcome/text")).isTrue();
        return exchange;
    }

    private void send(ChatLedger by, int person) {
        Exchange exchange = claimed(by, person);
        assertThat(StepClaim.of(exchange).begin(TEXT).join()).isEqualTo(StepClaim.Permission.GRANTED);
        StepClaim.of(exchange).ended(TEXT, new StepClaim.Result(Outcome.SENT, Map.of(), null));
    }

    private HealthCheck.Result health() {
        LedgerHealthCheck health = new LedgerHealthCheck(ledger::openStore);
        health.setCamelContext(camel);
        return health.call();
    }

    private boolean isDown() {
        return health().getState() == HealthCheck.State.DOWN;
    }

    /** Finding 5 of issue 16: health was UP, 60 messages left, and all memory was gone at the next start. */
    @Test
    void sendsNothingAfterItsFileWasDeleted() throws Exception {
        send(ledger, 1);
        Exchange next = claimed(ledger, 2);
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        Files.delete(file);

        assertThatThrownBy(() -> Database.await(StepClaim.of(next).begin(TEXT)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("was deleted");
        assertThatThrownBy(() -> claimed(ledger, 3)).isInstanceOf(LedgerException.class);
        // A new connection would find a new, empty file.
        assertThatThrownBy(() -> ledger.store().database().read(connection -> 1))
                .hasMessageContaining("was deleted");
        await().until(this::isDown);
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains(file.toString(), "was deleted", "ledger restore"));
    }

    @Test
    void noticesADeletedFileWithoutASend() throws Exception {
        send(ledger, 1);
        Files.delete(file);
        await().until(this::isDown);
    }

    @Test
    void sendsNothingAfterItsFileWasReplaced() throws Exception {
        send(ledger, 1);
        Path other = folder.resolve("other.db");
        file = other;
        try (ChatLedger another = ledger()) {
            send(another, 9);
        }
        file = folder.resolve("callingcard.db");
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> claimed(ledger, 2))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("was replaced");
        assertThat(isDown()).isTrue();
    }

    @Test
    void noticesThatItsLogWasDeleted() throws Exception {
        send(ledger, 1);
        Files.delete(Path.of(file + "-wal"));
        assertThatThrownBy(() -> claimed(ledger, 2)).hasMessageContaining("callingcard.db-wal was deleted");
    }

    /** Finding 5 of issue 16: a damaged file was opened, and health was UP. */
    @Test
    void sendsNothingFromADamagedFile() throws Exception {
        for (int person = 0; person < 300; person++) {
            send(ledger, person);
        }
        ledger.close();
        damage(file, Files.size(file) / 2 / BLOCK * BLOCK);

        ledger = ledger();
        assertThatThrownBy(() -> claimed(ledger, 400))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is damaged")
                .hasMessageContaining("ledger restore");
        assertThat(isDown()).isTrue();
        assertThat(health().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains(file.toString(), "is damaged", "ledger restore"));
    }

    @Test
    void sendsNothingFromAFileThatIsNoDatabase() throws Exception {
        send(ledger, 1);
        ledger.close();
        damage(file, 0);
        ledger = ledger();
        assertThatThrownBy(() -> claimed(ledger, 2))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString());
        assertThat(isDown()).isTrue();
    }

    static void damage(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(offset);
            bytes.write("damaged ".repeat(BLOCK / 8).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
