// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.db.LedgerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A ledger of twins is not taken for one of phones, nor the other way round. */
class AudienceTest {

    private Ledgers ledgers;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterEach
    void stop() throws Exception {
        ledgers.close();
    }

    private ChatLedger again(Ledgers.Kind kind, String audience) throws Exception {
        ChatLedger ledger = ledgers.another(kind);
        ledger.setAudience(audience);
        return ledger;
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE, lines, twins, are no phones",
        "SQLITE, twins, lines, reached no phone",
        "POSTGRESQL, lines, twins, are no phones",
        "POSTGRESQL, twins, lines, reached no phone"
    })
    void keepsItsAudienceOnceItHasClaims(Ledgers.Kind kind, String audience, String other, String why)
            throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.setAudience(audience);
        ledger.add("a step");
        ledger.close();

        assertThatThrownBy(() -> again(kind, other).store())
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("audience: ")
                .hasMessageContaining(why);
        assertThat(again(kind, audience).contains("a step")).isTrue();
        assertThat(again(kind, null).contains("a step")).as("a command").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void mayChangeBeforeTheFirstClaim(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.setAudience("twins");
        assertThat(ledger.contains("a step")).isFalse();
        ledger.close();

        assertThat(again(kind, "lines").add("a step")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void isThatOfTheNextStartIfAnEarlierReleaseKeptNone(Ledgers.Kind kind) throws Exception {
        ledgers.fresh(kind).add("a step");

        assertThat(again(kind, "lines").contains("a step")).isTrue();
        assertThatThrownBy(() -> again(kind, "twins").store()).isInstanceOf(LedgerException.class);
    }
}
