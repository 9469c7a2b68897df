// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The operations of {@code ledger:}, their errors, and their documentation. */
class LedgerOperationsTest {

    private DefaultCamelContext camel;
    private Ledgers ledgers;

    @BeforeEach
    void start() throws Exception {
        camel = new DefaultCamelContext();
        ledgers = new Ledgers();
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        ledgers.close();
    }

    /** The claim stays with the exchange. The first message ends it, or the lease. */
    @ParameterizedTest
    @EnumSource
    void onceLetsOneOfAllNodesSend(Ledgers.Kind kind) throws Exception {
        ChatLedger ledger = ledgers.fresh(kind);
        ChatLedger other = ledgers.another(kind);
        OncePerChat here = new OncePerChat();
        here.setLedger(ledger);
        OncePerChat there = new OncePerChat();
        there.setLedger(other);
        Exchange first = camel.getEndpoint("direct:any").createExchange();
        first.getMessage().setHeader(CardConstants.RECIPIENT, "+14155550100");
        Exchange second = first.copy();
        assertThat(ledger.claims().claimNext(here.once(), "spring/text", first).join())
                .isTrue();
        assertThat(other.claims().claimNext(there.once(), "spring/text", second).join())
                .isFalse();
        assertThat(ledger.getOpenClaims()).isZero();

        StepClaim.Sending sending = new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of());
        StepClaim claim = StepClaim.of(first);
        assertThat(claim.begin(sending).join()).isEqualTo(StepClaim.Permission.GRANTED);
        assertThat(ledger.getOpenClaims()).isEqualTo(1);
        claim.ended(sending, new StepClaim.Result(Outcome.NOT_SENT, Map.of(), null));
        assertThat(ledger.getOpenClaims()).isZero();
        await().until(() ->
                other.claims().claimNext(there.once(), "spring/text", second).join());
        StepClaim.of(second).begin(sending).join();
        StepClaim.of(second).ended(sending, new StepClaim.Result(Outcome.SENT, Map.of(), null));
        // The first exchange no longer has the claim, so it sends nothing.
        assertThat(claim.begin(sending).join()).isEqualTo(StepClaim.Permission.EXPIRED);
        await().until(() -> Ledgers.steps(ledger, "spring").stream().allMatch(step -> step.state() == StepState.SENT));
        assertThat(ledger.claims()
                        .claimNext(here.once(), "spring/text", first.copy())
                        .join())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ledger:dance|Use one of once, in-doubt",
                "ledger:resolve?resolution=SENT|CamelLedgerClaimKey: is missing",
                "ledger:report?by=DAY&zone=Atlantis|zone: is not a time zone",
                "ledger:forget|person",
                "ledger:resolve?resolution=MAYBE|must be SENT or NOT_SENT",
                "ledger:audit?limit=-5|limit: is negative",
                "ledger:once|once, step: are missing",
                "ledger:once?once=#once|once, step: are missing",
                "ledger:once?step=welcome/text|once, step: are missing",
                "ledger:once?once=#once&step=RAW( )|once, step: are missing",
                "ledger:once?once=#once&flow=welcome&step=text|step=welcome/text",
            })
    void refusesWrongUseWithTheOptionAndTheCure(String uri, String message) throws Exception {
        camel.getRegistry().bind("ledger", ledgers.fresh(Ledgers.Kind.SQLITE));
        camel.getRegistry().bind("once", new OncePerChat());
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody(uri, (Object) null))
                .hasStackTraceContaining(message);
    }

    @Test
    void onceClaimsAndReportLimitsItsRows() throws Exception {
        camel.getRegistry().bind("ledger", ledgers.fresh(Ledgers.Kind.SQLITE));
        camel.getRegistry().bind("once", new OncePerChat());
        assertThat(claimed("welcome/text")).isTrue();
        assertThat(claimed("welcome/text")).isFalse();
        assertThat(claimed("other/card")).isTrue();
        String rows = camel.createProducerTemplate()
                .requestBody("ledger:report?format=CSV&limit=1", (Object) null, String.class);
        assertThat(rows.lines()).hasSize(2).element(1).asString().contains("other,card");
    }

    private boolean claimed(String step) {
        return camel.createProducerTemplate()
                .request("ledger:once?once=#once&step=" + step, exchange -> exchange.getMessage()
                        .setHeader(CardConstants.RECIPIENT, "+14155550100"))
                .getMessage()
                .getHeader(LedgerConstants.CLAIMED, Boolean.class);
    }

    @Test
    void needsALedger() {
        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("ledger:purge", (Object) null))
                .hasStackTraceContaining("ledger: is not set");
    }

    @Test
    void startsNoRoute() {
        assertThatThrownBy(() -> camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("ledger:report").to("mock:any");
                    }
                }))
                .hasStackTraceContaining("a route cannot start with ledger:report");
    }

    /** The page, the catalog and the enum list the same operations. */
    @Test
    void everyOperationIsDocumented() throws Exception {
        String page = Files.readString(Path.of("docs/ledger.md"));
        String table =
                page.substring(page.indexOf("<!-- operations:start -->"), page.indexOf("<!-- operations:end -->"));
        List<String> words = Arrays.stream(LedgerOperation.values())
                .map(LedgerOperation::word)
                .toList();
        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)`")
                        .matcher(table)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(words);
        Field operation = LedgerEndpoint.class.getDeclaredField("operation");
        assertThat(operation.getAnnotation(UriPath.class).enums().split(",")).containsExactlyElementsOf(words);
    }
}
