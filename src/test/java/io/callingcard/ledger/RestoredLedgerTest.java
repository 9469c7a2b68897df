// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.callingcard.ledger.db.Database;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** What a ledger that was restored from a backup may have forgotten is in doubt. */
class RestoredLedgerTest {

    private static final StepClaim.Sending TEXT =
            new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of(HistoryRow.trace("Hello")));
    private static final StepClaim.Sending KEYED = new StepClaim.Sending(
            "chert", "send-text", Duration.ofHours(24), "content", List.of(HistoryRow.trace("Hello")));
    private static final StepClaim.Sending CARD =
            new StepClaim.Sending("chert", "send-contact", Duration.ZERO, null, List.of());
    private static final String OLD = "+14155550100";
    private static final String NEW = "+14155550101";

    private record Row(String id, Instant timeSent, String text) implements HistoryRow {
        @Override
        public boolean fromUs() {
            return true;
        }
    }

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private Path file;
    private ChatLedger ledger;
    private Instant inTheGap;

    /** A backup is made, the step of a person whom the backup knows is sent, and the backup is restored. */
    @BeforeEach
    void restore() {
        file = folder.resolve("callingcard.db");
        Path backup = folder.resolve("backup.db");
        ledger = open();
        exchange("known/step", OLD);
        send("other/text", OLD, TEXT, Outcome.SENT);
        Database.backup(file, backup);
        inTheGap = Instant.now();
        send("welcome/text", OLD, TEXT, Outcome.SENT);
        ledger.close();
        Database.restore(file, backup);
        ledger = open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private ChatLedger open() {
        ChatLedger opened = new ChatLedger();
        opened.setFile(file.toString());
        return opened;
    }

    private OncePerStep once(OncePerStep once) {
        once.setLedger(ledger);
        return once;
    }

    private Exchange exchange(String step, String person) {
        return exchange(once(new OncePerChat()), step, person);
    }

    private Exchange exchange(OncePerStep once, String step, String person) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(CardConstants.PROVIDER, "wa");
        exchange.getMessage().setHeader(CardConstants.RECIPIENT, person);
        return once.add(exchange, step) ? exchange : null;
    }

    private StepClaim.Permission send(String step, String person, StepClaim.Sending message, Outcome outcome) {
        return send(once(new OncePerChat()), step, person, message, outcome);
    }

    private StepClaim.Permission send(
            OncePerStep once, String step, String person, StepClaim.Sending message, Outcome outcome) {
        Exchange exchange = exchange(once, step, person);
        assertThat(exchange).isNotNull();
        StepClaim claim = StepClaim.of(exchange);
        StepClaim.Permission permission = claim.begin(message).join();
        boolean isGranted = permission == StepClaim.Permission.GRANTED;
        claim.ended(message, new StepClaim.Result(isGranted ? outcome : Outcome.NOT_SENT, Map.of(), null));
        once.confirm(exchange, step);
        return permission;
    }

    private StepState state(String step) {
        return ledger.store()
                .report
                .steps(new LedgerReport.Question(StepKey.flow(step), StepKey.step(step), null, null))
                .next()
                .state();
    }

    private List<Doubts.Finding> settle(List<HistoryRow> history) {
        List<Doubts.Finding> findings = new ArrayList<>();
        for (Doubts.Doubt doubt : ledger.store().doubts.page("", 100, Duration.ZERO)) {
            if (doubt.history().attempts().size() > 0) {
                findings.add(ledger.store().doubts.settle(doubt.key(), history, Decision.SKIP, "settle"));
            }
        }
        return findings;
    }

    /** Law 6: a restored backup sent 62 to 120 of 360 steps again, and nothing said so. */
    @Test
    void doesNotSendAgainWhatTheBackupForgot() {
        assertThat(send("welcome/text", OLD, TEXT, Outcome.SENT)).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
        assertThat(state("welcome/text")).isEqualTo(StepState.IN_DOUBT);
        assertThat(settle(List.of(new Row("m1", inTheGap, "Hello")))).containsExactly(Doubts.Finding.FOUND);
        assertThat(state("welcome/text")).isEqualTo(StepState.SENT);
        assertThat(exchange("welcome/text", OLD)).isNull();
    }

    @Test
    void sendsWhatTheHistoryDoesNotShow() {
        send("welcome/text", OLD, TEXT, Outcome.SENT);
        Row before = new Row("m0", inTheGap.minus(Duration.ofHours(1)), "Hello");
        assertThat(settle(List.of(before))).containsExactly(Doubts.Finding.NEVER_BEGUN);
        assertThat(state("welcome/text")).isEqualTo(StepState.NOT_SENT);
        assertThat(send("welcome/text", OLD, TEXT, Outcome.SENT)).isEqualTo(StepClaim.Permission.GRANTED);
        assertThat(state("welcome/text")).isEqualTo(StepState.SENT);
    }

    /** Its text may have been edited since. */
    @Test
    void leavesAnUnknownMessageInTheHistoryToThePolicy() {
        send("welcome/text", OLD, TEXT, Outcome.SENT);
        assertThat(settle(List.of(new Row("m1", inTheGap, "Hi")))).containsExactly(Doubts.Finding.POLICY);
        assertThat(state("welcome/text")).isEqualTo(StepState.IN_DOUBT);
    }

    /** The older messages are on another page. */
    @Test
    void leavesAFullPageOfLaterMessagesToThePolicy() {
        send("welcome/text", OLD, TEXT, Outcome.SENT);
        Row later = new Row("m9", Instant.now().plusSeconds(60), "Bye");
        assertThat(settle(Collections.nCopies(20, later))).containsExactly(Doubts.Finding.POLICY);
    }

    @Test
    void leavesAStepWithoutAHistoryToThePolicy() {
        send("welcome/text", OLD, TEXT, Outcome.SENT);
        assertThat(settle(null)).containsExactly(Doubts.Finding.POLICY);
        assertThat(exchange("welcome/text", OLD)).isNull();
    }

    @Test
    void repeatsAStepWithAKeyThatTheProviderStillKnows() {
        assertThat(send("welcome/text", OLD, KEYED, Outcome.SENT)).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
        assertThat(settle(null)).containsExactly(Doubts.Finding.REPEATABLE);
        StepClaim.Sending edited = KEYED.withContent("edited");
        assertThat(send("welcome/text", OLD, edited, Outcome.SENT)).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
        assertThat(state("welcome/text")).isEqualTo(StepState.IN_DOUBT);
    }

    @Test
    void theRepeatSettlesTheStep() {
        send("welcome/text", OLD, KEYED, Outcome.SENT);
        settle(null);
        assertThat(send("welcome/text", OLD, KEYED, Outcome.SENT)).isEqualTo(StepClaim.Permission.GRANTED);
        assertThat(state("welcome/text")).isEqualTo(StepState.SENT);
    }

    /** No history shows cards. A card follows its text, and the text was sent after the gap. */
    @Test
    void sendsACardAfterATextThatWasNotForgotten() {
        assertThat(send("welcome/card", OLD, CARD, Outcome.SENT)).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
        assertThat(settle(List.of())).containsExactly(Doubts.Finding.POLICY);
        assertThat(state("welcome/card")).isEqualTo(StepState.IN_DOUBT);

        send("event/text", OLD, TEXT, Outcome.SENT);
        settle(List.of());
        send("event/text", OLD, TEXT, Outcome.SENT);
        send("event/card", OLD, CARD, Outcome.SENT);
        assertThat(settle(List.of(new Row("m2", Instant.now(), "Hello")))).containsExactly(Doubts.Finding.NEVER_BEGUN);
        assertThat(send("event/card", OLD, CARD, Outcome.SENT)).isEqualTo(StepClaim.Permission.GRANTED);
    }

    @Test
    void healthShowsWhatTheLedgerForgot() {
        ledger.store();
        LedgerHealthCheck health = new LedgerHealthCheck(ledger::openStore);
        health.setCamelContext(camel);
        assertThat(health.call().getDetails()).hasEntrySatisfying("forgotten", gap -> assertThat(gap.toString())
                .matches("2.*Z to 2.*Z"));
    }

    @Test
    void newPeopleAreWelcomedAtOnce() {
        assertThat(send("welcome/text", NEW, TEXT, Outcome.SENT)).isEqualTo(StepClaim.Permission.GRANTED);
        assertThat(state("welcome/text")).isEqualTo(StepState.SENT);
    }

    @Test
    void stepsThatTheBackupKnowsStaySent() {
        assertThat(exchange("other/text", OLD)).isNull();
    }

    @Test
    void windowsThatReachIntoTheGapAreInDoubt() {
        OncePerStep today = once(new OncePerDay());
        assertThat(send(today, "daily/share", OLD, TEXT, Outcome.SENT)).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
        OncePerWindow hour = new OncePerWindow();
        hour.setLength("1h");
        assertThat(send(once(hour), "hourly/text", OLD, TEXT, Outcome.SENT))
                .isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
        ledger.close();
        ledger = open();
        ledger.setClock(java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofDays(3)));
        assertThat(send(once(new OncePerDay()), "daily/share", OLD, TEXT, Outcome.SENT))
                .isEqualTo(StepClaim.Permission.GRANTED);
        OncePerWindow next = new OncePerWindow();
        next.setLength("2h");
        assertThat(send(once(next), "later/text", OLD, TEXT, Outcome.SENT)).isEqualTo(StepClaim.Permission.GRANTED);
    }

    /** A message that was refused before it left is no proof that it was not sent in the gap. */
    @Test
    void aLocalRefusalSettlesNothing() {
        OncePerStep once = once(new OncePerChat());
        Exchange exchange = exchange(once, "welcome/text", OLD);
        StepClaim.of(exchange).ended(TEXT, new StepClaim.Result(Outcome.NOT_SENT, Map.of(), null));
        once.remove(exchange, "welcome/text");
        assertThat(state("welcome/text")).isEqualTo(StepState.NOT_SENT);
        assertThat(send("welcome/text", OLD, TEXT, Outcome.SENT)).isEqualTo(StepClaim.Permission.UNRECOGNIZABLE);
    }

    private static String statements(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        String sql = text.substring(text.indexOf("```sql") + "```sql".length());
        return sql.substring(0, sql.indexOf("```"));
    }

    /** PostgreSQL is restored with its own tools, and what its page sets is accepted. */
    @Test
    void theDocumentedStatementsMarkTheGapOfPostgresql() throws Exception {
        String sql = statements("docs/backup.md");
        Ledgers ledgers = new Ledgers();
        try (ChatLedger restored = ledgers.fresh(Ledgers.Kind.POSTGRESQL)) {
            restored.store();
            try (Connection connection = ledgers.postgresSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
                statement.execute(statements("docs/postgresql.md"));
            }
            RestoredGap gap = restored.store().database().statement(each -> RestoredGap.read(each, "gap"));
            assertThat(gap.from()).isBefore(gap.until());
            assertThat(gap.until()).isBetween(gap.from(), gap.from().plusSeconds(60));
        } finally {
            ledgers.close();
        }
    }
}
