// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

import io.callingcard.card.InputLimit;
import io.callingcard.card.PhoneNumbers;
import io.callingcard.card.PhoneReader;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Leads and records that are not sent: why, where an operator sees it, and how they are mended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedLeadsTest {

    private static final String ADA = "+14155550100";
    private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");

    /** The number of the seed, which no range contains. */
    private static final String SEED = "+15551234567";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(START);
    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start();
        ledgers = new Ledgers();
    }

    private void open(Ledgers.Kind kind, Map<String, String> settings) throws Exception {
        twin.reset();
        clock.set(START);
        ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        flows = new Flows(twin.port(), ledger, settings);
    }

    @AfterEach
    void close() {
        if (flows != null) {
            flows.close();
        }
    }

    @AfterAll
    void stop() throws Exception {
        twin.close();
        ledgers.close();
    }

    private static Map<String, Object> lead(String phone) {
        return Map.of("name", "Ada", "phone", phone, "campaign", "welcome", "consent", true);
    }

    private LeadTable.Standing standing() {
        return CampaignStore.of(ledger).leads.standing("welcome");
    }

    /** It vanished: the lead was done, and no report showed it. */
    @ParameterizedTest
    @EnumSource
    void theLeadOfAPersonWhoOptedOutIsKeptAndNeverSent(Ledgers.Kind kind) throws Exception {
        open(kind, Map.of());
        flows.send("campaign:opt-out", null, Map.of("CamelCardRecipient", ADA, CampaignConstants.KEYWORD, "STOP"));
        Map<?, ?> dry = flows.send("campaign:add-leads?dryRun=true", lead(ADA))
                .getMessage()
                .getBody(Map.class);
        assertThat(dry.get("refused").toString())
                .contains("phone: is of a person who opted out on 2026-03-02 by a message with the word STOP.")
                .contains("would be kept as REFUSED_OPT_OUT");
        assertThat(standing().refused()).isZero();
        Map<?, ?> counts = flows.lead(List.of(lead(ADA), lead("+14155550101")));
        assertThat(counts.get("summary")).isEqualTo("2 records: 1 lead was added, 0 were known, 1 was refused.");
        assertThat(counts.get("refused").toString()).contains("is kept as REFUSED_OPT_OUT");
        await().until(() -> standing().done() == 1);
        assertThat(twin.journal(ADA)).isEmpty();
        assertThat(standing().refused()).isEqualTo(1);
        assertThat(flows.report("?by=LEAD"))
                .contains("REFUSED_OPT_OUT")
                .contains("\"reason\":\"opted out on 2026-03-02 by a message with the word STOP\"");
        // It is a lead, and no lost record.
        assertThat(refused()).isEqualTo("[]");
        flows.send("campaign:replay", null);
        assertThat(standing().refused()).isEqualTo(1);

        // The person opted in again, and the CRM asks again.
        flows.send("campaign:opt-in", null, Flows.person(ADA));
        assertThat(flows.lead(lead(ADA)).get("accepted")).isEqualTo(1L);
        await().until(() -> standing().done() == 2);
        assertThat(twin.journal(ADA)).hasSize(2);
        assertThat(flows.report("?by=LEAD")).isEqualTo("[]");
    }

    @Test
    void anOptOutRefusesTheLeadsThatWait() throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of());
        flows.camel.getRouteController().stopRoute("welcome");
        flows.lead(lead(ADA));
        flows.send("campaign:opt-out?person=" + ADA.replace("+", "%2B") + "&reason=phone call", null);
        assertThat(flows.report("?by=LEAD")).contains("opted out on 2026-03-02 by phone call");
        flows.camel.getRouteController().startRoute("welcome");
        flows.lead(lead("+14155550101"));
        await().until(() -> standing().done() == 1);
        assertThat(twin.journal(ADA)).isEmpty();
    }

    /** As when another node recorded the opt-out after this one took the lead. */
    @Test
    void aLeadThatWasTakenIsNotSentAfterAnOptOut() throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of());
        flows.camel.getRouteController().stopRoute("welcome");
        flows.lead(lead(ADA));
        CampaignStore store = CampaignStore.of(ledger);
        store.database.write(connection -> {
            store.optOuts.add(connection, ADA, null);
            return null;
        });
        flows.camel.getRouteController().startRoute("welcome");
        await().until(() -> standing().refused() == 1);
        assertThat(twin.journal(ADA)).isEmpty();
        assertThat(flows.report("?by=LEAD")).contains("\"reason\":\"opted out on 2026-03-02\"");
        clock.set(START.plusSeconds(86_400 * 40L));
        flows.send("ledger:purge?retention=30d", null);
        assertThat(flows.report("?by=LEAD")).isEqualTo("[]");
    }

    private String refused() {
        return flows.send("campaign:report?by=REFUSED", null).getMessage().getBody(String.class);
    }

    private static void run(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private DataSource table(Ledgers.Kind kind) throws Exception {
        if (kind == Ledgers.Kind.POSTGRESQL) {
            return ledgers.postgresSource();
        }
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + folder.resolve("crm-" + System.nanoTime() + ".db"));
        return file;
    }

    /** They were dropped: the route read only the accepted ones. */
    @ParameterizedTest
    @EnumSource
    void refusedRowsOfATableAreKeptUntilTheyAreMended(Ledgers.Kind kind) throws Exception {
        open(kind, Map.of());
        DataSource crm = table(kind);
        run(
                crm,
                "CREATE TABLE leads (id INTEGER, name TEXT, phone TEXT, campaign TEXT, consent TEXT, changed TIMESTAMP)",
                "INSERT INTO leads VALUES (1, 'Ada', '+14155550100', 'welcome', 'yes', '2026-01-01 00:00:00.000001'),"
                        + " (2, 'Bob', '415 555 0101', 'welcome', 'yes', '2026-01-02 00:00:00'),"
                        + " (3, 'Cyd', '+14155550102', 'welcome', 'no', '2026-01-03 00:00:00'),"
                        + " (4, 'Dee', 'bad', 'welcome', 'yes', '2026-01-04 00:00:00')");
        flows.camel.getRegistry().bind("crm", DataSource.class, unreadable(crm));
        String start = kind == Ledgers.Kind.POSTGRESQL ? "timestamp:2000-01-01 00:00:00" : "2000-01-01 00:00:00";
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("campaign:rows?dataSource=crm&cursor=changed&delay=20&cursorStart=RAW(" + start + ")"
                                + "&query=RAW(SELECT * FROM leads WHERE changed > ? ORDER BY changed)")
                        .routeId("crm-table")
                        .to("campaign:add-leads");
            }
        });
        await().until(() -> standing().done() == 1 && refused().contains("id 4"));
        assertThat(refused())
                .contains("\"source\":\"crm-table\",\"record\":\"id 2\",\"field\":\"phone\"")
                .contains("has no country code", "callingcard.default-region")
                .contains("\"record\":\"id 3\",\"field\":\"consent\"")
                .contains("\"record\":\"id 4\",\"field\":\"phone\"", "cannot be read (SQLException)")
                .doesNotContain("Bob", "5550101", "415 555");
        run(crm, "UPDATE leads SET phone = '+14155550101', changed = '2026-01-05 00:00:00' WHERE id = 2");
        await().until(() -> standing().done() == 2 && !refused().contains("id 2"));
        assertThat(refused()).contains("id 3");
        flows.camel.getRouteController().stopRoute("crm-table");
        assertThat(ledger.position("rows:crm-table").orElseThrow()).contains("2026-01-05 00:00:00");
    }

    /** Wraps what JDBC returns, so that reading the value {@code bad} fails as a driver does. */
    private static DataSource unreadable(DataSource real) {
        return wrapped(DataSource.class, real);
    }

    private static <T> T wrapped(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result = method.invoke(real, args);
            if (real instanceof ResultSet && "bad".equals(result)) {
                throw new SQLException("bad");
            }
            boolean isJdbc = method.getReturnType().getName().startsWith("java.sql.")
                    && method.getReturnType().isInterface();
            return isJdbc && result != null ? wrapped(method.getReturnType(), result) : result;
        }));
    }

    @Test
    void refusesACursorThatIsNoTime() throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of());
        flows.camel.getRegistry().bind("crm", table(Ledgers.Kind.SQLITE));
        Queue<String> said = new ConcurrentLinkedQueue<>();
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("campaign:rows?dataSource=crm&cursor=at&delay=20&cursorStart=timestamp:now&bridgeErrorHandler=true"
                                + "&query=RAW(SELECT 1 AS at WHERE 1 > ?)")
                        .routeId("wrong")
                        .onException(Exception.class)
                        .handled(true)
                        .process(each -> said.add(
                                each.getProperty("CamelExceptionCaught").toString()))
                        .end()
                        .to("mock:rows");
            }
        });
        await().until(() -> !said.isEmpty());
        assertThat(said.peek()).contains("cursorStart: is not a time");
        // The runner stays ready: without the CRM, answers must still come in.
        HealthCheck health = ((HealthCheckAware) flows.camel.getRoute("wrong").getConsumer()).getHealthCheck();
        assertThat(health.isLiveness()).isFalse();
        await().until(() -> health.call().getDetails().get("table") != null);
        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.call().getDetails())
                .containsEntry("table", "cannot be read: java.lang.IllegalArgumentException");
        flows.camel.getRouteController().stopRoute("wrong");
    }

    private static RefusalTable.Refused refused(String place, RefusedLeadException problem) {
        return new RefusalTable.Refused(
                place, null, new LeadOrigin("source", null, null, 1, null, null, null), problem);
    }

    @Test
    void keepsTheLastRefusalsOfASource() throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of());
        RefusalTable table = CampaignStore.of(ledger).refusals;
        int most = InputLimit.REFUSALS.most();
        RefusedLeadException problem = new RefusedLeadException("phone", RefusalReason.MISSING, "is missing.");
        table.keep("other", List.of(refused("id 1", problem)));
        List<RefusalTable.Refused> many = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            many.add(refused("id " + i, problem));
        }
        table.keep("source", many);
        clock.set(START.plusSeconds(1));
        assertThat(table.keep("source", List.of(refused("id new", problem)))).isEqualTo(1);
        // A log line tells new refusals only.
        assertThat(table.keep("source", List.of(refused("id new", problem)))).isZero();
        List<RefusalRecord> kept = new ArrayList<>();
        CampaignStore.of(ledger).report.refusals().forEachRemaining(kept::add);
        assertThat(kept).hasSize(most + 1);
        assertThat(kept)
                .filteredOn(each -> each.record().equals("id new"))
                .singleElement()
                .satisfies(twice -> {
                    assertThat(twice.times()).isEqualTo(2);
                    assertThat(twice).hasToString("source: id new: phone: is missing.");
                });
        clock.set(START.plusSeconds(86_400 * 40L));
        flows.send("ledger:purge?retention=30d", null);
        assertThat(refused()).isEqualTo("[]");
    }

    @Test
    void namesWhereARecordWithoutAnIdIs() {
        RawLead raw = RawLead.of(3, Map.of("id", " ", "email", "x\ny"));
        Instant at = Instant.parse("2026-03-02T15:00:00.5Z");
        assertThat(new RecordSource("r", "leads.csv", null, 0).place(raw, 1, at))
                .isEqualTo("leads.csv line 3");
        assertThat(new RecordSource("r", null, "email", 0).place(raw, 1, at))
                .isEqualTo("line 3 of 2026-03-02T15:00:00.500Z");
        assertThat(new RecordSource("r", null, null, 4).place(RawLead.of(null, Map.of()), 2, at))
                .isEqualTo("record 6 of 2026-03-02T15:00:00.500Z");
        assertThat(new RecordSource("r", null, "at", 0).place(RawLead.of(null, Map.of("at", 5)), 2, at))
                .isEqualTo("at 5");
    }

    /** One setting for leads in every form, for operations that send, and for Kamelets. */
    @Test
    void theDefaultRegionReachesAllWhoReadNumbers() throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of(PhoneNumbers.Rules.DEFAULT_REGION, "us"));
        assertThat(flows.lead(lead("(415) 555-0100")).get("accepted")).isEqualTo(1L);
        String csv = "name,phone,campaign,consent\nBob,415 555 0101,welcome,yes\n";
        assertThat(flows.send("campaign:add-leads?format=CSV", csv).getMessage().getHeader(CampaignConstants.COUNT))
                .isEqualTo(1L);
        await().until(() -> standing().done() == 2);
        assertThat(twin.journal(ADA)).hasSize(2);
        for (String scheme : List.of("chert", "linq", "wa")) {
            flows.send(scheme + ":send-text", "Hi", Flows.person("415 555 0102"));
        }
        assertThat(twin.journal("+14155550102")).hasSize(3);
        assertThat(new PhoneReader().read("415 555 0102", flows.camel)).containsEntry("e164", "+14155550102");
        // An option has precedence.
        PhoneReader german = new PhoneReader();
        german.setDefaultRegion("DE");
        assertThat(german.read("030 123456", flows.camel)).containsEntry("e164", "+4930123456");
    }

    @Test
    void letsNumbersThroughThatAreNewerThanTheRanges() throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of());
        assertThat(flows.lead(lead(SEED)).get("refused").toString())
                .contains("is outside the number ranges", "callingcard.unassigned-numbers=warn");
        close();
        open(Ledgers.Kind.SQLITE, Map.of(PhoneNumbers.Rules.UNASSIGNED_NUMBERS, "warn"));
        Map<String, Object> bad = new HashMap<>(lead("+1555123456"));
        Map<?, ?> counts = flows.lead(List.of(lead(SEED), bad));
        assertThat(counts.get("warnings").toString()).contains("record=1", "field=phone", "is warn");
        assertThat(counts.get("refused").toString()).contains("is too short for its country");
        await().until(() -> standing().done() == 1);
        assertThat(twin.journal(SEED)).hasSize(2);
        for (String scheme : List.of("chert", "linq", "wa")) {
            flows.send(scheme + ":send-text", "Hi", Flows.person(SEED));
        }
        assertThat(twin.journal(SEED)).hasSize(5);
    }

    @Test
    void refusesSettingsThatAreUnknown() throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of());
        for (Map<String, String> wrong : List.of(
                Map.of(PhoneNumbers.Rules.DEFAULT_REGION, "USA"),
                Map.of(PhoneNumbers.Rules.UNASSIGNED_NUMBERS, "maybe"))) {
            ChatLedger other = ledgers.fresh(Ledgers.Kind.SQLITE);
            assertThatThrownBy(() -> new Flows(twin.port(), other, wrong).close())
                    .hasStackTraceContaining(wrong.keySet().iterator().next() + ": is ");
        }
    }
}
