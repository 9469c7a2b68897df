// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.machine.Machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** After an unclean end it is open whether the ledger was restored, until the providers' histories tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgottenTest {

    private static final Duration AGE = Duration.ofMinutes(10);
    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of(HistoryRow.trace("Hello")));

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Ledgers ledgers;
    private Ledgers.Kind kind;

    private record Row(String id, boolean fromUs, Instant timeSent) implements HistoryRow {
        @Override
        public String text() {
            return "Hello";
        }
    }

    @BeforeAll
    void start() throws Exception {
        ledgers = new Ledgers();
    }

    @AfterEach
    void clear() throws Exception {
        ledgers.clear();
    }

    @AfterAll
    void stop() throws Exception {
        ledgers.close();
    }

    private ChatLedger used(Ledgers.Kind its) throws Exception {
        kind = its;
        ChatLedger ledger = ledgers.fresh(kind);
        ledger.store();
        return ledger;
    }

    /** Opens a ledger whose process ended a while ago, as a backup of a ledger in use looks. */
    private ChatLedger afterUncleanEnd(Ledgers.Kind its) throws Exception {
        ChatLedger first = used(its);
        claim(first, "known/step");
        first.close();
        sql("DELETE FROM callingcard_setting WHERE name = 'stopped'");
        age();
        return another();
    }

    private ChatLedger another() throws Exception {
        ChatLedger ledger = ledgers.another(kind);
        ledger.setLease("100ms");
        ledger.store();
        return ledger;
    }

    private void age() throws Exception {
        sql("UPDATE callingcard_setting SET value = CAST(CAST(value AS BIGINT) - " + AGE.toMillis()
                + " AS VARCHAR(20)) WHERE name IN ('heartbeat', 'stopped')");
        Files.deleteIfExists(Path.of(ledgers.file() + "-heartbeat"));
    }

    private void sql(String sql) throws Exception {
        DataSource source = kind == Ledgers.Kind.SQLITE ? Database.file(ledgers.file()) : ledgers.postgresSource();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Forgotten forgotten(ChatLedger ledger) {
        return ledger.store().forgotten;
    }

    private static Row lost() {
        return new Row("m1", true, Instant.now().minus(AGE.dividedBy(2)));
    }

    private Exchange claim(ChatLedger ledger) {
        return claim(ledger, "welcome/text");
    }

    private Exchange claim(ChatLedger ledger, String step) {
        OncePerChat once = new OncePerChat();
        once.setLedger(ledger);
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, "+14155550100");
        once.add(exchange, step);
        return exchange;
    }

    @ParameterizedTest
    @EnumSource
    void claimsWaitForTheAnswer(Ledgers.Kind its) throws Exception {
        ChatLedger ledger = afterUncleanEnd(its);
        CompletableFuture<Exchange> claimed = CompletableFuture.supplyAsync(() -> claim(ledger));
        await().during(Duration.ofMillis(300)).until(() -> !claimed.isDone());
        forgotten(ledger).answer(List.of(), List.of("linq is away"), false);
        assertThat(claimed).isNotDone();
        forgotten(ledger).answer(List.of(lost()), List.of("linq is away"), false);
        StepClaim claim = StepClaim.of(claimed.join());
        assertThat(claim.begin(TEXT).join()).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
    }

    /** It needs no settlement first. */
    @ParameterizedTest
    @EnumSource
    void aStepThatMayAlwaysBeRepeatedIsSentAndRecorded(Ledgers.Kind its) throws Exception {
        ChatLedger ledger = afterUncleanEnd(its);
        forgotten(ledger).answer(List.of(lost()), List.of(), true);
        StepClaim claim = StepClaim.of(claim(ledger));
        StepClaim.Sending card = new StepClaim.Sending("wa", "share", StepClaim.Sending.ALWAYS, null, List.of());
        assertThat(claim.begin(card).join()).isEqualTo(StepClaim.Permission.GRANTED);
        claim.ended(card, new StepClaim.Result(Outcome.SENT, Map.of(), null));
        await().until(() -> Ledgers.states(ledger).contains(StepState.SENT));
    }

    @ParameterizedTest
    @EnumSource
    void claimsDoNotWaitForLong(Ledgers.Kind its) throws Exception {
        ChatLedger ledger = afterUncleanEnd(its);
        Forgotten hasty = new Forgotten(Machine.REAL, ledger.store().database(), 1);
        hasty.await();
        assertThat(hasty.suspected()).isNotNull();
        hasty.await();
        Forgotten patient = new Forgotten(Machine.REAL, ledger.store().database(), 500);
        forgotten(ledger).answer(List.of(lost()), List.of(), true);
        // Nothing wakes it, as if the answer were another node's. It looks itself.
        patient.await();
        assertThat(patient.gap()).isEqualTo(forgotten(ledger).gap());
    }

    @ParameterizedTest
    @EnumSource
    void aClaimThatIsInterruptedIsNotTaken(Ledgers.Kind its) throws Exception {
        ChatLedger ledger = afterUncleanEnd(its);
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                claim(ledger);
            } catch (LedgerException e) {
                failure.set(e);
            }
        });
        thread.start();
        thread.interrupt();
        thread.join();
        assertThat(failure.get()).hasMessageContaining("restored");
    }

    @ParameterizedTest
    @EnumSource
    void otherNodesHearOfTheGap(Ledgers.Kind its) throws Exception {
        ChatLedger one = afterUncleanEnd(its);
        ChatLedger other = another();
        assertThat(forgotten(other).suspected()).isEqualTo(forgotten(one).suspected());
        forgotten(one).answer(List.of(lost()), List.of(), true);
        await().until(() -> forgotten(other).gap() != null);
        assertThat(forgotten(other).suspected()).isNull();
        // The answer stays, also if the other node asked too.
        forgotten(other).answer(List.of(), List.of(), true);
        assertThat(forgotten(other).gap()).isEqualTo(forgotten(one).gap());
    }

    @ParameterizedTest
    @EnumSource
    void onlyAMessageOfOursThatIsUnknownShowsTheGap(Ledgers.Kind its) throws Exception {
        ChatLedger ledger = afterUncleanEnd(its);
        RestoredGap open = forgotten(ledger).suspected();
        forgotten(ledger).answer(List.of(), List.of(), true);
        // A heartbeat that read the question before the answer asks once more.
        await().until(() -> forgotten(ledger).suspected() == null);
        StepClaim known = StepClaim.of(claim(ledger));
        known.begin(TEXT).join();
        known.ended(TEXT, new StepClaim.Result(Outcome.SENT, Map.of(CardConstants.MESSAGE_ID, "m2"), null));
        await().until(() -> ledger.store()
                .database()
                .statement(connection ->
                        Sql.exists(connection, "SELECT 1 FROM callingcard_claim WHERE message_id = 'm2'")));
        ledger.close();

        sql("DELETE FROM callingcard_setting WHERE name = 'stopped'");
        age();
        ChatLedger next = another();
        List<HistoryRow> others = List.of(
                new Row("m3", false, lost().timeSent()),
                new Row("m4", true, null),
                new Row("m5", true, open.from().plusSeconds(110)),
                new Row("m6", true, forgotten(next).suspected().until().plusSeconds(1)),
                new Row("m2", true, lost().timeSent()));
        forgotten(next).answer(others, List.of(), false);
        assertThat(forgotten(next).gap()).isNull();
        forgotten(next).answer(List.of(lost()), List.of(), false);
        assertThat(forgotten(next).gap().from()).isBefore(open.until());
        assertThat(forgotten(next).gap().until()).isAfter(open.until());
    }

    @ParameterizedTest
    @EnumSource
    void aProperStopLeavesNothingOpen(Ledgers.Kind its) throws Exception {
        used(its).close();
        age();
        assertThat(forgotten(another()).suspected()).isNull();
    }

    /** Another node still runs. */
    @ParameterizedTest
    @EnumSource
    void aYoungHeartbeatLeavesNothingOpen(Ledgers.Kind its) throws Exception {
        used(its);
        assertThat(forgotten(another()).suspected()).isNull();
    }

    /** One of two nodes stopped properly, and the other one crashed. */
    @ParameterizedTest
    @EnumSource
    void theProperStopOfAnotherNodeDoesNotCount(Ledgers.Kind its) throws Exception {
        ChatLedger crashing = used(its);
        another().close();
        crashing.store().openClaims.beat();
        sql("UPDATE callingcard_setting SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR(20))"
                + " WHERE name = 'heartbeat'");
        crashing.store().openClaims.close();
        age();
        assertThat(forgotten(another()).suspected()).isNotNull();
    }

    /** Such as the command line, which looks at the ledger before the runner starts. */
    @ParameterizedTest
    @EnumSource
    void theQuestionStaysOpenUntilItIsAnswered(Ledgers.Kind its) throws Exception {
        ChatLedger first = afterUncleanEnd(its);
        RestoredGap open = forgotten(first).suspected();
        first.close();
        assertThat(forgotten(another()).suspected()).isEqualTo(open);
    }

    /** PostgreSQL was restored, or a standby without the last commits took over, while the nodes ran. */
    @ParameterizedTest
    @EnumSource
    void aHeartbeatThatIsGoneShowsTheGap(Ledgers.Kind its) throws Exception {
        ChatLedger ledger = used(its);
        assertThat(forgotten(ledger).gap()).isNull();
        sql("UPDATE callingcard_setting SET value = CAST(CAST(value AS BIGINT) - " + AGE.toMillis()
                + " AS VARCHAR(20)) WHERE name = 'heartbeat'");
        Instant before = Instant.now();
        ledger.store().openClaims.beat();
        assertThat(forgotten(ledger).gap().from()).isBefore(before.minus(AGE.dividedBy(2)));
        assertThat(forgotten(ledger).gap().until()).isAfterOrEqualTo(before.minusSeconds(1));
    }
}
