// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.provider.wire.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Leads that an attacker made, or a broken export: each bad record is refused alone, with its field and its place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileLeadsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @TempDir
    Path folder;

    /** Its method closes the ledger in the attack. */
    public static final class Canary {

        private int calls;

        public String sing() {
            calls++;
            return "sung";
        }
    }

    private final Canary canary = new Canary();

    @BeforeAll
    void open() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        flows = Flows.withoutWelcome(9, ledger, Map.of());
        flows.camel.getRegistry().bind("canary", canary);
        Campaign plain = new Campaign();
        plain.setText("Hi {name}");
        plain.setCard(Campaign.CardStep.NONE);
        flows.camel.getRegistry().bind("plain", plain);
    }

    @BeforeEach
    void fresh() {
        CampaignStore.of(ledger).database.write(connection -> Sql.update(connection, "DELETE FROM callingcard_lead"));
        canary.calls = 0;
    }

    @AfterAll
    void close() throws Exception {
        flows.close();
        ledgers.close();
    }

    private static Map<String, Object> lead(int number) {
        Map<String, Object> lead = new HashMap<>();
        lead.put("name", "Ada");
        lead.put("phone", "+1415555" + (1000 + number));
        lead.put("campaign", "plain");
        lead.put("consent", true);
        return lead;
    }

    private static Map<String, Object> lead(int number, String field, Object value) {
        Map<String, Object> lead = lead(number);
        lead.put(field, value);
        return lead;
    }

    private Exchange add(String options, Object body) {
        return assertTimeoutPreemptively(SOON, () -> flows.send("campaign:add-leads" + options, body));
    }

    private static Map<?, ?> counts(Exchange added) {
        return added.getMessage().getBody(Map.class);
    }

    private static List<String> reasons(Exchange added) {
        List<String> reasons = new ArrayList<>();
        for (Object each : (List<?>) counts(added).get("refused")) {
            reasons.add(((Map<?, ?>) each).get("reason").toString());
        }
        return reasons;
    }

    private static List<Object> places(Exchange added, String place) {
        List<Object> places = new ArrayList<>();
        for (Object each : (List<?>) counts(added).get("refused")) {
            places.add(((Map<?, ?>) each).get(place));
        }
        return places;
    }

    /** {@code {{bean:chatLedger.stop}}} as the campaign of a lead closed the ledger, and the whole POST failed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{bean:canary.sing}}",
                "{{bean:canary?method=sing}}",
                "{{env:PATH}}",
                "{{sys:java.home}}",
                "{{x}}",
                "{{?x}}",
                "{{x:plain}}",
                "#bean:plain",
                "#plain",
                "#class:io.callingcard.campaign.Campaign",
                "#type:io.callingcard.campaign.Campaign",
                "${bean:canary.sing}",
                "RAW(plain)",
                "Plain",
                "plain\u0000",
                "chatLedger",
                "canary",
            })
    void aCampaignIsOnlyAName(String name) {
        for (Object body : List.of(
                List.of(lead(1), lead(2, "campaign", name), lead(3)),
                "[" + json(lead(1)) + "," + json(lead(2, "campaign", name)) + "," + json(lead(3)) + "]")) {
            Exchange added = add("", body);
            assertThat(reasons(added)).singleElement().asString().startsWith("campaign: ");
            assertThat(places(added, "record")).containsExactly(2);
        }
        assertThat(canary.calls).isZero();
        assertThat(standing()).isEqualTo(2);
        assertThat(counts(add("", List.of(lead(4)))).get("accepted")).isEqualTo(1L);
    }

    private long standing() {
        return CampaignStore.of(ledger).leads.standing("plain").waiting();
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }

    static Stream<Arguments> badFields() {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 101; i++) {
            many.put("f" + i, "x");
        }
        Map<String, Object> deep = Map.of("a", Map.of("b", Map.of("c", Map.of("d", List.of(1)))));
        return Stream.of(
                arguments("phone", "1".repeat(3_500) + "@x.y"),
                arguments("phone", "+1" + " ".repeat(50_000) + "x"),
                arguments("phone", "not a number"),
                arguments("name", "A".repeat(201)),
                arguments("name", "Ada\nReply YES"),
                arguments("name", "Ada\u202Eexe"),
                arguments("name", "Ada\u0000"),
                arguments("name", "J\uFFFDrgen"),
                arguments("name", List.of("Ada")),
                arguments("id", "1".repeat(201)),
                arguments("id", Map.of("a", 1)),
                arguments("campaign", "c".repeat(201)),
                arguments("campaign", List.of("plain")),
                arguments("channel", "fax"),
                arguments("channel", "{{env:PATH}}"),
                arguments("channel", "c".repeat(5_000)),
                arguments("line", "x".repeat(5_000)),
                arguments("line", "{{bean:canary.sing}}"),
                arguments("line", "#bean:canary"),
                arguments("time_zone", "Z".repeat(5_000)),
                arguments("time_zone", "{{env:TZ}}"),
                arguments("consent", "no"),
                arguments("consent", "x".repeat(100_000)),
                arguments("contact", deep),
                arguments("contact", "{\"full_name\":".repeat(5_000)),
                arguments("contact", "x"),
                arguments("contact", 7),
                arguments("contact", Map.of("full_name", "A\nB")),
                arguments("contact", Map.of("full_name", "A".repeat(201))),
                arguments("contact", Map.of("photo", Map.of("url", "file:///etc/passwd"))),
                arguments("rep", "R".repeat(2_001)),
                arguments("rep", "R\u202E"),
                arguments("fields", many),
                arguments("fields", Map.of("fields", "R".repeat(2_001))),
                arguments("x".repeat(201), "x"));
    }

    /** The record after the bad one is taken, in each format. */
    @ParameterizedTest
    @MethodSource("badFields")
    void aBadFieldCostsItsRecord(String field, Object value) {
        Map<String, Object> bad = lead(2, field, value);
        if (field.equals("phone")) {
            bad.put("channel", "linq");
        }
        List<Map<String, Object>> all = List.of(lead(1), bad, lead(3));
        String json = "["
                + all.stream()
                        .map(HostileLeadsTest::json)
                        .reduce((a, b) -> a + "," + b)
                        .orElseThrow() + "]";
        for (Object body : List.of(all, json, json.getBytes(StandardCharsets.UTF_8), new ArrayList<>(all).iterator())) {
            Exchange added = add("", body);
            assertThat(reasons(added))
                    .singleElement()
                    .asString()
                    .startsWith(field.startsWith("xx") ? "record: " : field)
                    .matches("(?s)\\S+: .*\\.")
                    .hasSizeLessThan(300)
                    .doesNotContain("Exception");
            assertThat(places(added, "record")).containsExactly(2);
            // The rejected lines can be written, whatever the record held.
            assertThat(added.getMessage().getHeader(CampaignConstants.REJECTED, String.class))
                    .startsWith("rejected_because");
        }
        assertThat(standing()).isEqualTo(2);
    }

    static Stream<Arguments> brokenJson() {
        String good = json(lead(1));
        String other = json(lead(2));
        return Stream.of(
                arguments("[" + good + ", 1, \"x\", null, [" + other + "], " + other + "]", 2, 4),
                arguments("[" + good + ", {\"name\": nonsense}, " + other + "]", 2, 1),
                arguments("[" + good + ", {\"name\" \"x\"}, " + other + "]", 2, 1),
                arguments("[" + good + ", {\"a\": \"\\q\"}, " + other + "]", 2, 1),
                arguments("[" + good + ", {\"a\": 1}} , " + other + "]", 2, 1),
                arguments(
                        "[" + good + "," + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "," + other + "]", 2, 1),
                arguments("[" + good + ", {\"a\": " + "[".repeat(30) + "]".repeat(30) + "}," + other + "]", 2, 1),
                arguments("[" + good + ", {\"a\": \"" + "x".repeat(200_000) + "\"}," + other + "]", 2, 1),
                arguments("[" + good + ", {\"a\": " + "9".repeat(2_000) + "}," + other + "]", 2, 1),
                arguments(good + "\n" + other, 2, 0),
                arguments(good + "," + other, 2, 0),
                arguments("\uFEFF[" + good + "," + other + "]", 2, 0),
                arguments("  [ ] ", 0, 0),
                arguments("", 0, 0),
                arguments("[" + good + ", " + other.substring(0, 20), 1, 1),
                arguments("[" + good + ", " + other, 2, 1),
                arguments("[" + good + "] nonsense", 1, 1),
                arguments("[" + good + ", {\"name\": \"no end}, " + other + "]", 1, 1),
                arguments("nonsense", 0, 1));
    }

    @ParameterizedTest
    @MethodSource("brokenJson")
    void brokenJsonCostsItsRecord(String body, long accepted, int rejected) {
        Exchange added = add("", body);
        assertThat(counts(added).get("accepted")).as(reasons(added).toString()).isEqualTo(accepted);
        assertThat(reasons(added)).hasSize(rejected).allMatch(reason -> reason.matches("\\S+: .*\\."));
    }

    private static String csv(String... rows) {
        return "name,phone,campaign,consent\n" + String.join("\n", rows) + "\n";
    }

    static Stream<Arguments> brokenCsv() {
        String good = "Ada,+14155551001,plain,yes";
        String other = "Bob,+14155551002,plain,yes";
        return Stream.of(
                arguments(csv(good, other), 2, List.of()),
                arguments(csv(good, "x,y,z,a,b,c,d,e", other), 2, List.of(3)),
                arguments(csv(good, "x".repeat(200_000), other), 2, List.of(3)),
                arguments(csv(good, ",".repeat(500), other), 2, List.of(3)),
                arguments(csv(good, "\"no end,+14155551009,plain,yes", other), 2, List.of(3)),
                arguments(csv(good, "\"no end", "\"no end", other), 2, List.of(3, 4)),
                arguments(csv(good, "\"Eve\"x,+14155551009,plain,yes", other), 2, List.of(3)),
                arguments(csv(good, "\"Eve\nLine\",+14155551009,plain,yes", other), 2, List.of(3)),
                arguments(csv(good, "", "  ", "\r", other), 2, List.of()),
                arguments(csv(good, "Eve", other), 2, List.of(3)),
                arguments(csv(good, "Eve,12,plain,yes", "Guy,,plain,yes", other), 2, List.of(3, 4)),
                arguments(csv("\"Ada\nB\",1,plain,yes", "Eve,12,plain,yes", good), 1, List.of(2, 4)),
                arguments(csv(good, other).replace(',', ';'), 2, List.of()),
                arguments(csv(good, other).replace(',', '\t'), 2, List.of()),
                arguments(csv(good, other).replace("\n", "\r\n"), 2, List.of()),
                arguments(csv(good, other).replace("\n", "\r"), 2, List.of()),
                arguments("\uFEFF" + csv(good, other), 2, List.of()),
                arguments("PK\u0003\u0004" + csv(good, other), 0, List.of(1)),
                arguments(csv(good, other).replace("", "\0"), 0, List.of(1)),
                arguments("sep=;\n" + csv(good, other).replace(',', ';'), 2, List.of()),
                arguments(csv(good, " \"B, \"\"ob\"\"\" , +14155551002 , plain , yes "), 2, List.of()),
                arguments(csv(good, other).stripTrailing(), 2, List.of()),
                arguments("name,phone,campaign,consent", 0, List.of()),
                arguments("", 0, List.of()),
                arguments("name,phone\n".repeat(1) + "\"".repeat(100_000), 0, List.of(2)),
                arguments("h,".repeat(101) + "h\n" + good, 0, List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("brokenCsv")
    void aBadRowCostsItselfAndIsReportedWithItsLine(String body, long accepted, List<Integer> lines) {
        Exchange added = add("?format=CSV", body);
        assertThat(counts(added).get("accepted")).as(reasons(added).toString()).isEqualTo(accepted);
        assertThat(places(added, "line")).isEqualTo(lines);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(reasons(added).get(i)).matches("line " + lines.get(i) + ": \\S+: .*\\.");
        }
    }

    /** A megabyte of quotes costs no more than a megabyte of leads. */
    @ParameterizedTest
    @ValueSource(strings = {"\"\n", "\"", "\"a\"\n", ",\"", ";", "\n", "\r\n", "a\n", "\"\"", "=\n"})
    void readsHostileCsvSoon(String pump) {
        Exchange added = add("?format=CSV", "name,phone\n" + pump.repeat((1 << 20) / pump.length()));
        assertThat(counts(added).get("accepted")).isEqualTo(0L);
    }

    /** A megabyte of bad rows spent most of its time on half a million stack traces. */
    @Test
    void aBadRowCostsNoStackTrace() throws Exception {
        RawLead bad = new CsvRows(new ByteArrayInputStream("name,phone\n\"\n".getBytes(StandardCharsets.UTF_8))).next();
        assertThat(bad.problem()).hasMessageStartingWith("row: ");
        assertThat(bad.problem().getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE,\uFEFF", "UTF-16BE,\uFEFF", "UTF-8,\uFEFF", "UTF-8,''"})
    void readsTheCharsetsOfSpreadsheets(String charset, String mark) {
        byte[] bytes = (mark + csv("Zoë,+14155551001,plain,yes")).getBytes(Charset.forName(charset));
        assertThat(counts(add("?format=CSV", new ByteArrayInputStream(bytes))).get("accepted"))
                .isEqualTo(1L);
        // A file in another charset would greet a person with the wrong name.
        byte[] other = csv("Zoë,+14155551002,plain,yes").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reasons(add("?format=CSV", other)))
                .singleElement()
                .asString()
                .isEqualTo("line 2: name: has a character that cannot be read. Save the file as UTF-8.");
    }

    @Test
    void endsWithASummary() {
        Exchange added = add("", List.of(lead(1), lead(1), lead(2, "phone", "12")));
        assertThat(counts(added).get("summary")).isEqualTo("3 records: 1 lead was added, 1 was known, 1 was refused.");
        assertThat(counts(add("", List.of(lead(3), lead(4)))).get("summary"))
                .isEqualTo("2 records: 2 leads were added, 0 were known, 0 were refused.");
    }

    /** A spreadsheet runs a cell that starts with one of these characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "=HYPERLINK(\"http://evil.example\")",
                "@SUM(1+1)",
                "+1+cmd|' /C calc'!A0",
                "-2+3+cmd|'!A0",
                "\t=1+1",
                "\uFF1D1+1",
            })
    void neutralizesFormulasInRejectedLinesAndReports(String formula) {
        Exchange added = add("", List.of(lead(1, "channel", formula), lead(2, "id", formula)));
        String rejected = added.getMessage().getHeader(CampaignConstants.REJECTED, String.class);
        assertThat(cells(rejected)).noneMatch(HostileLeadsTest::isFormula);
        assertThat(cells(flows.report("?by=LEAD&format=CSV"))).noneMatch(HostileLeadsTest::isFormula);
        // JSON is no spreadsheet.
        String report = flows.report("?by=LEAD");
        assertThat(report).doesNotContain("\"'");
    }

    /** A person may be an email address, which may be a formula. */
    @Test
    void neutralizesAPersonThatIsAFormula() {
        add("", List.of(lead(1, "phone", "=1+1@x.y"), lead(2)));
        Map<String, Object> linq = lead(1, "phone", "=1+1@x.y");
        linq.put("channel", "linq");
        add("", List.of(linq));
        String report = flows.report("?by=LEAD&format=CSV");
        assertThat(cells(report)).noneMatch(HostileLeadsTest::isFormula).contains("+14155551002");
    }

    /** What was rejected can be mended and read again: the apostrophe goes, and the number stays a number. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "@ada", "+1 (415) 555-1002", "-1", "'=1", "''", "'a", "'+a", "\t1", "plain, text"})
    void readsItsOwnRejectedLinesAgain(String value) {
        Map<String, Object> refused = lead(2, "city", value);
        refused.put("consent", "no");
        String rejected = add("", List.of(refused)).getMessage().getHeader(CampaignConstants.REJECTED, String.class);
        String mended = rejected.replace(",no", ",yes").replace("no,", "yes,");
        assertThat(counts(add("?format=CSV", mended)).get("accepted"))
                .as(mended)
                .isEqualTo(1L);
        Campaign plain = flows.camel.getRegistry().lookupByNameAndType("plain", Campaign.class);
        assertThat(CampaignStore.of(ledger)
                        .turns
                        .take(
                                new LeadTurns.Terms(
                                        "plain",
                                        plain,
                                        Duration.ofMinutes(1),
                                        10,
                                        new LinePlaces(Clock.systemUTC()),
                                        Set.of()),
                                1))
                .singleElement()
                .satisfies(taken -> {
                    assertThat(taken.lead().phone()).isEqualTo("+14155551002");
                    assertThat(taken.lead().fields()).containsEntry("city", value);
                });
    }

    private static List<String> cells(String csv) {
        return csv.lines()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(cell -> cell.replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static boolean isFormula(String cell) {
        return !cell.isEmpty()
                && "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20".indexOf(cell.charAt(0)) >= 0
                && !cell.matches("[-+0-9 ().]+");
    }

    private static boolean hasFailed(Path in, String name) throws IOException {
        Path failed = in.resolve("failed");
        if (Files.notExists(failed)) {
            return false;
        }
        try (Stream<Path> files = Files.list(failed)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith("-" + name));
        }
    }

    /** A link could make the runner read a file outside the folder, and report its lines. */
    @Test
    void followsNoLinkInTheFolder() throws Exception {
        Path secret = folder.resolve("secret.csv");
        Files.writeString(secret, csv("Ada,+14155551001,plain,yes", "secret,12,plain,yes"));
        Path in = Files.createDirectories(folder.resolve("in"));
        Map.of("callingcard.leads.folder", in.toString(), "callingcard.leads.folder-on", "true")
                .forEach(flows.camel.getPropertiesComponent()::addOverrideProperty);
        Files.createSymbolicLink(in.resolve("link.csv"), secret);
        Files.writeString(in.resolve("${bean:canary.sing}.csv"), csv("Bob,+14155551002,plain,yes", "Eve,12,plain,yes"));
        try (LogRecords logs = LogRecords.capture()) {
            Flows.load(flows.camel, "file:routes/leads.camel.yaml");
            await().until(() -> standing() == 1 && hasFailed(in, "link.csv"));
            await().until(() -> Files.exists(in.resolve("rejected/${bean:canary.sing}.csv")));
            // It moves last. A file that moves later would keep the folder of the test from being deleted.
            await().until(() -> Files.notExists(in.resolve("${bean:canary.sing}.csv")));
            assertThat(in.resolve("rejected/link.csv")).doesNotExist();
            assertThat(secret).exists();
            assertThat(canary.calls).isZero();
            assertThat(logs.texts())
                    .anyMatch(text -> text.contains("link.csv moves to the folder failed: body: is a symbolic link."))
                    .noneMatch(text -> text.contains("Message History"));
        }
    }

    /** A date that the driver could not read stopped the table for ever. */
    @Test
    void aRowThatCannotBeReadCostsItself() throws Exception {
        SQLiteDataSource crm = new SQLiteDataSource();
        crm.setUrl("jdbc:sqlite:" + folder.resolve("crm.db"));
        try (Connection connection = crm.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (id INTEGER, name TEXT)");
            statement.execute("INSERT INTO people VALUES (1, 'Ada'), (2, 'bad'), (3, 'Bob')");
        }
        flows.camel.getRegistry().bind("crm", DataSource.class, failing(DataSource.class, crm));
        Queue<Object> names = new ConcurrentLinkedQueue<>();
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("campaign:rows?dataSource=crm&cursor=id&delay=10&query=RAW(SELECT * FROM people WHERE id > ? ORDER BY id)")
                        .routeId("people")
                        .split(body())
                        .process(each ->
                                names.add(each.getMessage().getBody(Map.class).get("name")));
            }
        });
        await().until(() -> names.size() == 2);
        assertThat(names).containsExactly("Ada", "Bob");
        // The cursor moves after the rows.
        await().until(() -> ledger.position("rows:people").equals(Optional.of("3")));
        flows.camel.getRouteController().stopRoute("people");
    }

    /** Wraps what JDBC returns, so that reading the value {@code bad} fails as a driver does. */
    private static <T> T failing(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result;
            try {
                result = method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if ("bad".equals(result)) {
                throw new SQLException("bad");
            }
            Class<?> returned = method.getReturnType();
            return List.of(Connection.class, PreparedStatement.class, ResultSet.class)
                            .contains(returned)
                    ? failing(returned, result)
                    : result;
        }));
    }

    private List<Object> mapped(String options, Object body) {
        List<Object> leads = new ArrayList<>();
        Iterator<?> found = (Iterator<?>)
                flows.send("campaign:map-leads?" + options, body).getMessage().getBody();
        assertThatThrownBy(() -> found.forEachRemaining(leads::add))
                .isInstanceOf(RefusedLeadException.class)
                .hasMessageContaining("records that cannot be read");
        return leads;
    }

    /** Records of a CRM that cannot be read are left out, and the others are split. Then the source keeps the body. */
    @Test
    void mapsTheRecordsThatCanBeRead() {
        String fields = "fields=RAW(name=/first)";
        assertThat(mapped("campaign=plain&" + fields, "[{\"first\": \"Ada\"}, {\"first\" 1}, 7, {\"first\": \"Bob\"}]"))
                .hasToString("[{name=Ada, campaign=plain}, {name=Bob, campaign=plain}]");
        Map<String, Object> endless = new HashMap<>();
        endless.put("first", endless);
        assertThat(mapped(fields, List.of(endless, Map.of("first", "Cyd"), "text")))
                .hasToString("[{name=Cyd}]");
        assertThat(mapped("format=CSV", "name,city\nAda,\"x\"y\nBob,Ulm\n")).hasToString("[{name=Bob, city=Ulm}]");
    }

    /** What a route gives that is no map, a list that fails, and values that no lead has. */
    @Test
    void refusesWhatIsNoRecord() {
        Map<String, Object> endless = new HashMap<>(lead(1));
        endless.put("name", endless);
        Map<String, Object> card = new HashMap<>();
        card.put("full_name", card);
        Exchange added = add(
                "",
                Arrays.asList(
                        "text", 7, null, endless, lead(2, "contact", card), lead(3, "name", new int[] {1}), lead(4)));
        assertThat(counts(added).get("accepted")).isEqualTo(1L);
        assertThat(reasons(added)).hasSize(6);
        assertThat(added.getMessage().getHeader(CampaignConstants.REJECTED, String.class))
                .contains("rejected_because");
        Iterator<Object> failing = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Object next() {
                throw new IllegalStateException("the database is away");
            }
        };
        assertThat(reasons(add("", failing))).singleElement().asString().startsWith("body: is not JSON from here on");
    }

    @Test
    void showsTheFirstRefusalsOnly() {
        Exchange added = add("?format=CSV", "name\n" + "x\n".repeat(10_001));
        assertThat(reasons(added)).hasSize(10_000);
        assertThat(counts(added).get("summary").toString())
                .endsWith("10001 were refused. The first 10000 of the refused are shown.");
    }
}
