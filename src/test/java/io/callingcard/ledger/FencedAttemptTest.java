// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The simulation found this: a refusal of a process that woke up late erased the attempt of the next process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FencedAttemptTest {

    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of("trace"));

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Ledgers ledgers;

    @BeforeAll
    void start() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterAll
    void stop() throws Exception {
        ledgers.close();
    }

    private StepClaim claim(OncePerChat once) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, "+14155550100");
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        assertThat(once.add(exchange, "flow/a")).isTrue();
        return StepClaim.of(exchange);
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatWakesUpLateDoesNotEraseTheAttemptOfTheNextOne(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.setLease("100ms");
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        StepClaim frozen = claim(once);
        ledger.store().openClaims.close();
        await().until(() -> ledger.countDoubts() == 1);
        String key = SwitchedLedger.listed(ledger.store()).get(0);
        assertThat(ledger.store().doubts.settle(key, List.of(), Decision.SKIP, "settle"))
                .isEqualTo(Doubts.Finding.NEVER_BEGUN);
        StepClaim next = claim(once);
        assertThat(next.begin(TEXT).join()).isEqualTo(StepClaim.Permission.GRANTED);
        next.ended(TEXT, new StepClaim.Result(Outcome.IN_DOUBT, Map.of(), null));

        assertThat(frozen.begin(TEXT).join()).isEqualTo(StepClaim.Permission.EXPIRED);
        frozen.ended(TEXT, new StepClaim.Result(Outcome.NOT_SENT, Map.of(), null));
        SwitchedLedger.beat(ledger.store());

        StepHistory history = ledger.store().database().write(connection -> AttemptTable.of(connection, key));
        assertThat(history.state()).isEqualTo(StepState.IN_DOUBT);
    }
}
