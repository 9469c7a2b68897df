// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.SharedPostgres;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.linq.LinqComponent;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A start finds out from the providers that its ledger was restored, although no command said so. */
class FindGapTest {

    private static final String ADA = "+14155550100";
    private static final String BEA = "+14155550101";

    /** How old the backup is. */
    private static final Duration AGE = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private TwinServer twin;
    private Ledgers.Kind kind;
    private String databaseName;
    private DataSource database;
    private DataSource copy;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeEach
    void start() {
        twin = TwinServer.start();
    }

    @AfterEach
    void stop() {
        close();
        twin.close();
    }

    /** Starts the first process. Its messages are as old as the backup. */
    private void first(Ledgers.Kind its) throws Exception {
        kind = its;
        if (kind == Ledgers.Kind.POSTGRESQL) {
            databaseName = SharedPostgres.create();
            database = SharedPostgres.source(databaseName);
        }
        twin.clockOffset(AGE.negated());
        open();
    }

    private void open() throws Exception {
        ledger = new ChatLedger();
        ledger.setLease("1s");
        if (kind == Ledgers.Kind.SQLITE) {
            ledger.setFile(file("callingcard.db").toString());
        } else {
            ledger.setDataSource(database);
            ledger.setHashKey(Ledgers.HASH_KEY);
        }
        flows = new Flows(twin.port(), ledger, Map.of("callingcard.ledger.lease", "1s"));
    }

    private void close() {
        flows.close();
        ledger.close();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** Copies the database while it is in use, with all files beside it, as a snapshot does. */
    private void copy() throws Exception {
        if (kind == Ledgers.Kind.SQLITE) {
            for (String part : List.of("", "-wal", "-heartbeat")) {
                Files.copy(file("callingcard.db" + part), file("copy.db" + part));
            }
        } else {
            // A template must not be in use.
            await().ignoreException(SQLException.class)
                    .until(() -> copy = SharedPostgres.source(SharedPostgres.copyOf(databaseName)), ready -> true);
        }
    }

    /** Ends the process, and puts the copy in the place of its database. */
    private void restore() throws Exception {
        close();
        if (kind == Ledgers.Kind.SQLITE) {
            Files.deleteIfExists(file("callingcard.db-shm"));
            for (String part : List.of("", "-wal", "-heartbeat")) {
                Files.move(file("copy.db" + part), file("callingcard.db" + part), StandardCopyOption.REPLACE_EXISTING);
            }
        } else {
            database = copy;
        }
        age();
    }

    /** Makes the database as old as a backup is. */
    private void age() throws Exception {
        DataSource source = kind == Ledgers.Kind.SQLITE ? Database.file(file("callingcard.db")) : database;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE callingcard_setting SET value = CAST(CAST(value AS BIGINT) - " + AGE.toMillis()
                    + " AS VARCHAR(20)) WHERE name IN ('heartbeat', 'stopped')");
        }
        Path heartbeat = file("callingcard.db-heartbeat");
        if (Files.exists(heartbeat)) {
            long last = Long.parseLong(Files.readString(heartbeat));
            Files.writeString(heartbeat, Long.toString(last - AGE.toMillis()));
        }
        twin.clockOffset(Duration.ZERO);
    }

    private void lead(String campaign, String channel, String phone) {
        flows.lead(Map.of(
                "name",
                "Ada",
                "phone",
                phone,
                "campaign",
                campaign,
                "channel",
                channel,
                "consent",
                true,
                "event",
                "x"));
    }

    private void lead(String channel, String phone) {
        lead("welcome", channel, phone);
    }

    private boolean isIdle(String campaign) {
        return CampaignStore.of(ledger).leads.standing(campaign).waiting() == 0;
    }

    private void awaitIdle(String campaign) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            flows.send("direct:settle", null);
            return isIdle(campaign);
        });
    }

    private Object health(String detail) {
        HealthCheck check =
                HealthCheckRegistry.get(flows.camel).getCheck("ledger").orElseThrow();
        ledger.store();
        return check.call().getDetails().get(detail);
    }

    private List<String> received(String phone, String kindOfMessage) {
        return twin.journal(phone).stream()
                .filter(entry -> entry.kind().equals(kindOfMessage))
                .map(entry -> entry.provider() + " " + entry.kind())
                .toList();
    }

    /** A process sends without the ledger of the next one: its own is lost, or a person writes by hand. */
    private void sendElsewhere(String uri, String phone) throws Exception {
        try (ChatLedger other = new ChatLedger()) {
            other.setFile(file("other.db").toString());
            try (Flows elsewhere = new Flows(twin, other)) {
                elsewhere.send(uri, "Hello from my phone", Map.of(CardConstants.RECIPIENT, phone));
            }
        }
    }

    /** Law 6: a restored PostgreSQL backup, and a snapshot of the whole folder, welcomed leads twice. */
    @ParameterizedTest
    @CsvSource({"SQLITE, wa", "SQLITE, linq", "POSTGRESQL, wa", "POSTGRESQL, linq"})
    void leadsThatWereWelcomedInTheGapAreNotWelcomedAgain(Ledgers.Kind its, String channel) throws Exception {
        first(its);
        lead(channel, ADA);
        awaitIdle("welcome");
        flows.camel.getRouteController().stopRoute("welcome");
        lead(channel, BEA);
        copy();
        twin.clockOffset(Duration.ZERO);
        flows.camel.getRouteController().startRoute("welcome");
        awaitIdle("welcome");
        restore();

        open();
        awaitIdle("welcome");
        assertThat(received(BEA, "text")).hasSize(1);
        assertThat(health("forgotten")).isNotNull();
        assertThat(health("mayHaveForgotten")).isNull();
        assertThat(Ledgers.steps(ledger, "welcome"))
                .filteredOn(step -> step.person().equals(BEA) && step.step().equals("text"))
                .extracting(Ledgers.Step::state)
                .containsExactly(StepState.SENT);
    }

    /** Chert cannot list chats. The ledger asks for those that it knows. */
    @ParameterizedTest
    @EnumSource
    void aMessageInAKnownChatShowsTheGap(Ledgers.Kind its) throws Exception {
        first(its);
        lead("chert", ADA);
        awaitIdle("welcome");
        flows.camel.getRouteController().stopRoute("welcome");
        lead("event", "chert", ADA);
        copy();
        twin.clockOffset(Duration.ZERO);
        flows.camel.getRouteController().startRoute("welcome");
        awaitIdle("event");
        restore();

        open();
        awaitIdle("event");
        assertThat(received(ADA, "text")).hasSize(2);
        assertThat(received(ADA, "card")).hasSize(2);
        assertThat(health("forgotten")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void aCrashMarksNothing(Ledgers.Kind its) throws Exception {
        first(its);
        for (String channel : List.of("chert", "linq", "wa")) {
            lead(channel, ADA);
        }
        awaitIdle("welcome");
        // Its answer is lost, so the ledger does not know its id.
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send/message"));
        lead("wa", BEA);
        await().until(() -> !twin.journal(BEA).isEmpty());
        copy();
        restore();

        open();
        assertThat(health("mayHaveForgotten")).isNotNull();
        awaitIdle("welcome");
        assertThat(health("mayHaveForgotten")).isNull();
        assertThat(health("forgotten")).isNull();
        assertThat(received(BEA, "text")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageByHandAfterAProperStopMarksNothing(Ledgers.Kind its) throws Exception {
        first(its);
        lead("wa", ADA);
        awaitIdle("welcome");
        close();
        age();
        sendElsewhere("wa:send-text", ADA);

        open();
        assertThat(health("mayHaveForgotten")).isNull();
        awaitIdle("welcome");
        assertThat(health("forgotten")).isNull();
    }

    /** What the ledger knows, or received, or sent since its start was not forgotten. */
    @Test
    void otherMessagesOfTheTimeMarkNothing() throws Exception {
        first(Ledgers.Kind.SQLITE);
        twin.clockOffset(Duration.ZERO);
        for (String channel : List.of("linq", "wa")) {
            lead(channel, ADA);
        }
        awaitIdle("welcome");
        twin.wa().receive("twin", ADA.substring(1), "Thanks");
        copy();
        restore();

        open();
        twin.clockOffset(Duration.ofMinutes(1));
        sendElsewhere("wa:send-text", ADA);
        awaitIdle("welcome");
        assertThat(health("mayHaveForgotten")).isNull();
        assertThat(health("forgotten")).isNull();
    }

    @Test
    void aProviderThatIsAwayIsAskedAgain() throws Exception {
        first(Ledgers.Kind.SQLITE);
        lead("wa", ADA);
        awaitIdle("welcome");
        copy();
        twin.clockOffset(Duration.ZERO);
        sendElsewhere("wa:send-text", BEA);
        restore();

        open();
        twin.inject(Fault.error(3001).status(503).on("GET", "/v3/chats").times(1_000));
        twin.inject(Fault.error("INTERNAL_SERVER_ERROR")
                .status(503)
                .on("GET", "chat")
                .times(1_000));
        flows.send("direct:settle", null);
        assertThat(health("forgotten")).isNull();
        assertThat(health("mayHaveForgotten")).isNotNull();

        twin.clearFaults();
        flows.send("direct:settle", null);
        assertThat(health("forgotten")).isNotNull();
        assertThat(health("mayHaveForgotten")).isNull();
    }

    @Test
    void aProviderWithoutAnAccountIsNoReasonToWait() throws Exception {
        first(Ledgers.Kind.SQLITE);
        lead("wa", ADA);
        awaitIdle("welcome");
        copy();
        restore();

        open();
        flows.camel.getComponent("linq", LinqComponent.class).getConfiguration().setApiKey(null);
        flows.send("direct:settle", null);
        assertThat(health("mayHaveForgotten")).isNull();
        assertThat(health("forgotten")).isNull();
    }

    /** The routes ask by themselves soon after the start. */
    @Test
    void theTimerAsks() throws Exception {
        first(Ledgers.Kind.SQLITE);
        lead("wa", ADA);
        awaitIdle("welcome");
        copy();
        twin.clockOffset(Duration.ZERO);
        sendElsewhere("wa:send-text", BEA);
        restore();

        ledger = new ChatLedger();
        ledger.setFile(file("callingcard.db").toString());
        flows = new Flows(twin.port(), ledger, Map.of("callingcard.timers", "true"));
        await().until(() -> health("forgotten") != null);
    }
}
