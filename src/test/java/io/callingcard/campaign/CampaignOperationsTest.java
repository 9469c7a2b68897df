// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.UriPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.ledger.OncePerDay;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.provider.fixture.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The operations of {@code campaign:}, one by one, and their errors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignOperationsTest {

    private static final Map<String, Object> LEAD =
            Map.of("name", "Ada", "phone", "+14155550100", "campaign", "slow", "consent", true);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T15:00:00Z"));
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        ledgers = new Ledgers();
    }

    @BeforeEach
    void fresh() throws Exception {
        open(Ledgers.Kind.SQLITE);
    }

    /** No route takes the leads. */
    private void open(Ledgers.Kind kind) throws Exception {
        clock.set(Instant.parse("2026-03-02T15:00:00Z"));
        ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        flows = Flows.withoutWelcome(9, ledger, Map.of());
        Campaign slow = new Campaign();
        slow.setText("Hi {name}");
        slow.setLines("+12025550143, +12025550144");
        slow.setFirstTouchesPerDay(30);
        slow.setFirstTouchGap("10m");
        flows.camel.getRegistry().bind("slow", slow);
    }

    @AfterEach
    void close() {
        flows.close();
    }

    @AfterAll
    void stop() throws Exception {
        ledgers.close();
    }

    private static Map<String, Object> lead(int number) {
        Map<String, Object> lead = new HashMap<>(LEAD);
        lead.put("phone", "+1415555" + (1000 + number));
        return lead;
    }

    private List<TakenLead> take(int most) {
        return CampaignStore.of(ledger)
                .turns
                .take(
                        new LeadTurns.Terms(
                                "slow", slow(), Duration.ofMinutes(1), 10, new LinePlaces(Clock.systemUTC()), Set.of()),
                        most);
    }

    private long pacingWaits() {
        return flows.camel.getComponent("campaign", CampaignComponent.class).countPacingWaits();
    }

    private Campaign slow() {
        return flows.camel.getRegistry().lookupByNameAndType("slow", Campaign.class);
    }

    /** Two lines, thirty messages a day each, ten minutes apart, with two nodes. */
    @ParameterizedTest
    @EnumSource
    void keepsTheBudgetOfALine(Ledgers.Kind kind) throws Exception {
        close();
        open(kind);
        for (int i = 0; i < 100; i++) {
            flows.lead(lead(i));
        }
        clock.set(Instant.parse("2026-03-03T00:00:00Z"));
        List<TakenLead> first = take(10);
        assertThat(first)
                .extracting(taken -> taken.lead().line())
                .containsExactlyInAnyOrder("+12025550143", "+12025550144");
        assertThat(pacingWaits()).isZero();
        assertThat(take(10)).isEmpty();
        clock.advance(Duration.ofMinutes(9));
        assertThat(take(10)).isEmpty();
        // Each line counts once, however often it is checked.
        assertThat(pacingWaits()).isEqualTo(2);
        ChatLedger other = ledgers.another(kind);
        other.setClock(clock);
        clock.advance(Duration.ofMinutes(1));
        assertThat(CampaignStore.of(other)
                        .turns
                        .take(
                                new LeadTurns.Terms(
                                        "slow",
                                        slow(),
                                        Duration.ofMinutes(1),
                                        10,
                                        new LinePlaces(Clock.systemUTC()),
                                        Set.of()),
                                10))
                .hasSize(2);
        assertThat(take(10)).isEmpty();
        int taken = 4;
        for (Instant end = Instant.parse("2026-03-04T00:00:00Z");
                clock.instant().isBefore(end); ) {
            taken += take(10).size();
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(taken).isEqualTo(60);
        assertThat(take(10)).hasSize(2);
        // The clock is set back: the budget stays spent.
        clock.set(Instant.parse("2026-03-03T12:00:00Z"));
        assertThat(take(10)).isEmpty();
    }

    /** The line that a lead asks for has a budget too. */
    @ParameterizedTest
    @EnumSource
    void usesTheLineThatALeadAsksFor(Ledgers.Kind kind) throws Exception {
        close();
        open(kind);
        for (int i = 0; i < 3; i++) {
            Map<String, Object> wanting = lead(i);
            wanting.put("line", "+12025550149");
            flows.lead(wanting);
        }
        flows.lead(lead(3));
        assertThat(take(10))
                .extracting(taken -> taken.lead().line())
                .contains("+12025550149")
                .hasSize(2);
        assertThat(take(10)).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertThat(take(10)).extracting(taken -> taken.lead().line()).containsExactly("+12025550149");
    }

    /** A lead that already has its line does not count twice, and comes before new leads. */
    @ParameterizedTest
    @EnumSource
    void keepsTheLineOfARetriedLead(Ledgers.Kind kind) throws Exception {
        close();
        open(kind);
        flows.lead(lead(1));
        TakenLead first = take(1).get(0);
        CampaignStore.of(ledger)
                .ends
                .retry(first, Duration.ofMinutes(1), true, new LeadReason.Why(LeadReason.FAILED, "later"))
                .toCompletableFuture()
                .join();
        assertThat(take(10)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        TakenLead again = take(10).get(0);
        assertThat(again.lead().line()).isEqualTo(first.lead().line());
        assertThat(again.attempts()).isEqualTo(2);
        // The process that lost the lease cannot settle the lead any more.
        CampaignStore.of(ledger).ends.done(first, false).toCompletableFuture().join();
        assertThat(CampaignStore.of(ledger).leads.standing("slow").done()).isZero();
        CampaignStore.of(ledger)
                .ends
                .setAside(again, new LeadReason.Why(LeadReason.FAILED, "no use"))
                .toCompletableFuture()
                .join();
        assertThat(CampaignStore.of(ledger).leads.standing("slow").aside()).isEqualTo(1);
        assertThat(replay("other")).isZero();
        assertThat(replay("slow")).isEqualTo(1);
        assertThat(take(1)).hasSize(1);
    }

    private int replay(String campaign) {
        return ledger.store()
                .database()
                .write(connection -> CampaignStore.of(ledger).leads.replay(connection, campaign));
    }

    @Test
    void plansWhenACampaignEnds() {
        Campaign ten = new Campaign();
        ten.setLines("1,2,3,4,5,6,7,8,9,10");
        ten.setFirstTouchesPerDay(30);
        flows.camel.getRegistry().bind("ten", ten);
        String plan = flows.send("campaign:plan?campaign=ten&leads=10000", null)
                .getMessage()
                .getBody(String.class);
        assertThat(plan)
                .contains("\"leads\":10000")
                .contains("\"lines\":10")
                .contains("\"days\":34")
                .contains("\"last_day\":\"2026-04-04\"")
                .contains("{\"day\":\"2026-03-02\",\"leads\":300,\"left\":9700}")
                .contains("{\"day\":\"2026-04-04\",\"leads\":100,\"left\":0}");
        assertThat(flows.send("campaign:plan?campaign=ten&leads=600&format=CSV", null)
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("day,leads,left\n2026-03-02,300,300\n2026-03-03,300,0\n");

        // With a gap, the rest of this day and the messages that were sent today count.
        for (int i = 0; i < 10; i++) {
            flows.lead(lead(i));
        }
        take(10);
        String rest =
                flows.send("campaign:plan?campaign=slow", null).getMessage().getBody(String.class);
        assertThat(rest).contains("\"leads\":8").contains("\"days\":1").contains("\"per_line_and_day\":30");
        ten.setFirstTouchesPerDay(0);
        assertThat(flows.send("campaign:plan?campaign=ten&leads=1", null)
                        .getMessage()
                        .getBody(String.class))
                .contains("\"days\":0")
                .doesNotContain("last_day");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:59:59Z, UTC,              2026-03-02T09:00:00Z",
        "2026-03-02T09:00:00Z, UTC,              2026-03-02T09:00:00Z",
        "2026-03-02T19:59:59Z, UTC,              2026-03-02T19:59:59Z",
        "2026-03-02T20:00:00Z, UTC,              2026-03-03T09:00:00Z",
        // The night before the clocks go forward is an hour shorter.
        "2026-03-08T01:00:00Z, America/New_York, 2026-03-08T13:00:00Z",
        "2026-03-07T01:00:00Z, America/New_York, 2026-03-07T14:00:00Z",
        // A number may be in any of these zones: quiet hours end when they end in all of them.
        "2026-03-02T14:30:00Z, America/New_York America/Los_Angeles, 2026-03-02T17:00:00Z",
        "2026-03-03T01:30:00Z, America/New_York America/Los_Angeles, 2026-03-03T17:00:00Z",
    })
    void findsTheEndOfQuietHours(Instant now, String zones, Instant then) {
        QuietHours quiet = new QuietHours(LocalTime.of(20, 0), LocalTime.of(9, 0));
        List<ZoneId> all = List.of(zones.split(" ")).stream().map(ZoneId::of).toList();
        assertThat(quiet.end(now, all)).isEqualTo(then);
        assertThat(new QuietHours(LocalTime.NOON, LocalTime.NOON).end(now, all)).isEqualTo(now);
        assertThat(quiet.end(now, List.of())).isEqualTo(now);
    }

    @Test
    void acceptsQuietHoursAtNoon() {
        QuietHours siesta = new QuietHours(LocalTime.of(13, 0), LocalTime.of(15, 0));
        List<ZoneId> madrid = List.of(ZoneId.of("Europe/Madrid"));
        assertThat(siesta.end(Instant.parse("2026-03-02T12:30:00Z"), madrid)).isEqualTo("2026-03-02T14:00:00Z");
        assertThat(siesta.end(Instant.parse("2026-03-02T22:30:00Z"), madrid)).isEqualTo("2026-03-02T22:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,         STOP",
        "' stop. ',    STOP",
        "Arrêt!,       STOP",
        "ＳＴＯＰ,       STOP",
        "Start,        START",
        "help?,        HELP",
        "please stop sending ships, ",
        "'',           ",
    })
    void recognizesKeywordsAsWholeMessagesOnly(String said, String keyword) {
        assertThat(flows.send("campaign:keyword", said).getMessage().getHeader(CampaignConstants.KEYWORD))
                .isEqualTo(keyword);
    }

    /** The shipped keywords, in some of their languages. */
    @Test
    void recognizesTheShippedWords() throws Exception {
        flows.camel.getRegistry().unbind("keywords");
        flows.camel.getRegistry().unbind("chatLedger");
        flows.camel.getPropertiesComponent().addOverrideProperty("callingcard.ledger.file", ledgers.file() + ".other");
        Flows.load(flows.camel, "file:routes/beans.camel.yaml");
        for (String word : List.of(
                "Unsubscribe",
                "STOPP",
                "Abmelden",
                "désabonner",
                "BAJA",
                "стоп",
                "退订",
                "配信停止",
                // Keyboards begin a message with a capital letter, and emoji have invisible marks.
                "İptal",
                "İPTAL",
                "ABONELİĞİ İPTAL ET",
                "Dur",
                "STOP ✋️",
                "STOP❤️",
                "S\u200BTOP",
                "تَوَقَّف",
                "إِلغاء")) {
            assertThat(flows.send("campaign:keyword", word).getMessage().getHeader(CampaignConstants.KEYWORD))
                    .as(word)
                    .isEqualTo("STOP");
        }
        assertThat(flows.send("campaign:keyword", "YARDIM").getMessage().getHeader(CampaignConstants.KEYWORD))
                .isEqualTo("HELP");
    }

    @TempDir
    Path folder;

    @Test
    void acceptsLeadsByHttpByFileAndByTable() throws Exception {
        Path table = folder.resolve("crm.db");
        SQLiteDataSource crm = new SQLiteDataSource();
        crm.setUrl("jdbc:sqlite:" + table);
        flows.camel.getRegistry().bind("crm", crm);
        run(
                table,
                "CREATE TABLE leads (id INTEGER, name TEXT, PHONE TEXT, campaign TEXT, consent TEXT)",
                "INSERT INTO leads VALUES (1, 'Ada', '+14155550101', 'slow', 'yes')",
                "INSERT INTO leads VALUES (2, 'Bob', '+14155550102', 'slow', 'yes')");
        int port = EventHost.freePort();
        flows.listen(port);
        Map.of(
                        "callingcard.leads.folder", folder.resolve("in").toString(),
                        "callingcard.leads.folder-on", "true",
                        "callingcard.leads.table-on", "true",
                        "callingcard.leads.delay", "50")
                .forEach(flows.camel.getPropertiesComponent()::addOverrideProperty);
        Flows.load(flows.camel, "file:routes/leads.camel.yaml");
        await().until(() -> waiting() == 2);
        run(table, "INSERT INTO leads VALUES (3, 'Cyd', '+14155550103', 'slow', 'yes')");
        await().until(() -> waiting() == 3);
        // The cursor moves after the rows.
        await().until(() -> ledger.position("rows:leads-table").equals(Optional.of("3")));

        Files.createDirectories(folder.resolve("in"));
        Files.writeString(
                folder.resolve("in/more.csv"),
                "\uFEFFname,phone,campaign,consent,city\n\"Dee, Dr.\",+1 415 555 0104,slow,yes,Ulm\nEve,12,slow,yes,Bonn\n");
        await().until(() -> waiting() == 4);
        Path rejected = folder.resolve("in/rejected/more.csv");
        await().until(() -> Files.exists(rejected) && Files.size(rejected) > 0);
        assertThat(Files.readString(rejected))
                .contains("rejected_because,name,phone")
                .contains("phone: ")
                .contains(",Eve,12,slow,yes,Bonn")
                .doesNotContain("Dee");
        await().until(() -> count(folder.resolve("in/done")) == 1);

        // A second file of this name has refused lines of its own.
        Files.writeString(folder.resolve("in/more.csv"), "name,phone,campaign,consent\nFay,13,slow,yes\n");
        await().until(() -> count(folder.resolve("in/rejected")) == 2
                && Files.readString(rejected).contains("Fay,13"));

        String answer = flows.camel
                .createFluentProducerTemplate()
                .to("http://127.0.0.1:" + port + "/leads")
                .withHeader("Content-Type", "application/json")
                .withBody(
                        "[{\"name\": \"Flo\", \"phone\": \"+14155550105\", \"campaign\": \"slow\", \"consent\": true},"
                                + " {\"name\": \"Guy\", \"campaign\": \"slow\", \"consent\": true}]")
                .request(String.class);
        assertThat(answer)
                .contains("\"accepted\":1")
                .contains("\"record\":2")
                .contains("phone: is missing")
                .doesNotContain("Guy");
        assertThat(waiting()).isEqualTo(5);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** When the disk was full, the file once moved to failed/, and its leads were not added. */
    @Test
    void aFileWaitsWhileTheLedgerIsAway() throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Map.of("callingcard.leads.folder", in.toString(), "callingcard.leads.folder-on", "true")
                .forEach(flows.camel.getPropertiesComponent()::addOverrideProperty);
        Flows.load(flows.camel, "file:routes/leads.camel.yaml");
        AtomicInteger tries = new AtomicInteger();
        AdviceWith.adviceWith(flows.camel, "leads-folder", route -> route.weaveByToUri("campaign:add-leads*")
                .before()
                .process(exchange -> {
                    if (tries.incrementAndGet() <= 2) {
                        throw new LedgerException("The disk is full.");
                    }
                }));
        try (LogRecords logs = LogRecords.capture()) {
            Files.writeString(in.resolve("people.csv"), "name,phone,campaign,consent\nAda,+14155551001,slow,yes\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 1);
            await().until(() -> Files.notExists(in.resolve("people.csv")));

            assertThat(tries).hasValue(3);
            assertThat(in.resolve("failed")).doesNotExist();
            assertThat(logs.texts()).noneMatch(text -> text.contains("Message History"));
        }
    }

    /** Without a cursor all rows are read each time. With a cursor, rows that failed are read again. */
    @Test
    void pollsRowsUnchanged() throws Exception {
        Path table = folder.resolve("other.db");
        SQLiteDataSource crm = new SQLiteDataSource();
        crm.setUrl("jdbc:sqlite:" + table);
        flows.camel.getRegistry().bind("other", crm);
        run(
                table,
                "CREATE TABLE people (code TEXT, name TEXT)",
                "INSERT INTO people VALUES ('a', 'Ada'), ('b', 'Bob'), (NULL, 'Cyd')");
        Queue<Object> all = new ConcurrentLinkedQueue<>();
        Queue<Object> behind = new ConcurrentLinkedQueue<>();
        Queue<Object> nameless = new ConcurrentLinkedQueue<>();
        AtomicInteger failing = new AtomicInteger(2);
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("campaign:rows?dataSource=other&query=SELECT * FROM people ORDER BY name&pageSize=2&delay=10")
                        .process(each -> all.add(each.getMessage().getBody()));
                from("campaign:rows?dataSource=other&cursor=CODE&delay=10&cursorStart="
                                + "&query=RAW(SELECT * FROM people WHERE code > ? ORDER BY code)&pageSize=1")
                        .routeId("behind")
                        .process(each -> {
                            if (failing.getAndDecrement() > 0) {
                                throw new IllegalStateException("not now");
                            }
                            behind.add(each.getMessage().getBody());
                        });
                from("campaign:rows?dataSource=other&cursor=code&delay=10&cursorStart=x&pageSize=1"
                                + "&query=RAW(SELECT * FROM people WHERE code IS NULL AND name <> ?)")
                        .routeId("nameless")
                        .process(each -> nameless.add(each.getMessage().getBody()));
            }
        });
        await().until(() -> all.size() >= 4 && behind.size() == 2 && nameless.size() >= 2);
        assertThat(all.stream().limit(2).map(rows -> ((List<?>) rows).size())).containsExactly(2, 1);
        assertThat(behind.toString()).isEqualTo("[[{code=a, name=Ada}], [{code=b, name=Bob}]]");
        await().until(() -> ledger.position("rows:behind").equals(Optional.of("b")));
        assertThat(ledger.position("rows:nameless")).isEmpty();
    }

    private long waiting() {
        return CampaignStore.of(ledger).leads.standing("slow").waiting();
    }

    private static void run(Path database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The answer is that of a real run, and the next run finds nothing stored. */
    @Test
    void aDryRunAnswersTheSameAndStoresNothing() {
        flows.lead(lead(1));
        Map<String, Object> bad = new HashMap<>(lead(3));
        bad.remove("phone");
        List<Object> leads = List.of(lead(1), lead(2), lead(2), bad);
        Map<?, ?> dry = flows.send("campaign:add-leads", leads, Map.of(CampaignConstants.DRY_RUN, "true"))
                .getMessage()
                .getBody(Map.class);
        assertThat(dry.get("dry_run")).isEqualTo(true);
        assertThat(dry.get("summary")).isEqualTo("4 records: 1 lead would be added, 2 are known, 1 is refused.");
        assertThat((List<?>) dry.get("refused"))
                .singleElement()
                .hasToString("{record=4, field=phone, reason=phone: is missing.}");
        assertThat(waiting()).isEqualTo(1);
        Map<?, ?> real = flows.lead(leads);
        for (String count : List.of("accepted", "known", "refused")) {
            assertThat(real.get(count)).isEqualTo(dry.get(count));
        }
        assertThat(waiting()).isEqualTo(2);
        assertThat(flows.send("campaign:add-leads?dryRun=true", lead(4))
                        .getMessage()
                        .getHeader(CampaignConstants.COUNT))
                .isEqualTo(1L);
        assertThat(waiting()).isEqualTo(2);
    }

    /** The forms in which CRMs send leads. */
    @Test
    void acceptsLeadsInManyForms() {
        Campaign shared = new Campaign();
        shared.setText("Hi {name} from {city}");
        shared.setCard(Campaign.CardStep.SHARE);
        shared.setConsentRequired(false);
        flows.camel.getRegistry().bind("open", shared);
        Map<String, Object> lead = Map.of(
                "id", 17,
                "name", "Ada",
                "phone", "Ada@Example.com",
                "channel", "LINQ",
                "contact", "{\"full_name\": \"Rita Rep\"}",
                "time_zone", "Europe/Berlin",
                "line", "+1 (202) 555-0143",
                "fields", Map.of("city", "Ulm", "list", List.of(1)));
        Map<?, ?> counts = flows.send(
                        "campaign:add-leads?campaign=open", List.of(lead).iterator())
                .getMessage()
                .getBody(Map.class);
        assertThat(counts.get("accepted")).isEqualTo(1L);
        TakenLead taken = CampaignStore.of(ledger)
                .turns
                .take(
                        new LeadTurns.Terms(
                                "open", shared, Duration.ofMinutes(1), 10, new LinePlaces(Clock.systemUTC()), Set.of()),
                        5)
                .get(0);
        assertThat(taken.lead().phone()).isEqualTo("ada@example.com");
        assertThat(taken.lead().line()).isEqualTo("+12025550143");
        assertThat(taken.lead().contact()).containsEntry("full_name", "Rita Rep");
        assertThat(taken.lead().fields()).containsOnly(Map.entry("city", "Ulm"));
        assertThat(taken).hasToString("The lead of open to ••• (attempt 1)");
        assertThat(taken.key()).isEqualTo("open/linq:id:17");

        assertThat(flows.send(
                                "campaign:add-leads",
                                Map.of("phone", "+14155550100", "channel", "wa", "city", "Ulm", "name", "B"),
                                Map.of(CampaignConstants.NAME, "open"))
                        .getMessage()
                        .getBody(String.class))
                .contains("channel: is wa, which cannot share cards");
        assertThat(flows.lead(Map.of("phone", "+14155550100")).toString()).contains("campaign: is missing");
        assertThat(flows.lead(Map.of("campaign", "open")).toString()).contains("phone: is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "no", "[true]"})
    void aConsentThatIsNoYesIsToldApartFromAMissingOne(String given) {
        Map<String, Object> lead = new HashMap<>(lead(1));
        lead.put("consent", given);
        assertThat(flows.lead(lead).toString())
                .contains("consent: is not a yes. Write true, yes, y or 1 if the person agreed.")
                .doesNotContain("maybe", "[true]", "consentRequired");
    }

    @Test
    void treatsEmptyValuesAsMissing() {
        Map<String, Object> lead = new HashMap<>(lead(1));
        lead.put("id", " ");
        lead.put("city", null);
        assertThat(flows.lead(List.of(lead, Map.of("campaign", "slow", "phone", "+14155550177", "name", "B")))
                        .toString())
                .contains("accepted=1", "record=2", "consent: is missing");
        assertThat(flows.send("campaign:keyword", null).getMessage().getHeader(CampaignConstants.KEYWORD))
                .isNull();
        Keywords none = new Keywords();
        none.setHelp("help, ,");
        flows.camel.getRegistry().bind("none", none);
        assertThat(flows.send("campaign:keyword?words=#bean:none", "stop")
                        .getMessage()
                        .getHeader(CampaignConstants.KEYWORD))
                .isNull();
    }

    @Test
    void reportsABodyThatIsNotJson() {
        assertThat(flows.lead("[{\"name\": \"Ada\", nonsense").toString())
                .contains("accepted=0")
                .contains("body: is not JSON from here on");
        assertThat(flows.lead("{\"phone\": [1], \"campaign\": \"slow\", \"consent\": true}")
                        .toString())
                .contains("phone: must be text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "campaign:dance|Use one of add-leads",
                "ledger:purge?retention=0|retention: must be more than 0",
                "ledger:purge?retention=x|retention",
                "campaign:once|Use one of add-leads",
                "campaign:due|flow: is missing",
                "campaign:due?flow=f&once=#bean:oncePerChat&step=s|must be a OncePerDay",
                "campaign:due?flow=f&once=#bean:oncePerDay|step must name the step",
                "campaign:plan?campaign=nobody|Use one of [",
                "campaign:opt-out|person",
                "campaign:people?limit=-1|limit: is negative",
                "campaign:pause-line|CamelCardProvider: is missing",
            })
    void refusesWrongUseWithTheOptionAndTheCure(String uri, String said) {
        assertThatThrownBy(() -> flows.send(uri, null)).hasStackTraceContaining(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "campaign:report|a route cannot start with campaign:report",
                "campaign:rows|dataSource, query: are missing",
                "campaign:rows?dataSource=crm|dataSource, query: are missing",
                "campaign:rows?dataSource=crm&query=SELECT * FROM leads WHERE id > ?|cursor: must be set",
            })
    void refusesWrongStartsOfARoute(String uri, String said) {
        assertThatThrownBy(() -> flows.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri).log("never");
                    }
                }))
                .hasStackTraceContaining(said);
    }

    /** Each would read some of the rows. */
    @Test
    void twoRoutesDoNotShareACursor() throws Exception {
        String rows = "campaign:rows?dataSource=crm&cursor=id&cursorName=contacts&initialDelay=1h"
                + "&query=RAW(SELECT * FROM leads WHERE id > ? ORDER BY id)&pageSize=";
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(rows + 1).log("never");
            }
        });
        assertThatThrownBy(() -> flows.camel.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(rows + 2).log("never");
                    }
                }))
                .hasStackTraceContaining("cursorName: is contacts, as in another route that reads rows.");
    }

    @Test
    void enrolsOnlyPeopleWhoMayBeOfferedACard() {
        Campaign offers = new Campaign();
        offers.setShare(true);
        flows.camel.getRegistry().bind("offers", offers);
        Map<String, Object> ada =
                Map.of(CampaignConstants.PROVIDER, "chert", CampaignConstants.RECIPIENT, "+14155550100");
        flows.send("campaign:enrol?flow=daily-share&campaign=slow", null, ada);
        flows.send("campaign:opt-out", null, ada);
        flows.send("campaign:enrol?flow=daily-share&campaign=offers", null, ada);
        assertThat(flows.report("?by=SHARE&format=CSV").lines()).hasSize(1);
        // The person in this chat is not known.
        Map<String, Object> chat = Map.of(CampaignConstants.PROVIDER, "chert", CampaignConstants.CHAT_ID, "ch_1");
        flows.send("campaign:enrol?flow=daily-share&campaign=offers", null, chat);
        assertThat(flows.report("?by=SHARE&format=CSV").lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("\"chert:#ch_1\",daily-share,offers");
    }

    @Test
    void reportsAPausedLineThatHasSpentNothing() {
        Map<String, Object> line = Map.of(CampaignConstants.PROVIDER, "chert", CampaignConstants.FROM, "+12025550143");
        flows.send("campaign:pause-line?reason=no card&pause=1h", null, line);
        assertThat(flows.report("?by=LINE"))
                .isEqualTo("[{\"line\":\"chert:+12025550143\",\"spent\":0,"
                        + "\"paused_until\":\"2026-03-02T16:00:00Z\",\"reason\":\"no card\","
                        + "\"held\":\"SHARES_PAUSED\"}]");
    }

    @Test
    void aBudgetOfZeroSendsNothing() {
        Campaign stopped = new Campaign();
        stopped.setFirstTouchesPerDay(0);
        flows.camel.getRegistry().bind("stopped", stopped);
        flows.lead(Map.of("campaign", "stopped", "phone", "+14155550100", "consent", true));
        assertThat(CampaignStore.of(ledger)
                        .turns
                        .take(
                                new LeadTurns.Terms(
                                        "stopped",
                                        stopped,
                                        Duration.ofMinutes(1),
                                        10,
                                        new LinePlaces(Clock.systemUTC()),
                                        Set.of()),
                                5))
                .isEmpty();
        assertThat(flows.send("campaign:plan?campaign=stopped", null)
                        .getMessage()
                        .getBody(String.class))
                .contains("\"leads\":1", "\"lines\":1", "\"days\":0");
    }

    @Test
    void purgesOldRecords() throws Exception {
        OncePerDay day = flows.camel.getRegistry().lookupByNameAndType("oncePerDay", OncePerDay.class);
        OncePerChat chat = flows.camel.getRegistry().lookupByNameAndType("oncePerChat", OncePerChat.class);
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:both")
                        .idempotentConsumer(constant("flow/daily"), day)
                        .log("daily")
                        .end()
                        .idempotentConsumer(constant("flow/once"), chat)
                        .log("once")
                        .end();
            }
        });
        flows.send("direct:both", null, Flows.person("+14155550100"));
        ledger.add("a plain key");
        ledger.confirm("a plain key");
        flows.send("ledger:purge?retention=30d", null);
        assertThat(Ledgers.states(ledger)).hasSize(3);
        clock.advance(Duration.ofDays(31));
        assertThat(flows.send("ledger:purge?retention=30d", null).getMessage().getHeader(LedgerConstants.COUNT))
                .isEqualTo(2L);
        assertThat(Ledgers.states(ledger)).hasSize(1);
        assertThat(flows.report("?by=DAY&zone=Asia/Tokyo&format=CSV"))
                .isEqualTo("day,flow,step,open,sent,in_doubt,not_sent\n2026-03-03,flow,once,0,1,0,0\n");
    }

    /** A plan counts what was just sent and the time left today. It has no last day if the leads would take too long. */
    @Test
    void plansTheRemainingMessagesOfToday() {
        flows.lead(lead(1));
        take(1);
        assertThat(plan("slow", 100)).contains("{\"day\":\"2026-03-02\",\"leads\":59,\"left\":41}");
        clock.set(Instant.parse("2026-03-02T23:55:00Z"));
        flows.lead(lead(2));
        flows.lead(lead(3));
        assertThat(take(5)).hasSize(2);
        // The next message is due tomorrow.
        assertThat(plan("slow", 1)).contains("\"day\":\"2026-03-03\"").doesNotContain("\"day\":\"2026-03-02\"");
        slow().setFirstTouchesPerDay(1);
        assertThat(plan("slow", 5_000_000)).contains("\"days\":3659").doesNotContain("last_day");
    }

    private String plan(String campaign, long leads) {
        return flows.send("campaign:plan?campaign=" + campaign + "&leads=" + leads, null)
                .getMessage()
                .getBody(String.class);
    }

    @Test
    void refusesBadCampaigns() {
        Campaign campaign = new Campaign();
        campaign.setShareGap("1h30m");
        campaign.setFirstTouchGap("0");
        assertThatThrownBy(() -> campaign.setShareEvery("0s")).hasMessageContaining("24h");
        assertThatThrownBy(() -> campaign.setChannel("fax")).hasMessageContaining("chert, linq or wa");
        assertThatThrownBy(() -> campaign.setZone("Atlantis")).hasMessageContaining("Europe/Berlin");
        assertThatThrownBy(() -> campaign.setQuietFrom("late")).hasMessageContaining("09:00");
        assertThatThrownBy(() -> campaign.setContact("nobody")).hasMessageContaining("BEGIN:VCARD");
        assertThatThrownBy(() -> campaign.setShareGap("ten minutes")).hasMessageContaining("shareGap");
    }

    /** The page, the catalog and the enum list the same operations. */
    @Test
    void everyOperationIsDocumented() throws Exception {
        String page = Files.readString(Path.of("docs/campaign.md"));
        String table =
                page.substring(page.indexOf("<!-- operations:start -->"), page.indexOf("<!-- operations:end -->"));
        List<String> words = new ArrayList<>(List.of("leads", "rows"));
        Arrays.stream(CampaignOperation.values()).map(CampaignOperation::word).forEach(words::add);
        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)`")
                        .matcher(table)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(words);
        Field operation = CampaignEndpoint.class.getDeclaredField("operation");
        assertThat(operation.getAnnotation(UriPath.class).enums().split(",")).containsExactlyElementsOf(words);
    }

    @Test
    void refusesAMappingThatCannotBeRead() {
        assertThatThrownBy(() -> flows.send("campaign:map-leads?fields=RAW(name)", List.of(Map.of("a", "b"))))
                .hasStackTraceContaining("fields: cannot be read. Write them such as name=/first /last");
    }
}
