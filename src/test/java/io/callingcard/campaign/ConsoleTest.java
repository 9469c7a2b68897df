// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What an operator sees and does, on the ledger of real flows on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";
    private static final String CY = "+12125550102";
    private static final String DOT = "+12125550103";
    private static final String EVE = "+12125550104";
    private static final String FAY = "+12125550105";

    /** Ten in the morning in New York. */
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    private static final String TEXTS = "/messages$|/send$|/send/message$";
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** Ada was written to, Bob may have been, Cy waits, Dot is set aside, and Eve opted out. */
    private void open(Ledgers.Kind kind, String numberKey) throws Exception {
        clock.set(NOW);
        twin.reset();
        ledger = ledgers.fresh(kind);
        ledger.setClock(clock);
        ledger.setNumberKey(numberKey);
        flows = new Flows(twin.port(), ledger, Map.of());
        bind("books", Integer.MAX_VALUE);
        bind("later", 0);
        lead("Ada", ADA, "books");
        await().until(() -> standing("books").done() == 1);
        clock.advance(Duration.ofSeconds(1));
        // The text has a key, so the first answer that comes would settle it.
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", TEXTS).times(100));
        lead("\u00C9mile", BOB, "books");
        await().until(() -> ledger.countDoubts() == 1);
        twin.clearFaults();
        // Less than Bob's lead waits for its next try.
        clock.advance(Duration.ofMillis(100));
        lead("Cyprian", CY, "later");
        lead("Dot", DOT, "later");
        lead("Eve", EVE, "later");
        flows.send("campaign:opt-out", null, as(EVE, Map.of()));
    }

    private void bind(String name, int perDay) {
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setFirstTouchesPerDay(perDay);
        flows.camel.getRegistry().bind(name, campaign);
    }

    private void lead(String name, String phone, String campaign) {
        flows.lead(Map.of("name", name, "phone", phone, "channel", "chert", "campaign", campaign, "consent", true));
    }

    private LeadTable.Standing standing(String campaign) {
        return CampaignStore.of(ledger).leads.standing(campaign);
    }

    private static Map<String, Object> as(String person, Map<String, Object> more) {
        Map<String, Object> headers = new HashMap<>(more);
        headers.put(CardConstants.RECIPIENT, person);
        headers.put(LedgerConstants.ACTOR, "operator");
        headers.put(CampaignConstants.USER, "operator");
        return headers;
    }

    @AfterEach
    void close() throws Exception {
        flows.close();
        ledgers.clear();
    }

    @AfterAll
    void stop() throws Exception {
        twin.close();
        ledgers.close();
    }

    private JsonNode json(String uri, Map<String, Object> headers) throws Exception {
        Exchange done = flows.send(uri, null, headers);
        return JSON.readTree(done.getMessage().getBody(String.class));
    }

    private JsonNode people(String search, String... more) throws Exception {
        Map<String, Object> headers = new HashMap<>();
        put(headers, CampaignConstants.SEARCH, search);
        for (int i = 0; i < more.length; i += 2) {
            put(headers, more[i], more[i + 1]);
        }
        return json("campaign:people?showNumbers=true", headers);
    }

    private static void put(Map<String, Object> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private List<String> numbers(String search, String... more) throws Exception {
        List<String> numbers = new ArrayList<>();
        people(search, more)
                .path("people")
                .forEach(person -> numbers.add(person.path("number").asText()));
        return numbers;
    }

    private List<String> in(String state) throws Exception {
        return numbers(null, CampaignConstants.STATE, state);
    }

    private JsonNode story(String person) throws Exception {
        return json("ledger:explain", as(person, Map.of()));
    }

    private List<String> actions(String person) throws Exception {
        List<String> actions = new ArrayList<>();
        story(person)
                .path("actions")
                .forEach(action -> actions.add(action.path("action").asText()));
        return actions;
    }

    private String sealed(String person, String action, String field) throws Exception {
        for (JsonNode offered : story(person).path("actions")) {
            if (offered.path("action").asText().equals(action)) {
                return ledger.store().unsealed(offered.path(field).asText()).orElseThrow();
            }
        }
        throw new AssertionError(action + " is not offered");
    }

    private Long act(String uri, String person, Map<String, Object> more) {
        Exchange done = flows.send(uri, null, as(person, more));
        String count = uri.startsWith("ledger:") ? LedgerConstants.COUNT : CampaignConstants.COUNT;
        return done.getMessage().getHeader(count, Long.class);
    }

    @ParameterizedTest
    @EnumSource
    void findsPeopleByStateNumberNameAndCampaign(Ledgers.Kind kind) throws Exception {
        open(kind, null);
        assertThat(in("sent")).containsExactly(ADA);
        assertThat(in("in_doubt")).containsExactly(BOB);
        assertThat(in("waiting")).containsExactlyInAnyOrder(CY, DOT);
        assertThat(in("opted_out")).containsExactly(EVE);
        assertThat(in("set_aside")).isEmpty();
        assertThat(in("in_progress")).isEmpty();
        assertThat(in("not_sent")).isEmpty();
        assertThat(numbers("212 555-0101")).containsExactly(BOB);
        assertThat(numbers("+1 (212)")).hasSize(5);
        assertThat(numbers("5550")).hasSize(5);
        assertThat(numbers("\u00E9MIL")).containsExactly(BOB);
        assertThat(numbers("emil")).isEmpty();
        assertThat(numbers("aDa")).containsExactly(ADA);
        assertThat(numbers("100%")).isEmpty();
        assertThat(numbers("a_a")).isEmpty();
        assertThat(numbers("LATE")).containsExactlyInAnyOrder(CY, DOT, EVE);
        assertThat(numbers(null, CampaignConstants.NAME, "books")).containsExactly(BOB, ADA);
        assertThat(numbers(null, CampaignConstants.LINE, "chert")).hasSize(5);
        assertThat(numbers(null, CampaignConstants.LINE, "wa")).isEmpty();
        assertThat(numbers(null, CampaignConstants.NAME, "later", CampaignConstants.STATE, "waiting"))
                .hasSize(2);
        JsonNode all = people(null);
        assertThat(all.path("total").asInt()).isEqualTo(5);
        assertThat(all.path("exact_numbers_only").asBoolean()).isFalse();
        JsonNode ada = all.at("/people/4");
        assertThat(ada.path("number").asText()).isEqualTo(ADA);
        assertThat(ada.path("name").asText()).isEqualTo("Ada");
        assertThat(ada.path("provider").asText()).isEqualTo("chert");
        assertThat(ada.path("campaign").asText()).isEqualTo("books");
        assertThat(ada.path("last").asText()).isEqualTo(NOW.toString());
        assertThat(ada.at("/steps/sent").asInt()).isEqualTo(1);
        assertThat(ledger.store().unsealed(ada.path("id").asText())).contains(ADA);
        assertThat(json("campaign:people", Map.of()).toString())
                .contains("+1212\u2022\u2022\u20220100")
                .doesNotContain(ADA);
        assertThatThrownBy(() -> flows.send("campaign:people?state=gone", null))
                .hasRootCauseMessage("state: is unknown. Use one of in_doubt, in_progress, not_sent, opted_out, sent,"
                        + " set_aside, waiting.");
    }

    @ParameterizedTest
    @EnumSource
    void pagesHaveEachPersonOnce(Ledgers.Kind kind) throws Exception {
        open(kind, null);
        for (String state : new String[] {null, "waiting", "opted_out"}) {
            Set<String> seen = new HashSet<>();
            int pages = 0;
            String next = null;
            do {
                Map<String, Object> headers = new HashMap<>();
                put(headers, CampaignConstants.AFTER, next);
                put(headers, CampaignConstants.STATE, state);
                JsonNode page = json("campaign:people?limit=1", headers);
                page.path("people")
                        .forEach(person ->
                                assertThat(seen.add(person.path("id").asText())).isTrue());
                next = page.path("next").isNull() ? null : page.path("next").asText();
                pages++;
            } while (next != null);
            assertThat(pages).isEqualTo(Math.max(1, seen.size()));
            assertThat(seen).hasSize(state == null ? 5 : state.equals("waiting") ? 2 : 1);
        }
    }

    /** Numbers are hashes then, and a name is as good as a number. */
    @ParameterizedTest
    @EnumSource
    void hiddenNumbersAreFoundAsAWholeOnly(Ledgers.Kind kind) throws Exception {
        open(kind, "a+number/key-of-these-tests=");
        JsonNode found = people("+1 212 555 0100");
        assertThat(found.path("exact_numbers_only").asBoolean()).isTrue();
        assertThat(found.path("people")).hasSize(1);
        assertThat(found.at("/people/0/number").asText()).isEqualTo("\u2022\u2022\u2022");
        assertThat(numbers("0100")).isEmpty();
        assertThat(numbers("Ada")).isEmpty();
        assertThat(numbers("books")).hasSize(2);
        String person =
                ledger.store().unsealed(found.at("/people/0/id").asText()).orElseThrow();
        assertThat(story(person).path("past")).isNotEmpty();
        assertThat(actions(person)).containsExactly("forget");
        assertThat(in("opted_out")).hasSize(1);
        assertThat(act("ledger:forget", person, Map.of())).isPositive();
        assertThat(people("+12125550100").path("people")).isEmpty();
        assertThat(json("ledger:audit", Map.of()).toString()).doesNotContain("0100");
    }

    @ParameterizedTest
    @EnumSource
    void eachActionIsOfferedWhenItIsRightAndWrittenDown(Ledgers.Kind kind) throws Exception {
        open(kind, null);
        assertThat(actions(ADA)).containsExactly("opt-out", "forget");
        // Whether the lead can be set aside depends on whether it is being tried again right now.
        assertThat(actions(BOB)).contains("resolve", "opt-out", "forget");
        assertThat(actions(DOT)).containsExactly("set-aside", "opt-out", "forget");
        assertThat(actions(EVE)).containsExactly("opt-in", "forget");

        String dot = sealed(DOT, "set-aside", "lead");
        Map<String, Object> aside = Map.of(CampaignConstants.LEAD_KEY, dot, CampaignConstants.REASON, "asked to wait");
        assertThat(act("campaign:set-aside", DOT, aside)).isEqualTo(1);
        assertThat(act("campaign:set-aside", DOT, aside)).isZero();
        assertThat(in("set_aside")).containsExactly(DOT);
        assertThat(actions(DOT)).containsExactly("retry", "opt-out", "forget");
        assertThat(story(DOT).toString()).contains("an operator set it aside (asked to wait)");
        assertThat(act("campaign:replay", DOT, Map.of(CampaignConstants.LEAD_KEY, dot)))
                .isEqualTo(1);
        assertThat(in("waiting")).contains(DOT);

        Map<String, Object> doubt =
                Map.of(LedgerConstants.CLAIM_KEY, sealed(BOB, "resolve", "key"), LedgerConstants.RESOLUTION, "SENT");
        assertThat(act("ledger:resolve", BOB, doubt)).isEqualTo(1);
        assertThat(act("ledger:resolve", BOB, doubt)).isZero();
        await().until(() -> in("sent").contains(BOB) || in("in_progress").contains(BOB));

        assertThat(act("campaign:opt-in", EVE, Map.of())).isEqualTo(1);
        assertThat(act("campaign:opt-in", EVE, Map.of())).isZero();
        assertThat(in("not_sent")).containsExactly(EVE);
        assertThat(act("campaign:opt-out", ADA, Map.of())).isEqualTo(1);
        assertThat(in("opted_out")).containsExactly(ADA);
        assertThat(act("ledger:forget", CY, Map.of())).isPositive();
        assertThat(numbers("Cy")).isEmpty();
        if (kind == Ledgers.Kind.SQLITE) {
            String files = files();
            assertThat(files).contains("Dot", DOT).doesNotContain("Cyprian", CY);
        }

        JsonNode audit = json("ledger:audit", Map.of());
        List<String> actions = new ArrayList<>();
        audit.path("entries")
                .forEach(entry -> actions.add(entry.path("action").asText() + " "
                        + entry.path("target").asText()));
        assertThat(actions)
                .containsExactlyInAnyOrder(
                        "opt-out +1212\u2022\u2022\u20220104",
                        "set-aside +1212\u2022\u2022\u20220103",
                        "retry +1212\u2022\u2022\u20220103",
                        "resolve +1212\u2022\u2022\u20220101",
                        "opt-in +1212\u2022\u2022\u20220104",
                        "opt-out +1212\u2022\u2022\u20220100",
                        "forget +1212\u2022\u2022\u20220102");
        assertThat(audit.toString()).contains("\"user\":\"operator\"", "books/text as sent");
        JsonNode first = json("ledger:audit?limit=2", Map.of());
        JsonNode rest = json(
                "ledger:audit", Map.of(LedgerConstants.AFTER, first.path("next").asText()));
        assertThat(first.path("entries")).hasSize(2);
        assertThat(rest.path("entries")).hasSize(5);
        assertThat(flows.send("ledger:audit?format=CSV", null)
                        .getMessage()
                        .getBody(String.class)
                        .lines())
                .hasSize(8)
                .first()
                .isEqualTo("at,user,action,target,details");
        flows.send("ledger:purge?retention=1", null);
        clock.advance(Duration.ofDays(1));
        flows.send("ledger:purge?retention=1", null);
        assertThat(json("ledger:audit", Map.of()).path("entries")).isEmpty();
    }

    /** Returns the bytes of the ledger's files. */
    private String files() throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (String part : List.of("", "-wal")) {
            Path file = Path.of(ledgers.file() + part);
            bytes.append(Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
        }
        return bytes.toString();
    }

    @ParameterizedTest
    @EnumSource
    void theOverviewCountsAndSaysWhatNeedsAPerson(Ledgers.Kind kind) throws Exception {
        open(kind, null);
        JsonNode overview = json("campaign:overview?zone=America/New_York", Map.of());
        assertThat(overview.at("/counts/hour/sent").asInt()).isEqualTo(1);
        assertThat(overview.at("/counts/today/in_doubt").asInt()).isEqualTo(1);
        assertThat(overview.at("/counts/all/not_sent").asInt()).isZero();
        assertThat(overview.at("/counts/waiting").asInt()).isEqualTo(2);
        assertThat(overview.at("/counts/in_progress").asInt()).isEqualTo(1);
        assertThat(overview.at("/counts/done").asInt()).isEqualTo(1);
        assertThat(overview.at("/counts/opted_out").asInt()).isEqualTo(1);
        assertThat(overview.at("/attention/0/code").asText()).isEqualTo("IN_DOUBT");
        assertThat(overview.at("/attention/0/link/state").asText()).isEqualTo("in_doubt");
        JsonNode line = null;
        for (JsonNode each : overview.path("lines")) {
            line = each.path("provider").asText().equals("chert") ? each : line;
        }
        assertThat(line).isNotNull();
        assertThat(line.path("state").asText()).isEqualTo("OK");
        assertThat(line.path("sent_today").asInt()).isEqualTo(1);
        assertThat(line.path("sent_per_hour")).hasSize(24);
        assertThat(line.at("/sent_per_hour/23").asInt()).isEqualTo(1);
        JsonNode later = null;
        for (JsonNode each : overview.path("campaigns")) {
            later = each.path("name").asText().equals("later") ? each : later;
        }
        assertThat(later.path("waiting").asInt()).isEqualTo(2);
        assertThat(later.path("opted_out").asInt()).isEqualTo(1);
        assertThat(later.path("assumption").asText()).isEqualTo("NONE");
    }

    /** Such as a lead with a mistyped line. Nothing left by that number, so the overview shows no line of it. */
    @ParameterizedTest
    @EnumSource
    void aNumberThatIsNoneOfOursIsNoLine(Ledgers.Kind kind) throws Exception {
        open(kind, null);
        flows.lead(Map.of(
                "name",
                "Fay",
                "phone",
                FAY,
                "channel",
                "chert",
                "campaign",
                "books",
                "consent",
                true,
                "line",
                "+12025550999"));
        await().until(() -> standing("books").aside() == 1);
        JsonNode overview = json("campaign:overview", Map.of());
        assertThat(overview.path("lines").findValuesAsText("line")).doesNotContain("chert:+12025550999");
        assertThat(overview.path("lines").findValuesAsText("sent_today")).contains("1");
    }

    @ParameterizedTest
    @EnumSource
    void theForecastFollowsBudgetsAndQuietHours(Ledgers.Kind kind) throws Exception {
        open(kind, null);
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setContact("{\"full_name\": \"Harbor Books\"}");
        campaign.setFirstTouchesPerDay(3);
        campaign.setFirstTouchGap("2h");
        // Its leads wait, because nothing looks for them under this name.
        flows.camel.getRouteController().stopRoute("welcome");
        flows.camel.getRegistry().bind("slow", campaign);
        for (int i = 10; i < 15; i++) {
            lead("Person " + i, "+121255502" + i, "slow");
        }
        clock.advance(Duration.ofMinutes(2));
        await().untilAsserted(() -> {
            JsonNode slow = campaign(json("campaign:forecast", Map.of()), "slow");
            assertThat(slow.path("waiting").asInt()).isEqualTo(5);
            assertThat(slow.path("assumption").asText()).isEqualTo("PLAN");
            // Three today, two tomorrow: at midnight and two hours later.
            assertThat(slow.path("through").asText()).isEqualTo("2026-03-03T02:00:00Z");
            assertThat(slow.path("per_line_and_day").asInt()).isEqualTo(3);
        });
        JsonNode forecast = json("campaign:forecast", Map.of());
        List<String> hours = new ArrayList<>();
        forecast.path("hours").forEach(hour -> {
            if (hour.path("messages").asInt() > 0) {
                hours.add(hour.path("at").asText() + " " + hour.path("messages").asInt());
            }
        });
        assertThat(hours)
                .containsExactly(
                        "2026-03-02T15:00:00Z 2",
                        "2026-03-02T17:00:00Z 2",
                        "2026-03-02T19:00:00Z 2",
                        "2026-03-03T00:00:00Z 2",
                        "2026-03-03T02:00:00Z 2");
        assertThat(forecast.toString()).doesNotContain("+12125550210").contains("+1212\u2022\u2022\u20220210");
        assertThat(forecast.at("/next/0/what").asText()).isEqualTo("lead");
    }

    private static JsonNode campaign(JsonNode forecast, String name) {
        for (JsonNode each : forecast.path("campaigns")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name);
    }
}
