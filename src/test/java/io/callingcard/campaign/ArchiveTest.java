// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Attempts at sent steps and finished leads move to tables that only stories read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
    private static final String ARCHIVE = "ledger:purge?archiveAfter=30d";

    private final MovableClock clock = new MovableClock(NOW);
    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start(clock);
        ledgers = new Ledgers();
    }

    private void open(Ledgers.Kind kind) throws Exception {
        clock.set(NOW);
        twin.reset();
        ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        flows = new Flows(twin.port(), ledger, Map.of());
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        flows.camel.getRegistry().bind("books", campaign);
    }

    @AfterEach
    void close() {
        flows.close();
    }

    @AfterAll
    void stop() throws Exception {
        twin.close();
        ledgers.close();
    }

    private void welcome(String phone, int done) {
        flows.lead(Map.of("name", "Ada", "phone", phone, "channel", "wa", "campaign", "books", "consent", true));
        await().until(() -> CampaignStore.of(ledger).leads.standing("books").done() == done);
    }

    private long count(String table) {
        return ledger.store()
                .database()
                .read((Connection connection) -> Sql.number(connection, "SELECT COUNT(*) FROM callingcard_" + table));
    }

    private List<Long> counts() {
        return List.of(count("attempt"), count("lead"), count("cold_attempt"), count("cold_lead"));
    }

    private String story(String phone) {
        return flows.send("ledger:explain?format=TEXT&zone=UTC", null, Flows.person(phone))
                .getMessage()
                .getBody(String.class);
    }

    @ParameterizedTest
    @EnumSource
    void aStoryHasWhatWasArchived(Ledgers.Kind kind) throws Exception {
        open(kind);
        welcome(ADA, 1);
        clock.advance(Duration.ofDays(20));
        welcome(BOB, 2);
        clock.advance(Duration.ofDays(20));
        String ada = story(ADA);
        String bob = story(BOB);
        assertThat(ada).contains("books/text: wa took the message", "books/card: wa took the message");
        assertThat(counts()).containsExactly(4L, 2L, 0L, 0L);

        flows.send(ARCHIVE, null);

        assertThat(counts()).containsExactly(2L, 1L, 2L, 1L);
        assertThat(story(ADA)).isEqualTo(ada);
        assertThat(story(BOB)).isEqualTo(bob);
        flows.send(ARCHIVE, null);
        assertThat(counts()).containsExactly(2L, 1L, 2L, 1L);
    }

    /** The CRM sends the lead again: its claims are where they were. */
    @ParameterizedTest
    @EnumSource
    void whatWasArchivedIsNotSentAgain(Ledgers.Kind kind) throws Exception {
        open(kind);
        welcome(ADA, 1);
        int received = twin.journal(ADA).size();
        clock.advance(Duration.ofDays(40));
        flows.send(ARCHIVE, null);
        welcome(ADA, 1);
        assertThat(twin.journal(ADA)).hasSize(received);
        clock.advance(Duration.ofDays(40));
        flows.send(ARCHIVE, null);
        assertThat(counts()).containsExactly(0L, 0L, 2L, 1L);
    }

    @ParameterizedTest
    @EnumSource
    void aPersonIsForgottenThereToo(Ledgers.Kind kind) throws Exception {
        open(kind);
        welcome(ADA, 1);
        clock.advance(Duration.ofDays(40));
        flows.send(ARCHIVE, null);
        assertThat(counts()).containsExactly(0L, 0L, 2L, 1L);

        assertThat(flows.send("ledger:forget", null, Flows.person(ADA))
                        .getMessage()
                        .getHeader(LedgerConstants.COUNT, Long.class))
                .isPositive();

        assertThat(counts()).containsExactly(0L, 0L, 0L, 0L);
    }

    @ParameterizedTest
    @EnumSource
    void theRetentionEndsThereToo(Ledgers.Kind kind) throws Exception {
        open(kind);
        welcome(ADA, 1);
        clock.advance(Duration.ofDays(40));
        flows.send(ARCHIVE, null);
        clock.advance(Duration.ofDays(400));
        flows.send("ledger:purge", null);
        // Steps that happen once for good stay, with their attempts.
        assertThat(counts()).containsExactly(0L, 0L, 2L, 0L);
    }
}
