// SPDX-License-Identifier: Apache-2.0
package io.callingcard.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

import io.callingcard.campaign.Campaign;
import io.callingcard.card.InvalidCardException;
import io.callingcard.card.InvalidPhoneException;
import io.callingcard.chert.ChertComponent;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.linq.LinqComponent;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;
import io.callingcard.wa.WaComponent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs each Kamelet without a provider in its name: in a route with its required properties, in a Pipe with all. */
class SharedKameletsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADA = KameletCases.ADA;
    private static final String BOB = "+14155550101";
    private static final String CARD =
            """
            {"full_name": "Mira Okafor", "title": "Sales", "phones": [{"value": "+12025550143"}]}""";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T18:00:00Z"));
    /** The step after a source. */
    private Processor next = exchange -> {};

    private TwinServer twin;
    private EventHost host;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        twin = TwinServer.start();
        open();
    }

    private void open() {
        host = new EventHost();
        host.camel.getComponent("kamelet", KameletComponent.class).setLocation("file:kamelets");
        host.camel.getRegistry().bind("clock", clock);
        var chert = host.camel.getComponent("chert", ChertComponent.class).getConfiguration();
        chert.setBaseUrl(twin.root("chert"));
        chert.setTenant("twin");
        chert.setSecret("twin");
        var linq = host.camel.getComponent("linq", LinqComponent.class).getConfiguration();
        linq.setBaseUrl(twin.root("linq") + "/api/partner/v3");
        linq.setApiKey("twin");
        var wa = host.camel.getComponent("wa", WaComponent.class).getConfiguration();
        wa.setBaseUrl(twin.root("wa"));
        wa.setMaxRetries(0);
        host.receive("direct:out", exchange -> next.process(exchange));
    }

    @AfterEach
    void stop() {
        host.close();
        twin.close();
    }

    /** Loads a route with only the required properties. Application properties set the files. */
    private void step(String kamelet, Map<String, String> required) throws Exception {
        Kamelet file = Kamelet.named(kamelet);
        assertThat(required.keySet()).containsExactlyInAnyOrderElementsOf(file.required());
        Properties settings = new Properties();
        // The default schedules would take five minutes.
        Map.of("file", ledger(), "cron", "0/1 * * * * ?", "period", "200").forEach((name, value) -> {
            if (file.properties().containsKey(name)) {
                settings.put("camel.kamelet." + kamelet + "." + name, value);
            }
        });
        host.camel.getPropertiesComponent().setOverrideProperties(settings);
        KameletRun.load(host.camel, KameletRun.route(file, required));
        assertThat(host.camel
                        .getCamelContextExtension()
                        .getContextPlugin(Model.class)
                        .getRouteTemplateDefinition(kamelet)
                        .getResource()
                        .getLocation())
                .isEqualTo("file:kamelets/" + kamelet + ".kamelet.yaml");
    }

    /** Loads a Pipe with all properties. */
    private void pipe(String kamelet, Map<String, String> everything) throws Exception {
        Kamelet file = Kamelet.named(kamelet);
        assertThat(everything.keySet()).containsAll(file.properties().keySet());
        KameletRun.load(host.camel, KameletRun.pipe(file, everything));
    }

    private String ledger() {
        return folder.resolve("ledger.db").toString();
    }

    /** Stands for a PostgreSQL pool. The Kamelet only needs a data source bean. */
    private Map<String, String> withPool(String... more) {
        SQLiteDataSource pool = new SQLiteDataSource();
        pool.setUrl("jdbc:sqlite:" + ledger());
        host.camel.getRegistry().bind("pool", pool);
        Map<String, String> all = new HashMap<>(Map.of(
                "file", folder.resolve("none.db").toString(), "dataSource", "#bean:pool", "hashKey", Ledgers.HASH_KEY));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private Exchange send(Object body, String recipient) {
        return host.camel.createProducerTemplate().request("direct:in", exchange -> {
            exchange.getMessage().setBody(body);
            if (recipient != null) {
                exchange.getMessage().setHeader("recipient", recipient);
            }
        });
    }

    private List<JsonNode> out() {
        List<JsonNode> out = new ArrayList<>();
        for (Exchange each : host.routed) {
            try {
                out.add(JSON.readTree(each.getMessage().getBody(String.class)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return out;
    }

    private List<String> kinds(String phone) {
        return twin.journal(phone).stream().map(JournalEntry::kind).toList();
    }

    @Test
    void convertsANumberToE164() throws Exception {
        step("phone-number-action", Map.of());
        Exchange done = send("+1 415 555 0100", null);
        assertThat(done.getException()).isNull();
        assertThat(JSON.readTree(done.getMessage().getBody(String.class)))
                .isEqualTo(
                        JSON.readTree(
                                """
                        {"e164": "+14155550100", "region": "US", "type": "FIXED_LINE_OR_MOBILE",
                         "time_zones": ["America/Los_Angeles"]}"""));
        assertThat(done.getMessage().getHeader("CamelCardRecipient")).isEqualTo(ADA);
        assertThat(send("415 555 0100", null).getException())
                .isInstanceOf(InvalidPhoneException.class)
                .hasMessageNotContaining("415");
        assertThat(send("", null).getException()).hasMessageContaining("body: is empty");
    }

    @Test
    void usesTheDefaultRegion() throws Exception {
        pipe("phone-number-action", Map.of("defaultRegion", "US"));
        send("415 555 0100", null);
        assertThat(out())
                .singleElement()
                .satisfies(json -> assertThat(json.path("e164").asText()).isEqualTo(ADA));
    }

    @Test
    void convertsACardToJson() throws Exception {
        step("calling-card-action", Map.of());
        Exchange done = send(
                "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Okafor\r\nTITLE:Sales\r\nTEL:+12025550143\r\nEND:VCARD\r\n",
                null);
        assertThat(done.getException()).isNull();
        JsonNode card = JSON.readTree(done.getMessage().getBody(String.class));
        assertThat(card.path("full_name").asText()).isEqualTo("Mira Okafor");
        assertThat(card.at("/phones/0/value").asText()).isEqualTo("+12025550143");
        assertThat(done.getMessage().getHeader("CamelCardLostAtWa")).isEqualTo("title");
        assertThat(done.getMessage().getHeader("CamelCardLostAtChert")).isEqualTo("");
        assertThat(done.getMessage().getHeader("CamelCardLostAtLinq")).isEqualTo("");
        assertThat(send("junk", null).getException()).hasRootCauseInstanceOf(InvalidCardException.class);
    }

    @Test
    void convertsACardInAPipe() throws Exception {
        pipe("calling-card-action", Map.of());
        send(CARD, null);
        assertThat(out())
                .singleElement()
                .satisfies(json -> assertThat(json.path("title").asText()).isEqualTo("Sales"));
    }

    private void filter(String kamelet, Map<String, String> required, boolean inPipe) throws Exception {
        if (inPipe) {
            Map<String, String> everything = new HashMap<>(required);
            if (Kamelet.named(kamelet).properties().containsKey("orderedSteps")) {
                everything.put("orderedSteps", "true");
            }
            pipe(
                    kamelet,
                    withPool(everything.entrySet().stream()
                            .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                            .toArray(String[]::new)));
        } else {
            step(kamelet, required);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void letsAStepThroughOncePerChat(boolean inPipe) throws Exception {
        filter("once-per-chat-action", Map.of("step", "welcome/text"), inPipe);
        for (String each : List.of(ADA, ADA, BOB, "+1 (415) 555-0100")) {
            assertThat(send("Hello", each).getException()).isNull();
        }
        assertThat(host.routed)
                .extracting(each -> each.getMessage().getHeader("CamelCardRecipient"))
                .containsExactly(ADA, BOB);
        assertThat(Files.exists(folder.resolve("none.db"))).isFalse();
    }

    /** A step that was not sent can be retried. A step that was sent is not repeated, even if the route fails later. */
    @Test
    void retriesOnlyWhatWasNotSent() throws Exception {
        step("once-per-chat-action", Map.of("step", "welcome/text"));
        KameletRun.load(
                host.camel,
                """
                - route:
                    from:
                      uri: direct:whole
                      steps:
                        - to:
                            uri: kamelet:once-per-chat-action
                            parameters:
                              step: other/text
                        - to: wa:send-text
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: later
                """);
        twin.inject(Fault.error("VALIDATION_ERROR"));
        for (int i = 0; i < 3; i++) {
            host.camel.createProducerTemplate().request("direct:whole", exchange -> {
                exchange.getMessage().setBody("Hello");
                exchange.getMessage().setHeader("recipient", ADA);
            });
        }
        assertThat(kinds(ADA)).containsExactly("text");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsMessagesToPeopleWhoOptedOut(boolean inPipe) throws Exception {
        filter("consent-filter-action", Map.of(), inPipe);
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(ledger());
        ledger.setHashKey(inPipe ? Ledgers.HASH_KEY : null);
        host.camel.getRegistry().bind("chatLedger", ledger);
        host.camel
                .createProducerTemplate()
                .sendBody("campaign:opt-out?ledger=#bean:chatLedger&person=RAW(" + ADA + ")", null);
        send("Hello", ADA);
        send("Hello", BOB);
        assertThat(host.routed)
                .extracting(each -> each.getMessage().getHeader("CamelCardRecipient"))
                .containsExactly(BOB);
        // Without a recipient the consent cannot be checked.
        assertThat(send("Hello", null).getException()).hasMessageContaining("CamelCardRecipient");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chert", "linq", "wa"})
    void sendsAWelcomeTextAndCardOnce(String provider) throws Exception {
        step("welcome-sink", Map.of("provider", provider, "text", "Welcome & hello!", "contact", CARD));
        for (int i = 0; i < 2; i++) {
            assertThat(send(null, ADA).getException()).isNull();
        }
        assertThat(kinds(ADA)).containsExactly("text", "card");
        assertThat(twin.journal(ADA).get(0).content().toString())
                .contains("Welcome & hello!")
                .doesNotContain("RAW");
    }

    @Test
    void continuesAWelcomeAfterAFailure() throws Exception {
        pipe(
                "welcome-sink",
                withPool(
                        "provider",
                        "wa",
                        "text",
                        "Welcome",
                        "contact",
                        CARD,
                        "flow",
                        "spring",
                        "orderedSteps",
                        "true"));
        twin.inject(Fault.error("VALIDATION_ERROR").on("POST", "contact"));
        assertThat(send(null, ADA).getException()).isInstanceOf(ProviderException.class);
        assertThat(send(null, ADA).getException()).isNull();
        assertThat(kinds(ADA)).containsExactly("text", "card");
    }

    /** Creates a group of WhatsApp and returns its id. */
    private String group() {
        return host.camel
                .createProducerTemplate()
                .request("wa:create-chat", exchange -> exchange.getMessage()
                        .setHeaders(new HashMap<>(
                                Map.of("CamelCardDisplayName", "Readers", "CamelCardRecipient", List.of(ADA, BOB)))))
                .getMessage()
                .getHeader("CamelCardChatId", String.class);
    }

    private Exchange sendToGroup(String group) {
        return host.camel.createProducerTemplate().request("direct:in", exchange -> {
            exchange.getMessage().setHeader("chat-id", group);
            exchange.getMessage().setHeader("CamelCardRecipient", ADA);
        });
    }

    @Test
    void sendsACardWithItsExplanationToEachGroupOnce() throws Exception {
        step("group-card-sink", Map.of("provider", "wa", "text", "Here is who to call:", "contact", CARD));
        String group = group();
        for (int i = 0; i < 2; i++) {
            assertThat(sendToGroup(group).getException()).isNull();
        }
        assertThat(kinds(BOB)).containsExactly("group", "text", "card");
        assertThat(sendToGroup(group()).getException()).isNull();
        assertThat(kinds(BOB)).containsExactly("group", "text", "card", "group", "text", "card");
        assertThat(send(null, null).getException()).hasMessageContaining("CamelCardChatId");
    }

    @Test
    void sendsToTheGroupOfThePropertyOnce() throws Exception {
        pipe(
                "group-card-sink",
                withPool(
                        "provider",
                        "wa",
                        "text",
                        "Here is who to call:",
                        "contact",
                        CARD,
                        "chatId",
                        group(),
                        "flow",
                        "spring",
                        "orderedSteps",
                        "true"));
        for (int i = 0; i < 2; i++) {
            assertThat(send(null, null).getException()).isNull();
        }
        assertThat(kinds(BOB)).containsExactly("group", "text", "card");
    }

    private Exchange cardToGroup(String group) {
        return host.camel.createProducerTemplate().request("direct:in", exchange -> {
            exchange.getMessage().setBody(CARD);
            exchange.getMessage().setHeader("CamelCardRecipient", ADA);
            if (group != null) {
                exchange.getMessage().setHeader("chat-id", group);
            }
        });
    }

    @Test
    void sendsACardToAGroup() throws Exception {
        String group = group();
        step("wa-group-contact-sink", Map.of("baseUrl", twin.root("wa"), "chatId", group));
        assertThat(cardToGroup(null).getException()).isNull();
        assertThat(kinds(BOB)).containsExactly("group", "card");
        assertThat(cardToGroup(group()).getException()).isNull();
        assertThat(kinds(BOB)).containsExactly("group", "card", "group", "card");
        twin.inject(Fault.error("VALIDATION_ERROR"));
        assertThat(cardToGroup(null).getException()).isInstanceOf(ProviderException.class);
    }

    @Test
    void sendsACardToAGroupInAPipe() throws Exception {
        String group = group();
        twin.wa().basicAuth("gateway:" + KameletCases.SECRET);
        pipe(
                "wa-group-contact-sink",
                Map.of(
                        "baseUrl", twin.root("wa"),
                        "chatId", group,
                        "deviceId", "twin",
                        "username", "gateway",
                        "password", KameletCases.SECRET,
                        "forwarded", "true",
                        "duration", "86400",
                        "strict", "false"));
        assertThat(cardToGroup(null).getException()).isNull();
        assertThat(kinds(BOB)).containsExactly("group", "card");
    }

    private void bindCampaign() {
        Campaign campaign = new Campaign();
        campaign.setChannel("wa");
        campaign.setText("Welcome");
        campaign.setCard(Campaign.CardStep.NONE);
        host.camel.getRegistry().bind("spring", campaign);
    }

    @Test
    void addsLeadsToACampaignOnce() throws Exception {
        bindCampaign();
        step("campaign-leads-sink", Map.of());
        String lead =
                """
                {"name": "Ada", "phone": "+1 415 555 0100", "campaign": "spring", "consent": true}""";
        Exchange first = send(lead, null);
        assertThat(first.getException()).isNull();
        assertThat(first.getMessage().getHeader("CamelCampaignCount")).isEqualTo(1L);
        // A route from platform-http answers with the body, and can write no map.
        assertThat(JSON.readTree(first.getMessage().getBody(InputStream.class))
                        .path("accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(send(lead, null).getMessage().getHeader("CamelCampaignCount"))
                .isEqualTo(0L);
        assertThat(send(List.of(Map.of("name", "Bob", "phone", "415")), null).getException())
                .isNull();
        assertThat(send("not JSON", null).getMessage().getHeader("CamelCampaignRejected"))
                .isNotNull();
    }

    @Test
    void mapsLeadsOfACsvInAPipe() throws Exception {
        bindCampaign();
        pipe(
                "campaign-leads-sink",
                withPool("campaign", "spring", "fields", "name=/First, phone=/Mobile, consent=true", "format", "CSV"));
        Exchange done = send("First,Mobile\nAda,+1 415 555 0100\nBob,+1 415 555 0101\n", null);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("CamelCampaignCount")).isEqualTo(2L);
    }

    @Test
    void explainsWhatWasSent() throws Exception {
        step("explain-action", Map.of());
        Exchange done = send(null, ADA);
        assertThat(done.getException()).isNull();
        assertThat(JSON.readTree(done.getMessage().getBody(String.class)).has("past"))
                .isTrue();
        assertThat(done.getMessage().getBody(String.class)).doesNotContain("4155550100");
        assertThat(send(null, null).getException()).hasMessageContaining("CamelCardRecipient");
    }

    @Test
    void explainsInSentencesInAPipe() throws Exception {
        pipe(
                "explain-action",
                withPool("format", "TEXT", "language", "DE", "zone", "Europe/Berlin", "showNumbers", "true"));
        Exchange done = send(null, ADA);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(String.class)).contains(ADA);
    }

    /** A CRM with a table of contacts. */
    private SQLiteDataSource crm() throws Exception {
        SQLiteDataSource crm = new SQLiteDataSource();
        crm.setUrl("jdbc:sqlite:" + folder.resolve("crm.db"));
        try (var connection = crm.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE contacts (id INTEGER PRIMARY KEY, name TEXT, phone TEXT)");
            statement.execute("INSERT INTO contacts VALUES (1, 'Ada', '+1 415 555 0100'), (2, '100% Bob', NULL)");
        }
        host.camel.getRegistry().bind("crm", crm);
        return crm;
    }

    @Test
    void emitsEachRowOfATable() throws Exception {
        crm();
        step("sql-leads-source", Map.of("crmDataSource", "crm", "query", "SELECT * FROM contacts WHERE id % 2 = 1"));
        await().until(() -> !host.routed.isEmpty());
        assertThat(out().get(0))
                .isEqualTo(JSON.readTree(
                        """
                        {"id": 1, "name": "Ada", "phone": "+1 415 555 0100"}"""));
    }

    @Test
    void goesOnAfterTheLastRow() throws Exception {
        SQLiteDataSource crm = crm();
        pipe(
                "sql-leads-source",
                withPool(
                        "crmDataSource", "crm",
                        "query", "SELECT * FROM contacts WHERE id > ? ORDER BY id",
                        "cursor", "id",
                        "cursorStart", "1",
                        "cursorName", "contacts",
                        "period", "100",
                        "campaign", "spring",
                        "fields", "name=/name, phone=/phone, consent=true"));
        await().until(() -> host.routed.size() == 1);
        try (var connection = crm.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO contacts VALUES (3, 'Eve', '+14155550102')");
        }
        await().until(() -> host.routed.size() == 2);
        assertThat(out())
                .containsExactly(
                        JSON.readTree(
                                """
                                {"name": "100% Bob", "consent": "true", "campaign": "spring"}"""),
                        JSON.readTree(
                                """
                                {"name": "Eve", "phone": "+14155550102", "consent": "true", "campaign": "spring"}"""));
    }

    /** The route of a Kamelet has another ID after each start. */
    @Test
    void goesOnAfterTheLastRowAfterARestart() throws Exception {
        SQLiteDataSource crm = crm();
        readContacts();
        await().until(() -> host.routed.size() == 2);
        host.close();
        try (var connection = crm.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO contacts VALUES (3, 'Eve', '+14155550102')");
        }
        open();
        host.camel.getRegistry().bind("crm", crm);
        readContacts();
        await().until(() -> !host.routed.isEmpty());
        assertThat(out())
                .containsExactly(
                        JSON.readTree(
                                """
                                {"name": "Eve", "phone": "+14155550102", "campaign": "spring"}"""));
    }

    private void readContacts() throws Exception {
        pipe(
                "sql-leads-source",
                withPool(
                        "crmDataSource", "crm",
                        "query", "SELECT * FROM contacts WHERE id > ? ORDER BY id",
                        "cursor", "id",
                        "cursorStart", "0",
                        "cursorName", "contacts",
                        "period", "100",
                        "campaign", "spring",
                        "fields", "name=/name, phone=/phone"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void emitsAChatThatIsDueOnceADay(boolean inPipe) throws Exception {
        Campaign campaign = new Campaign();
        campaign.setShare(true);
        host.camel.getRegistry().bind("spring", campaign);
        ChatLedger ledger = new ChatLedger();
        ledger.setFile(ledger());
        ledger.setHashKey(inPipe ? Ledgers.HASH_KEY : null);
        host.camel.getRegistry().bind("chatLedger", ledger);
        KameletRun.load(
                host.camel,
                """
                - beans:
                    - name: once
                      type: io.callingcard.ledger.OncePerChat
                      properties:
                        ledger: "#bean:chatLedger"
                - route:
                    from:
                      uri: direct:welcome
                      steps:
                        - idempotentConsumer:
                            idempotentRepository: once
                            constant: spring/text
                            steps:
                              - to: chert:send-text
                        - to:
                            uri: campaign:enrol
                            parameters:
                              flow: %s
                              ledger: "#bean:chatLedger"
                """
                        .formatted(inPipe ? "other-share" : "daily-share"));
        Exchange enrolled = host.camel.createProducerTemplate().request("direct:welcome", exchange -> {
            exchange.getMessage().setBody("Hello");
            exchange.getMessage().setHeader("CamelCardProvider", "chert");
            exchange.getMessage().setHeader("CamelCardRecipient", ADA);
            exchange.getMessage().setHeader("CamelCampaignName", "spring");
        });
        assertThat(enrolled.getException()).isNull();
        clock.advance(Duration.ofDays(1));
        next = exchange -> {
            Exchange shared = host.camel.createProducerTemplate().send("chert:share-card", exchange.copy());
            exchange.setException(shared.getException());
        };
        twin.inject(Fault.error("1002"));
        if (inPipe) {
            pipe(
                    "daily-share-source",
                    withPool("cron", "0/1 * * * * ?", "zone", "Europe/Berlin", "flow", "other-share"));
        } else {
            step("daily-share-source", Map.of());
        }
        // The provider rejects the first share. It is retried after a pause, and is then the only one of that day.
        await().until(() ->
                twin.requests().stream().anyMatch(each -> each.path().contains("share")));
        assertThat(kinds(ADA)).containsExactly("text");
        clock.advance(Duration.ofHours(1));
        await().until(() -> kinds(ADA).equals(List.of("text", "share")));
        await().during(Duration.ofMillis(2_200)).until(() -> kinds(ADA).equals(List.of("text", "share")));
        assertThat(out())
                .singleElement()
                .satisfies(json -> assertThat(json.path("person").asText()).isEqualTo(ADA));
        assertThat(host.camel
                        .createProducerTemplate()
                        .requestBody("campaign:report?ledger=#bean:chatLedger&by=SHARE", null, String.class))
                .contains("\"shares\":1");
        clock.advance(Duration.ofDays(1));
        await().until(() -> kinds(ADA).equals(List.of("text", "share", "share")));
    }

    @Test
    void emitsTheLinesOfAFile() throws Exception {
        Path leads = Files.createDirectory(folder.resolve("leads"));
        Files.writeString(
                leads.resolve("a.csv"), "name,phone,consent\n\"Byron, Ada\",+1 415 555 0100,yes\nBob,415,no\n");
        step("leads-csv-source", Map.of("directory", leads.toString()));
        await().until(() -> host.routed.size() == 2);
        assertThat(out().get(0))
                .isEqualTo(
                        JSON.readTree(
                                """
                        {"name": "Byron, Ada", "phone": "+1 415 555 0100", "consent": "yes"}"""));
        await().until(() -> Files.exists(leads.resolve(".done/a.csv")));
        Files.writeString(leads.resolve("b.csv"), "name,phone\n\"Ada,+1");
        await().until(() -> Files.exists(leads.resolve(".failed/b.csv")));
    }

    @Test
    void mapsTheColumnsOfAFile() throws Exception {
        Path leads = Files.createDirectory(folder.resolve("leads"));
        Files.writeString(leads.resolve("a.csv"), "First,Last,Mobile,Phone\nAda,Byron,,+1 415 555 0100\n");
        pipe(
                "leads-csv-source",
                Map.of(
                        "directory", leads.toString(),
                        "campaign", "spring",
                        "fields", "name=/First /Last, phone=/Mobile | /Phone, consent=true"));
        await().until(() -> host.routed.size() == 1);
        assertThat(out().get(0))
                .isEqualTo(
                        JSON.readTree(
                                """
                        {"name": "Ada Byron", "phone": "+1 415 555 0100", "consent": "true", "campaign": "spring"}"""));
    }

    private static byte[] recorded(String name) throws Exception {
        return Files.readAllBytes(Path.of("src/test/resources/crm", name));
    }

    @Test
    void emitsAHubSpotContactAsALead() throws Exception {
        step("hubspot-contacts-source", Map.of("webhookSecret", KameletCases.SECRET));
        byte[] contact = recorded("hubspot-workflow.json");
        assertThat(host.post("/webhooks/hubspot", Map.of(), contact).statusCode())
                .isEqualTo(401);
        assertThat(host.post("/webhooks/hubspot", Map.of("X-Api-Key", "other"), contact)
                        .statusCode())
                .isEqualTo(401);
        assertThat(host.routed).isEmpty();
        var taken = host.post("/webhooks/hubspot", Map.of("X-Api-Key", KameletCases.SECRET), contact);
        assertThat(taken.statusCode()).isEqualTo(204);
        assertThat(taken.body()).isEmpty();
        assertThat(out())
                .containsExactly(
                        JSON.readTree(
                                """
                        {"id": "51", "name": "Ada Byron", "phone": "(415) 555-0100", "email": "ada@example.com",
                         "consent": "true"}"""));
        assertThat(host.routed.get(0).getMessage().getHeaders()).doesNotContainKey("X-Api-Key");
        // The newer API sends contacts without their history.
        host.routed.clear();
        host.post(
                "/webhooks/hubspot",
                Map.of("X-Api-Key", KameletCases.SECRET),
                """
                {"id": "52", "properties": {"firstname": "Bob", "phone": "+14155550101"}}"""
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(out())
                .containsExactly(JSON.readTree(
                        """
                        {"id": "52", "name": "Bob", "phone": "+14155550101"}"""));
        assertThat(host.post("/webhooks/hubspot", Map.of("X-Api-Key", KameletCases.SECRET), new byte[] {'{'})
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void emitsAHubSpotContactWithAllProperties() throws Exception {
        pipe(
                "hubspot-contacts-source",
                Map.of(
                        "webhookSecret", KameletCases.SECRET,
                        "webhookPath", "/crm",
                        "headerName", "X-Key",
                        "campaign", "spring",
                        "fields", "name=/properties/firstname/value, phone=/properties/phone/value, consent=true"));
        host.post("/crm", Map.of("X-Key", KameletCases.SECRET), recorded("hubspot-workflow.json"));
        assertThat(out())
                .containsExactly(
                        JSON.readTree(
                                """
                        {"name": "Ada", "phone": "(415) 555-0100", "consent": "true", "campaign": "spring"}"""));
    }

    /** A server with recorded answers of Salesforce. */
    private HttpServer salesforce(Queue<String> asked, Queue<Integer> failures) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String basic = "Basic "
                + Base64.getEncoder().encodeToString(("3MVG9:" + KameletCases.SECRET).getBytes(StandardCharsets.UTF_8));
        server.createContext("/", call -> {
            URI uri = call.getRequestURI();
            String authorization = call.getRequestHeaders().getFirst("Authorization");
            asked.add(call.getRequestMethod() + " " + uri);
            byte[] answer = new byte[0];
            int status = failures.isEmpty() ? 200 : failures.poll();
            try {
                if (uri.getPath().endsWith("/token")) {
                    status = basic.equals(authorization) ? status : 401;
                    answer = recorded("salesforce-token.json");
                } else {
                    status = "Bearer 00Dxx!token".equals(authorization) ? status : 401;
                    answer = recorded(
                            uri.getPath().endsWith("/query") ? "salesforce-leads-1.json" : "salesforce-leads-2.json");
                }
            } catch (Exception e) {
                status = 500;
            }
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(status, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        server.start();
        return server;
    }

    @Test
    void emitsEachSalesforceLeadOnce() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        // The first answers fail, and the next period retries.
        HttpServer server = salesforce(asked, new ConcurrentLinkedQueue<>(List.of(503, 200, 503)));
        try {
            Map<String, String> required = Map.of(
                    "instanceUrl",
                    "http://localhost:" + server.getAddress().getPort(),
                    "clientId",
                    "3MVG9",
                    "clientSecret",
                    KameletCases.SECRET);
            step("salesforce-leads-source", required);
            await().until(() -> host.routed.size() == 2);
            int before = asked.size();
            await().until(() -> asked.size() > before + 6);
            assertThat(out())
                    .containsExactly(
                            JSON.readTree(
                                    """
                                    {"id": "00Q1", "name": "Ada Byron", "phone": "(415) 555-0100",
                                     "email": "ada@example.com", "company": "Engines"}"""),
                            JSON.readTree(
                                    """
                                    {"id": "00Q2", "name": "Hopper", "phone": "+1 202 555 0143", "company": "Compilers"}"""));
            assertThat(host.routed.get(0).getMessage().getHeaders()).doesNotContainKeys("Authorization");
            assertThat(asked)
                    .anyMatch(each ->
                            each.contains("q=SELECT+Id,FirstName") && each.endsWith("CreatedDate+=+LAST_N_DAYS:2"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void emitsSalesforceLeadsWithAllProperties() throws Exception {
        HttpServer server = salesforce(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        try {
            pipe(
                    "salesforce-leads-source",
                    withPool(
                            "instanceUrl",
                                    "http://localhost:" + server.getAddress().getPort(),
                            "clientId", "3MVG9",
                            "clientSecret", KameletCases.SECRET,
                            "period", "1h",
                            "days", "7",
                            "columns", "Id,FirstName,Phone",
                            "campaign", "spring",
                            "fields", "id=/Id, name=/FirstName | /LastName, consent=true"));
            await().until(() -> host.routed.size() == 2);
            assertThat(out().get(1))
                    .isEqualTo(
                            JSON.readTree(
                                    """
                            {"id": "00Q2", "name": "Hopper", "consent": "true", "campaign": "spring"}"""));
        } finally {
            server.stop(0);
        }
    }
}
