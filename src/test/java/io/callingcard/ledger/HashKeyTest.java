// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.wire.HmacKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where the key of opt-outs comes from. */
class HashKeyTest {

    private static final String SECRET = "a secret of the operator";

    private Ledgers ledgers;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterEach
    void stop() throws Exception {
        ledgers.close();
    }

    private Path key() {
        return Path.of(ledgers.file() + "-key");
    }

    private static String signed(ChatLedger ledger) {
        return new String(ledger.store().hashKey().sign("", new byte[0]), StandardCharsets.ISO_8859_1);
    }

    private static String signedWith(String secret) {
        return new String(HmacKey.ofText(secret).sign("", new byte[0]), StandardCharsets.ISO_8859_1);
    }

    private ChatLedger another(Ledgers.Kind kind, String hashKey) throws Exception {
        ChatLedger ledger = ledgers.another(kind);
        ledger.setHashKey(hashKey);
        return ledger;
    }

    @Test
    void isMadeAtTheFirstStartInAFileOfItsOwner() throws Exception {
        String signed = signed(ledgers.fresh(Ledgers.Kind.SQLITE));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        String secret = Files.readString(key());
        assertThat(secret).hasSizeGreaterThan(40);
        assertThat(signed(ledgers.another(Ledgers.Kind.SQLITE))).isEqualTo(signed);
        assertThat(signed(another(Ledgers.Kind.SQLITE, secret))).isEqualTo(signed);
        for (String part : new String[] {"", "-wal"}) {
            assertThat(Files.readString(Path.of(ledgers.file() + part), StandardCharsets.ISO_8859_1))
                    .doesNotContain(secret);
        }
    }

    /** A new key would not recognize the people who opted out. */
    @Test
    void aLedgerWithoutItsKeyDoesNotOpen() throws Exception {
        ledgers.fresh(Ledgers.Kind.SQLITE).store();
        String secret = Files.readString(key());
        Files.delete(key());
        ChatLedger without = ledgers.another(Ledgers.Kind.SQLITE);
        assertThatThrownBy(without::store)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(key() + ": is missing")
                .hasMessageContaining("hashKey");
        LedgerHealthCheck health = new LedgerHealthCheck(without::openStore);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            health.setCamelContext(camel);
            assertThat(health.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        }
        assertThatThrownBy(() -> another(Ledgers.Kind.SQLITE, SECRET).store())
                .hasMessageContaining("hashKey: is not the key of this ledger's opt-outs")
                .hasMessageContaining(key() + " back");
        Files.writeString(key(), secret + "\n");
        assertThat(signed(ledgers.another(Ledgers.Kind.SQLITE))).isEqualTo(signedWith(secret));
    }

    @Test
    void anEmptyFileOfACrashedStartIsFilled() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        Files.createFile(key());
        ledger.store();
        assertThat(Files.readString(key())).hasSizeGreaterThan(40);
        assertThat(Files.getPosixFilePermissions(key())).hasSize(2);
    }

    @Test
    void saysThatTheFileCannotBeUsed() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        Files.createDirectory(key());
        assertThatThrownBy(ledger::store).hasMessageContaining(key() + ": cannot be read");
        Files.delete(key());
        Files.createSymbolicLink(key(), Path.of("missing", "key"));
        assertThatThrownBy(() -> ledgers.another(Ledgers.Kind.SQLITE).store())
                .hasMessageContaining(key() + ": cannot be written");
    }

    @Test
    void theNumberKeyServesToo() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setNumberKey(SECRET);
        assertThat(signed(ledger)).isEqualTo(signedWith(SECRET));
        assertThat(key()).doesNotExist();
    }

    @Test
    void blankIsNoKey() {
        ChatLedger ledger = new ChatLedger();
        ledger.setHashKey(" ");
        ledger.setHashKey(null);
        ledger.setNumberKey("");
        assertThatThrownBy(() -> ledger.setHashKey("short"))
                .hasMessage("hashKey: is too short. Use at least 16 characters.");
    }

    /** A node that made a key of its own would write to people who opted out at another. */
    @Test
    void allNodesNeedTheSameKey() throws Exception {
        ledgers.fresh(Ledgers.Kind.POSTGRESQL);
        ChatLedger without = another(Ledgers.Kind.POSTGRESQL, null);
        assertThat(without.add("a key of the idempotent consumer")).isTrue();
        assertThatThrownBy(() -> without.store().hashKey()).hasMessageContaining("hashKey: is missing");
        assertThat(signed(another(Ledgers.Kind.POSTGRESQL, SECRET))).isEqualTo(signedWith(SECRET));
        assertThat(signed(another(Ledgers.Kind.POSTGRESQL, SECRET))).isEqualTo(signedWith(SECRET));
        assertThatThrownBy(() -> another(Ledgers.Kind.POSTGRESQL, "another secret of an operator")
                        .store())
                .hasMessageContaining("hashKey: is not the key of this ledger's opt-outs")
                .hasMessageContaining("on every node");
    }

    @Test
    void copiesNameTheKeyFile() throws Exception {
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.store();
        Path backup = Path.of(ledgers.file() + ".backup");
        assertThat(Database.backup(ledgers.file(), backup)).contains("Keep a copy of " + key() + " too");
        ledger.close();
        assertThat(Database.restore(ledgers.file(), backup)).doesNotContain("key");
        Files.delete(key());
        assertThat(Database.restore(ledgers.file(), backup)).contains("put the key file back: " + key());
    }
}
