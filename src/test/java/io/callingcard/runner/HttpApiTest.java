// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.campaign.Flows;
import io.callingcard.house.OpenApi;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.fixture.LogRecords;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each answer of /leads and /cards says what to do, and is as the OpenAPI document says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpApiTest {

    private static final String LEADS = "/leads";
    private static final String CARDS = "/cards";
    private static final String STORY = "/api/people/{number}/story";
    private static final String JSON = "application/json";
    private static final long LARGEST = 20_000;

    private final Vertx vertx = Vertx.vertx();
    private final TwinServer twins = TwinServer.start();
    private final OpenApi openApi = new OpenApi();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Ledgers ledgers;
    private Flows flows;
    private int port;
    private int people;

    @BeforeAll
    void start() throws Exception {
        ledgers = new Ledgers();
        flows = Flows.withoutWelcome(twins.port(), ledgers.fresh(Ledgers.Kind.SQLITE), Map.of());
        Flows.load(flows.camel, "file:routes/send-card.camel.yaml");
        port = serve(api(flows.camel));
    }

    @AfterAll
    void stop() throws Exception {
        vertx.close();
        flows.close();
        ledgers.close();
        twins.close();
    }

    private static HttpApi api(DefaultCamelContext camel) {
        HttpApi api = new HttpApi();
        api.template = camel.createProducerTemplate();
        api.role = "all";
        api.lines = new Lines();
        api.lines.schemes = Optional.of(List.of("chert", "linq", "wa"));
        api.usualLine = "chert";
        api.largestBody = new MemorySize(BigInteger.valueOf(LARGEST));
        return api;
    }

    private int serve(HttpApi api) {
        Router router = Router.router(vertx);
        // As Quarkus does.
        router.route().handler(context -> {
            context.request().pause();
            context.next();
        });
        api.mount(router, vertx);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return server.actualPort();
    }

    private HttpResponse<String> send(
            int there, String method, String path, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + there + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode post(int status, String path, String type, String body) throws Exception {
        HttpResponse<String> answer = send(port, "POST", path, type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("canary", "4155559", "Exception");
        return openApi.check(path.replaceAll("\\?.*", ""), "post", answer);
    }

    private String lead() {
        people++;
        return "{\"name\": \"canary\", \"phone\": \"+1415555" + (1000 + people)
                + "\", \"campaign\": \"welcome\", \"consent\": true}";
    }

    private static String card(String more) {
        return "{\"to\": \"+14155550100\", \"contact\": {\"full_name\": \"canary\", \"phones\": [{\"value\":"
                + " \"+12025550143\"}]}" + more + "}";
    }

    @Test
    void leadsAreAcceptedKnownAndRefusedOneByOne() throws Exception {
        String lead = lead();
        assertThat(post(200, LEADS, JSON, lead).path("accepted").asInt()).isEqualTo(1);
        assertThat(post(200, LEADS, "application/json; charset=utf-8", lead)
                        .path("known")
                        .asInt())
                .isEqualTo(1);
        JsonNode some = post(207, LEADS, JSON, "[" + lead() + ", {\"name\": \"canary\"}, " + lead + "]");
        assertThat(some.path("accepted").asInt()).isEqualTo(1);
        assertThat(some.path("known").asInt()).isEqualTo(1);
        assertThat(some.at("/refused/0/record").asInt()).isEqualTo(2);
        assertThat(some.at("/refused/0/field").asText()).isEqualTo("campaign");
        assertThat(post(200, LEADS, JSON, "[]").path("accepted").asInt()).isZero();
    }

    @Test
    void aFileIsReadAsCsvAndLineByLine() throws Exception {
        people++;
        JsonNode rows = post(
                207,
                LEADS,
                "text/csv",
                "name,phone,campaign,consent\nAda,+1415555" + (1000 + people)
                        + ",welcome,yes\ncanary,12,welcome,yes\n");
        assertThat(rows.path("accepted").asInt()).isEqualTo(1);
        assertThat(rows.at("/refused/0/line").asInt()).isEqualTo(3);
        assertThat(rows.at("/refused/0/field").asText()).isEqualTo("phone");
        assertThat(post(200, LEADS, "application/x-ndjson", lead() + "\n" + lead() + "\n")
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aDryRunStoresNothing() throws Exception {
        String body = "[" + lead() + ", {\"phone\": \"+14155559999\"}]";
        JsonNode dry = post(207, LEADS + "?dryRun=true", JSON, body);
        assertThat(dry.path("dry_run").asBoolean()).isTrue();
        assertThat(dry.path("accepted").asInt()).isEqualTo(1);
        JsonNode real = post(207, LEADS + "?dryRun=false", JSON, body);
        assertThat(real.path("accepted").asInt()).isEqualTo(1);
        assertThat(real.path("refused")).isEqualTo(dry.path("refused"));
        assertThat(post(422, LEADS + "?dryRun=true", JSON, "{}").path("field").asText())
                .isEqualTo("campaign");
    }

    /** A misspelt parameter would store what should only be checked. */
    @ParameterizedTest
    @ValueSource(strings = {"/leads?dryrun=true", "/leads?dryRun=yes", "/leads?dryRun", "/cards?dryRun=true"})
    void aQueryThatIsNotKnownIsRefused(String path) throws Exception {
        JsonNode problem = post(400, path, JSON, lead());
        assertThat(problem.path("type").asText()).isEqualTo("/problems/invalid-parameter");
    }

    @Test
    void aRefusedLeadNamesFieldAndCure() throws Exception {
        JsonNode problem = post(
                422,
                LEADS,
                JSON,
                "{\"name\": \"canary\", \"phone\": \"415 5559\", \"campaign\": \"welcome\", \"consent\": true}");
        assertThat(problem.path("type").asText()).isEqualTo("/problems/refused-leads");
        assertThat(problem.path("field").asText()).isEqualTo("phone");
        assertThat(problem.path("detail").asText()).startsWith("phone: ");
        assertThat(problem.path("cure").asText()).isNotEmpty();
        assertThat(problem.path("refused")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/leads, ''",
        "/leads, ' \t\n'",
        "/leads, nonsense",
        "/leads, '{\"name\": \"canary'",
        "/cards, ''",
        "/cards, nonsense",
        "/cards, []",
        "/cards, '\"canary\"'"
    })
    void aBodyThatCannotBeReadIsTheCallersMistake(String path, String body) throws Exception {
        JsonNode problem = post(400, path, JSON, body);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/unreadable-body");
        assertThat(problem.path("cure").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/leads,",
        "/leads, application/x-www-form-urlencoded",
        "/leads, text/plain",
        "/cards, text/csv",
        "/cards, application/jsonp"
    })
    void anotherMediaTypeIsToldWhatIsAccepted(String path, String type) throws Exception {
        HttpResponse<String> answer = send(port, "POST", path, type, lead());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(openApi.check(path, "post", answer).path("field").asText()).isEqualTo("Content-Type");
        assertThat(answer.headers().firstValue("Accept-Post").orElseThrow()).contains(JSON);
        assertThat(send(port, "POST", path, JSON, "x", "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void onlyPostIsAllowed(String method) throws Exception {
        HttpResponse<String> answer = send(port, method, LEADS, JSON, "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        openApi.check(LEADS, method.toLowerCase(Locale.ROOT), answer);
    }

    @Test
    void aLargeBodyIsRefusedAndItsConnectionClosed() throws Exception {
        HttpResponse<String> answer = send(port, "POST", LEADS, JSON, "x".repeat((int) LARGEST + 1));
        assertThat(answer.statusCode()).isEqualTo(413);
        openApi.check(LEADS, "post", answer);
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        assertThat(raw("Transfer-Encoding: chunked", chunk + chunk))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("connection: close");
        assertThat(raw("Content-Length: two", "")).startsWith("HTTP/1.1 4");
    }

    /** Returns everything until the runner closes the connection. */
    private String raw(String header, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("POST /leads HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + header
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTextAndACardAreSent() throws Exception {
        twins.clearJournal();
        for (String via : List.of("chert", "linq", "wa")) {
            JsonNode sent = post(200, CARDS, JSON, card(", \"text\": \"Hi\", \"via\": \"" + via + "\""));
            assertThat(sent.path("provider").asText()).isEqualTo(via);
            assertThat(sent.path("chat_id").asText()).isNotEmpty();
            assertThat(sent.path("sent")).extracting(JsonNode::asText).containsExactly("send-text", "send-contact");
        }
        assertThat(twins.journal()).hasSize(6);
    }

    @Test
    void aPersonWhoOptedOutGetsNothing() throws Exception {
        twins.clearJournal();
        flows.send("campaign:opt-out", null, Map.of("CamelCardRecipient", "+14155550199"));
        JsonNode problem =
                post(409, CARDS, JSON, card(", \"text\": \"Hi\"").replace("+14155550100", "+1 415 555 0199"));
        assertThat(problem.path("type").asText()).isEqualTo("/problems/opted-out");
        assertThat(problem.path("sent")).isEmpty();
        assertThat(twins.journal()).isEmpty();
        flows.send("campaign:opt-in", null, Map.of("CamelCardRecipient", "+14155550199"));
        post(200, CARDS, JSON, card("").replace("+14155550100", "+1 415 555 0199"));
        assertThat(twins.journal()).hasSize(1);
    }

    @Test
    void aCardNeedsNoText() throws Exception {
        twins.clearJournal();
        JsonNode sent = post(200, CARDS, JSON, card(""));
        assertThat(sent.path("provider").asText()).isEqualTo("chert");
        assertThat(sent.path("sent")).extracting(JsonNode::asText).containsExactly("send-contact");
        assertThat(twins.journal()).hasSize(1);
    }

    /** The text was sent before a card that could not be read was noticed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": \"Hi\", \"contact\": {\"full_name\": \"canary\"}} | to",
                "{\"to\": 14155559100, \"contact\": {\"full_name\": \"canary\"}} | to",
                "{\"to\": \"415 5559\", \"text\": \"Hi\", \"contact\": {\"full_name\": \"canary\"}} | to",
                "{\"to\": \"+14155550100\", \"text\": [1], \"contact\": {\"full_name\": \"canary\"}} | text",
                "{\"to\": \"+14155550100\", \"text\": \"Hi\"} | contact",
                "{\"to\": \"+14155550100\", \"text\": \"Hi\", \"contact\": {\"ful_name\": \"canary\"}} | contact.ful_name",
                "{\"to\": \"+14155550100\", \"text\": \"Hi\", \"contact\": {\"full_name\": \"A\", \"via\": \"canary\"}} | contact.via",
                "{\"to\": \"+14155550100\", \"via\": \"wa\", \"contact\": {\"full_name\": \"canary\"}} | contact.phones",
                "{\"to\": \"+14155550100\", \"via\": \"fax\", \"contact\": {\"full_name\": \"canary\"}} | via",
                "{\"to\": \"+14155550100\", \"via\": {}, \"contact\": {\"full_name\": \"canary\"}} | via",
            })
    void aWrongFieldIsFoundBeforeAnythingIsSent(String body, String field) throws Exception {
        twins.clearJournal();
        JsonNode problem = post(422, CARDS, JSON, body);
        assertThat(problem.path("field").asText()).isEqualTo(field);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/invalid-field");
        assertThat(problem.path("cure").asText()).isNotEmpty();
        assertThat(problem.path("sent")).isEmpty();
        assertThat(twins.journal()).isEmpty();
    }

    @Test
    void aFailureNamesTheStepAndWhatWasSentBefore() throws Exception {
        twins.inject(Fault.error("WA_REACHOUT_TIMELOCK").on("POST", "contact").times(20));
        HttpResponse<String> failed = send(port, "POST", CARDS, JSON, card(", \"text\": \"Hi\", \"via\": \"wa\""));
        twins.clearFaults();
        assertThat(failed.statusCode()).as(failed.body()).isEqualTo(502);
        JsonNode problem = openApi.check(CARDS, "post", failed);
        assertThat(problem.path("step").asText()).isEqualTo("send-contact");
        assertThat(problem.path("outcome").asText()).isEqualTo("NOT_SENT");
        assertThat(problem.path("sent")).extracting(JsonNode::asText).containsExactly("send-text");

        twins.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "contact"));
        JsonNode doubt = post(504, CARDS, JSON, card(", \"via\": \"wa\""));
        assertThat(doubt.path("step").asText()).isEqualTo("send-contact");
        assertThat(doubt.path("outcome").asText()).isEqualTo("IN_DOUBT");
        assertThat(doubt.path("sent")).isEmpty();

        twins.inject(Fault.error("INVALID_JID").on("POST", "message"));
        JsonNode refused = post(422, CARDS, JSON, card(", \"text\": \"Hi\", \"via\": \"wa\""));
        assertThat(refused.path("type").asText()).isEqualTo("/problems/refused-message");
        assertThat(refused.path("code").asText()).isEqualTo("INVALID_JID");
    }

    /** The wait is longer than the component's own, so the caller is told about it at once. */
    @Test
    void aRateLimitSaysWhenToRetry() throws Exception {
        twins.inject(Fault.error(1007).retryAfter(90).times(20));
        HttpResponse<String> answer = send(port, "POST", CARDS, JSON, card(""));
        twins.clearFaults();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Retry-After")).contains("90");
        assertThat(openApi.check(CARDS, "post", answer).path("kind").asText()).isEqualTo("RATE_LIMITED");
    }

    /** A bug: no answer has anything of the request, and the log has no body. */
    @Test
    void theRunnersOwnTroubleIsNotTheCallers() throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        int there = serve(api(camel));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-card").errorHandler(noErrorHandler()).process(exchange -> {
                    throw new IllegalStateException(
                            "canary " + exchange.getMessage().getBody());
                });
            }
        });
        camel.start();
        try (LogRecords log = LogRecords.capture()) {
            for (String path : List.of(LEADS, CARDS)) {
                HttpResponse<String> answer = send(there, "POST", path, JSON, card(""));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
                assertThat(answer.body()).doesNotContain("canary");
                openApi.check(path, "post", answer);
            }
            assertThat(log.texts())
                    .anyMatch(text -> text.contains("A request was answered with 500"))
                    .noneMatch(text -> text.startsWith("io.callingcard.runner") && text.contains("canary"));
        }
        camel.stop();
    }

    /** It hung for 30 seconds, and the answer was 500 with an empty body. */
    @Test
    void answers503WithinSecondsWhileTheDatabaseIsAway() throws Exception {
        HikariConfig settings = new HikariConfig();
        // Nothing listens there.
        settings.setJdbcUrl("jdbc:postgresql://localhost:1/ledger");
        settings.setUsername("nobody");
        settings.setInitializationFailTimeout(-1);
        DefaultCamelContext camel = new DefaultCamelContext();
        try (HikariDataSource pool = new HikariDataSource(settings)) {
            ChatLedger ledger = new ChatLedger();
            ledger.setDataSource(pool);
            ledger.setHashKey(Ledgers.HASH_KEY);
            camel.getRegistry().bind("chatLedger", ledger);
            Flows.load(camel, "file:routes/campaigns.camel.yaml");
            camel.start();
            Instant before = Instant.now();
            HttpResponse<String> answer = send(serve(api(camel)), "POST", LEADS, JSON, lead());
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("30");
            assertThat(openApi.check(LEADS, "post", answer).path("detail").asText())
                    .contains("no lead was accepted");
            for (String routes : List.of("send", "send-card")) {
                Flows.load(camel, "file:routes/" + routes + ".camel.yaml");
            }
            HttpResponse<String> card = send(serve(api(camel)), "POST", CARDS, JSON, card(""));
            assertThat(card.statusCode()).as(card.body()).isEqualTo(503);
            assertThat(card.headers().firstValue("Retry-After")).contains("30");
            assertThat(openApi.check(CARDS, "post", card).path("detail").asText())
                    .contains("so nothing was sent");
            HttpResponse<String> story = ask(serve(api(camel)), "+12125550179/story");
            assertThat(story.statusCode()).as(story.body()).isEqualTo(503);
            assertThat(story.headers().firstValue("Retry-After")).contains("30");
            assertThat(openApi.check(STORY, "get", story).path("cure").asText()).startsWith("Ask again");
        } finally {
            camel.stop();
        }
    }

    @Test
    void aProcessOfTwinsTakesNoLeads() throws Exception {
        HttpApi api = api(flows.camel);
        api.role = "twins";
        HttpResponse<String> answer = send(serve(api), "POST", LEADS, JSON, lead());
        assertThat(answer.statusCode()).isEqualTo(404);
        openApi.check(LEADS, "post", answer);
    }

    private HttpResponse<String> ask(int there, String rest, String... headers) throws Exception {
        return send(there, "GET", "/api/people/" + rest, null, "", headers);
    }

    private JsonNode story(int status, String rest) throws Exception {
        HttpResponse<String> answer = ask(port, rest);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return openApi.check(STORY, "get", answer);
    }

    @Test
    void tellsTheStoryOfAPerson() throws Exception {
        post(200, LEADS, JSON, lead().replaceFirst("[+]\\d+", "+12125550177"));
        JsonNode story = story(200, "+12125550177/story?zone=Europe/Berlin");
        assertThat(story.path("person").asText()).isEqualTo("+1212•••0177");
        assertThat(story.path("zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(story.at("/past/0/text").asText())
                .isEqualTo(
                        "A lead of welcome came from POST /leads, record 1. The record says that the person agreed.");
        assertThat(story.at("/next/0/code").asText()).isEqualTo("lead.due");
        assertThat(story(200, "%2B1%20(212)%20555-0177/story?numbers=full")
                        .path("person")
                        .asText())
                .isEqualTo("+12125550177");
        HttpResponse<String> text = ask(port, "+12125550177/story", "Accept", "text/plain, application/json;q=0.5");
        openApi.check(STORY, "get", text);
        assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(text.body()).startsWith("+1212•••0177. Times are those of ").contains("A lead of welcome came");
        assertThat(text.headers().firstValue("Cache-Control")).contains("no-store");
        HttpResponse<String> german =
                ask(port, "+12125550177/story", "Accept", "text/plain", "Accept-Language", "fr, de-AT;q=0.9, en;q=0.5");
        openApi.check(STORY, "get", german);
        assertThat(german.headers().firstValue("Content-Language")).contains("de");
        assertThat(german.body()).contains("Ein Lead von welcome kam an, von POST /leads, Datensatz 1.");
        assertThat(story(200, "+12125550177/story?language=de")
                        .at("/past/0/text")
                        .asText())
                .startsWith("Ein Lead von welcome");
        HttpResponse<String> any = ask(port, "+12125550177/story", "Accept", "*/*");
        assertThat(any.headers().firstValue("Content-Language")).contains("en");
        assertThat(any.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void tellsWhichRecordOfAPersonWasRefused() throws Exception {
        post(
                422,
                LEADS,
                JSON,
                "[{\"name\": \"Ada\", \"phone\": \"+1 212 555 0176\", \"campaign\": \"welcome\", \"consent\": true,"
                        + " \"time_zone\": \"Moon\"}]");
        JsonNode refused = story(200, "+12125550176/story").at("/past/0");
        assertThat(refused.path("text").asText())
                .isEqualTo("A record came from POST /leads, record 1. It was refused: time_zone is not a time zone.");
        assertThat(refused.at("/values/reason").asText()).isEqualTo("refusal.not-a-zone");
        assertThat(refused.at("/values/words").asText()).contains("Write one such as Europe/Berlin.");
    }

    /** With twins only the page shows numbers, and so does a story. */
    @Test
    void aStoryShowsNumbersOfTwins() throws Exception {
        post(200, LEADS, JSON, lead().replaceFirst("[+]\\d+", "+12125550178"));
        HttpApi api = api(flows.camel);
        api.writable = true;
        int there = serve(api);
        assertThat(ask(there, "+12125550178/story").body()).contains("+12125550178");
        assertThat(ask(there, "+12125550178/story?numbers=masked").body()).doesNotContain("2125550178");
    }

    @Test
    void aMistakeInTheQuestionIsExplained() throws Exception {
        JsonNode number = story(422, "4155550100/story");
        assertThat(number.path("field").asText()).isEqualTo("number");
        assertThat(number.path("detail").asText()).startsWith("number: has no country code.");
        assertThat(number.path("cure").asText()).startsWith("Start it with +");
        assertThat(story(404, "+12125550179/story").path("type").asText()).isEqualTo("/problems/unknown-person");
        assertThat(story(400, "+12125550179/story?zone=Atlantis").path("field").asText())
                .isEqualTo("zone");
        assertThat(story(400, "+12125550179/story?numbers=all").path("field").asText())
                .isEqualTo("numbers");
        assertThat(story(400, "+12125550179/story?language=fr").path("field").asText())
                .isEqualTo("language");
        assertThat(story(400, "+12125550179/story?number=1&canary=2")
                        .path("detail")
                        .asText())
                .endsWith("Known: numbers, zone, language.")
                .doesNotContain("canary");
        HttpResponse<String> wrong = send(port, "POST", "/api/people/+12125550179/story", JSON, "{}");
        assertThat(wrong.statusCode()).isEqualTo(405);
        openApi.check(STORY, "post", wrong);
        DefaultCamelContext empty = new DefaultCamelContext();
        empty.start();
        HttpResponse<String> bug = ask(serve(api(empty)), "+12125550179/story");
        assertThat(bug.statusCode()).as(bug.body()).isEqualTo(500);
        openApi.check(STORY, "get", bug);
        empty.stop();
        HttpApi twinsOnly = api(flows.camel);
        twinsOnly.role = "twins";
        assertThat(ask(serve(twinsOnly), "+12125550179/story").statusCode()).isEqualTo(404);
    }

    @Test
    void theDocumentAndThePagesOfProblemsAreServed() throws Exception {
        HttpResponse<String> document = send(port, "GET", HttpApi.DOCUMENT, null, "");
        assertThat(document.body()).isEqualTo(OpenApi.read());
        openApi.check(HttpApi.DOCUMENT, "get", document);
        for (ProblemKind kind : ProblemKind.values()) {
            HttpResponse<String> page = send(port, "GET", kind.type(), null, "");
            assertThat(page.body()).contains(kind.title(), kind.cure());
            openApi.check("/problems/{kind}", "get", page);
        }
        HttpResponse<String> unknown = send(port, "GET", "/problems/canary", null, "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(openApi.check("/problems/{kind}", "get", unknown).toString()).doesNotContain("canary");
    }

    /** The document describes no status that the guard or these doors never give. */
    @Test
    void theDocumentDescribesKnownStatusesOnly() {
        TreeSet<String> known = new TreeSet<>();
        for (String path : List.of(LEADS, CARDS)) {
            known.add(path + " 200");
            for (ProblemKind kind : ProblemKind.values()) {
                known.add(path + " " + kind.status());
            }
        }
        known.add(LEADS + " 207");
        // A lead of a person who opted out is refused later, and only the console edits.
        known.removeAll(List.of(LEADS + " 502", LEADS + " 504", LEADS + " 409"));
        TreeSet<String> described = new TreeSet<>(openApi.described(LEADS));
        described.addAll(openApi.described(CARDS));
        assertThat(described).isEqualTo(known);
    }

    private BodyReader listen(Duration timeout) {
        BodyReader bodies = new BodyReader(vertx, LARGEST, LARGEST, timeout, new AtomicLong());
        Router router = Router.router(vertx);
        router.route(LEADS).handler(new PostDoor(bodies, List.of(JSON), Set.of(), request -> Answer.json(200, null)));
        port = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        return bodies;
    }

    @Test
    void aBodyThatIsSlowIsRefused() throws Exception {
        int before = port;
        try {
            BodyReader bodies = listen(Duration.ofMillis(200));
            assertThat(raw("Content-Length: 10", "{"))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("did not arrive within");
            assertThat(bodies.held()).hasValue(0);
        } finally {
            port = before;
        }
    }

    @Test
    void allBodiesTogetherHaveALimit() throws Exception {
        int before = port;
        try {
            BodyReader bodies = listen(Duration.ofMinutes(5));
            try (Socket slow = new Socket("127.0.0.1", port)) {
                slow.getOutputStream()
                        .write(("POST /leads HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                        + LARGEST + "\r\n\r\n" + "x".repeat((int) LARGEST - 10))
                                .getBytes(StandardCharsets.UTF_8));
                await().until(() -> bodies.held().get() >= LARGEST - 10);
                assertThat(raw("Content-Length: 1000", "x".repeat(1000)))
                        .startsWith("HTTP/1.1 503 ")
                        .containsIgnoringCase("retry-after: 5");
            }
            await().until(() -> bodies.held().get() == 0);
        } finally {
            port = before;
        }
    }
}
