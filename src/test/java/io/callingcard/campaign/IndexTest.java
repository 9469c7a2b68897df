// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.vertx.core.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The frequent queries of the flows use indexes, so they stay fast in a large ledger. */
class IndexTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> askedByEventLoops = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @EnumSource
    void theQueriesOfTheFlowsUseIndexes(Ledgers.Kind kind) throws Exception {
        MovableClock clock = new MovableClock(Instant.parse("2026-03-02T19:00:00Z"));
        Ledgers ledgers = new Ledgers();
        TwinServer twin = TwinServer.start(clock);
        ChatLedger ledger = ledgers.fresh(kind);
        DataSource source = kind == Ledgers.Kind.SQLITE ? Database.file(ledgers.file()) : ledger.getDataSource();
        ledger.setDataSource(listening(source));
        ledger.setHashKey(Ledgers.HASH_KEY);
        ledger.setClock(clock);
        try (Flows flows = new Flows(twin.port(), ledger, Map.of())) {
            Campaign campaign = new Campaign();
            campaign.setText("Hi {name}");
            campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
            campaign.setShare(true);
            campaign.setFirstTouchesPerDay(30);
            campaign.setSharesPerDay(30);
            flows.camel.getRegistry().bind("shared", campaign);
            twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "contact"));
            flows.lead(Map.of("name", "Ada", "phone", ADA, "channel", "chert", "campaign", "shared", "consent", true));
            await().until(() -> Ledgers.states(ledger).contains(StepState.IN_DOUBT));
            await().until(() -> {
                // The lead may still be in progress when its step is settled. Then it waits for a retry, as with the
                // timers.
                clock.advance(Duration.ofMinutes(1));
                flows.send("direct:settle", null);
                return CampaignStore.of(ledger).leads.standing("shared").doubtful() == 1;
            });
            clock.advance(Duration.ofHours(25));
            flows.send("direct:daily-share", null);
            flows.receive(new InboundEvent.Builder("chert", Json.object(), clock.instant())
                    .type(EventType.MESSAGE_RECEIVED, "any")
                    .id("e")
                    .chat(twin.journal(ADA).get(0).chatId(), false)
                    .sender(ADA, null, false)
                    .text("STOP")
                    .build());
            flows.report("?by=CHAT&person=RAW(" + ADA + ")");
            flows.lead(Map.of("name", "Bob", "phone", BOB, "channel", "chert", "campaign", "shared", "consent", true));
            flows.send("ledger:explain", null, Flows.person(ADA));
            flows.send("ledger:explain", null, Flows.person(BOB));
        }
        assertThat(asked).hasSizeGreaterThan(25);
        assertThat(asked)
                .as("statements that SQLite compiles each time")
                .noneMatch(sql -> sql.matches(".*LIMIT [?](?! [+]).*"));
        assertThat(fullScans(source, kind)).isEmpty();
        assertThat(askedByEventLoops).isEmpty();
        ledgers.close();
        twin.close();
    }

    /** A sweep that read all chats for each of its pages would not end. */
    @Test
    void aPageOfASweepLooksUpItsChats() throws Exception {
        Ledgers ledgers = new Ledgers();
        ChatLedger ledger = ledgers.fresh(Ledgers.Kind.POSTGRESQL);
        ledger.setHashKey(Ledgers.HASH_KEY);
        ShareTable shares = CampaignStore.of(ledger).shares;
        try (Connection connection = ledger.getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            String ids = " FROM generate_series(1, 20000) i";
            statement.execute("INSERT INTO callingcard_chat (chat, provider, first_at, outbound_at)"
                    + " SELECT 'chert:#' || i, 'chert', 0, 0" + ids);
            statement.execute("INSERT INTO callingcard_share (flow, chat, campaign, due_at, shares, every_ms, most)"
                    + " SELECT 'daily-share', 'chert:#' || i, 'welcome', i, 0, 1, 7" + ids);
            statement.execute("ANALYZE callingcard_chat, callingcard_share");
            for (String page : List.of(shares.few, shares.many)) {
                StringBuilder plan = new StringBuilder();
                try (ResultSet row = statement.executeQuery("EXPLAIN "
                        + page.replaceFirst("[?]", "'daily-share'")
                                .replaceFirst("[?]", "100")
                                .replaceFirst("[?]", "''")
                                .replaceFirst("[?]", "50"))) {
                    while (row.next()) {
                        plan.append(row.getString(1)).append('\n');
                    }
                }
                assertThat(plan).contains("callingcard_chat_pkey").doesNotContain("Seq Scan on callingcard_chat c");
            }
        }
        ledgers.close();
    }

    /** The tables that never have many rows. */
    private static final Pattern FEW =
            Pattern.compile("callingcard_(pause|rest|campaign|campaign_pause|line|node|budget)\\b");

    /**
     * Returns the statements for which a whole table is scanned. PostgreSQL plans them for tables that have just been
     * created, and keeps such a plan while they fill, until it analyzes them. Leaves out pauses, rests, edits, lines, nodes
     * and budgets, which are few, and the count of leads by state, which only this test reads; for PostgreSQL also the pages
     * of sweeps and reports and what is asked once, at the start, because it has analyzed its tables when there is much to
     * read in a page.
     */
    private List<String> fullScans(DataSource source, Ledgers.Kind kind) throws SQLException {
        boolean isSqlite = kind == Ledgers.Kind.SQLITE;
        List<String> fullScans = new ArrayList<>();
        try (Connection connection = isSqlite ? source.getConnection() : simple(source);
                Statement statement = connection.createStatement()) {
            asked.removeIf(sql -> sql.contains("FROM callingcard_pause WHERE")
                    || sql.contains("FROM callingcard_rest ORDER BY")
                    || sql.startsWith("SELECT state, COUNT")
                    || !isSqlite
                            && (sql.contains(" LIMIT ") && sql.contains("JOIN") || sql.contains("MAX(claimed_at)")));
            for (String sql : asked) {
                for (String each : sql.split(";")) {
                    if (each.startsWith("SET ")) {
                        continue;
                    }
                    String explain =
                            isSqlite ? "EXPLAIN QUERY PLAN " + each : "EXPLAIN (GENERIC_PLAN) " + numbered(each);
                    try (ResultSet plan = statement.executeQuery(explain)) {
                        for (boolean isFirst = true; plan.next(); isFirst = false) {
                            String detail = plan.getString(isSqlite ? "detail" : "QUERY PLAN");
                            // Otherwise the given rows are looked through again for each row of a table.
                            boolean isInner =
                                    detail.startsWith("SCAN json_each") && plan.getInt("parent") == 0 && !isFirst;
                            // A sweep sorts the shares that are due if these are few.
                            boolean isSort = detail.startsWith("USE TEMP")
                                    && detail.endsWith("ORDER BY")
                                    && !each.contains("s.due_at <= ?");
                            boolean isScan =
                                    detail.startsWith("SCAN callingcard_") || detail.contains("Seq Scan on calling");
                            if (isInner
                                    || isSort
                                    || isScan && !FEW.matcher(detail).find()) {
                                fullScans.add(detail + ": " + each);
                            }
                        }
                    }
                }
            }
        }
        return fullScans;
    }

    /** Connects in the mode in which the driver does not ask for the values of parameters. */
    private static Connection simple(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            String url = connection.getMetaData().getURL();
            return DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + "user="
                    + connection.getMetaData().getUserName() + "&preferQueryMode=simple");
        }
    }

    /** Writes the parameters as {@code $1}, {@code $2} and so on. */
    private static String numbered(String sql) {
        int[] last = {0};
        return Pattern.compile("[?]").matcher(sql).replaceAll(mark -> "\\$" + ++last[0]);
    }

    /** Records each statement. */
    private DataSource listening(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    Object result = call(source, method, arguments);
                    return result instanceof Connection connection ? listening(connection) : result;
                });
    }

    private Connection listening(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        (Context.isOnEventLoopThread() ? askedByEventLoops : asked).add(arguments[0].toString());
                    }
                    return call(connection, method, arguments);
                });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
