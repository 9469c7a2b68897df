// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.ChatNames;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.wire.HmacKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is stored of people who opted out, and that it survives an upgrade. */
class OptOutsTest {

    private static final String ADA = "+14155550100";
    private static final String BOB = "+14155550101";
    private static final String EVE = "+14155550102";
    private static final String FORMER_KEY = "a key that an earlier release kept in the database";
    private static final String NUMBER_KEY = "a key that hides numbers";

    private Ledgers ledgers;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterEach
    void stop() throws Exception {
        ledgers.close();
    }

    private static OptOuts optOuts(ChatLedger ledger) {
        return CampaignStore.of(ledger).optOuts;
    }

    private static boolean optIn(ChatLedger ledger, String person) {
        OptOuts optOuts = optOuts(ledger);
        return ledger.store().database().write(connection -> optOuts.remove(connection, person));
    }

    private static void optOut(ChatLedger ledger, String person) {
        OptOuts optOuts = optOuts(ledger);
        ledger.store().database().write(connection -> {
            optOuts.add(connection, person, null);
            return null;
        });
    }

    private static List<String> read(ChatLedger ledger, String sql) {
        return ledger.store().database().write(connection -> Sql.query(connection, sql, row -> row.getString(1)));
    }

    private static List<String> settings(ChatLedger ledger) {
        return read(ledger, "SELECT value FROM callingcard_setting");
    }

    private static List<String> rows(ChatLedger ledger) {
        return read(ledger, "SELECT person FROM callingcard_opt_out");
    }

    private static String hash(String key, String person) {
        byte[] hash = HmacKey.ofText(key).sign("opt-out:", person.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Writes opt-outs as an earlier release did. */
    private static void former(ChatLedger ledger, String key, String... people) {
        ledger.store().database().write(connection -> {
            for (String person : people) {
                Sql.update(connection, "INSERT INTO callingcard_opt_out (person, at) VALUES (?, 7)", hash(key, person));
            }
            return null;
        });
    }

    private static void keepFormerKey(ChatLedger ledger) {
        ledger.store().database().write(connection -> put(connection, FORMER_KEY));
    }

    private static int put(Connection connection, String key) throws SQLException {
        return Sql.update(connection, "INSERT INTO callingcard_setting (name, value) VALUES ('opt-out-key', ?)", key);
    }

    private static void know(ChatLedger ledger, String person) {
        ledger.store().database().write(connection -> ledger.store()
                .findOrCreateChat(connection, new ChatNames("wa", null, person, null)));
    }

    /** Finding M5: with the key from the same database, a number came back in 6 seconds. */
    @ParameterizedTest
    @EnumSource
    void nothingInTheDatabaseTellsWhoOptedOut(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        optOut(ledger, ADA);
        assertThat(optOuts(ledger).find(ADA)).isPresent();
        assertThat(optOuts(ledger).find(BOB)).isEmpty();
        assertThat(rows(ledger)).hasSize(1);
        for (String setting : settings(ledger)) {
            assertThat(rows(ledger).get(0)).doesNotContain(hash(setting, ADA));
        }
        assertThat(optIn(ledger, ADA)).isTrue();
        assertThat(optOuts(ledger).find(ADA)).isEmpty();
        assertThat(rows(ledger)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hashesOfAnEarlierReleaseAreReplacedWhereNumbersAreKnown(Ledgers.Kind kind) throws Exception {
        ChatLedger before = ledgers.fresh(kind);
        keepFormerKey(before);
        former(before, FORMER_KEY, ADA, BOB);
        know(before, ADA);
        know(before, EVE);
        before.close();

        ChatLedger upgraded = ledgers.another(kind);
        assertThat(optOuts(upgraded).find(ADA)).isPresent();
        assertThat(optOuts(upgraded).find(BOB)).isPresent();
        assertThat(optOuts(upgraded).find(EVE)).isEmpty();
        assertThat(rows(upgraded)).hasSize(2).contains(hash(FORMER_KEY, BOB)).doesNotContain(hash(FORMER_KEY, ADA));
        assertThat(read(upgraded, "SELECT at FROM callingcard_opt_out")).containsExactly("7", "7");
        // Without this key Bob would not be recognized.
        assertThat(settings(upgraded)).contains(FORMER_KEY);
        know(upgraded, BOB);
        upgraded.close();

        ChatLedger later = ledgers.another(kind);
        assertThat(optOuts(later).find(ADA)).isPresent();
        assertThat(optOuts(later).find(BOB)).isPresent();
        assertThat(rows(later)).hasSize(2).doesNotContain(hash(FORMER_KEY, BOB));
        assertThat(settings(later)).doesNotContain(FORMER_KEY);
        later.close();
        assertThat(optOuts(ledgers.another(kind)).find(BOB)).isPresent();
        if (kind == Ledgers.Kind.SQLITE) {
            for (String part : new String[] {"", "-wal"}) {
                assertThat(Files.readString(Path.of(ledgers.file() + part), StandardCharsets.ISO_8859_1))
                        .doesNotContain(FORMER_KEY);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFormerOptOutCanBeTakenBack(Ledgers.Kind kind) throws Exception {
        ChatLedger before = ledgers.fresh(kind);
        keepFormerKey(before);
        former(before, FORMER_KEY, ADA);
        before.close();
        ChatLedger upgraded = ledgers.another(kind);
        optOut(upgraded, ADA);
        assertThat(rows(upgraded)).hasSize(2);
        assertThat(optIn(upgraded, ADA)).isTrue();
        assertThat(optOuts(upgraded).find(ADA)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void peopleWithHiddenNumbersStayOptedOut(Ledgers.Kind kind) throws Exception {
        ChatLedger before = ledgers.fresh(kind);
        before.setNumberKey(NUMBER_KEY);
        keepFormerKey(before);
        former(before, NUMBER_KEY, ADA);
        former(before, FORMER_KEY, BOB);
        know(before, ADA);
        know(before, BOB);
        before.close();
        ChatLedger upgraded = ledgers.another(kind);
        upgraded.setNumberKey(NUMBER_KEY);
        assertThat(optOuts(upgraded).find(ADA)).isPresent();
        assertThat(optOuts(upgraded).find(BOB)).isPresent();
        assertThat(optOuts(upgraded).find(EVE)).isEmpty();
        assertThat(settings(upgraded)).contains(FORMER_KEY);
    }

    @Test
    void aDataSourceNeedsAKey() throws Exception {
        ledgers.fresh(Ledgers.Kind.POSTGRESQL);
        ChatLedger without = ledgers.another(Ledgers.Kind.POSTGRESQL);
        without.setHashKey(null);
        assertThatThrownBy(() -> optOuts(without)).hasMessageContaining("hashKey: is missing");
    }
}
