// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Campaigns and lines that a person pauses and edits while the flows run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignEditsTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";
    private static final String EVE = "+12125550102";
    private static final String LINE = "wa:";

    /** Ten in the morning in New York. */
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    private static final Duration LOOKS = Duration.ofMillis(500);

    private static final Map<String, Object> BOOKS = Map.of(CampaignConstants.NAME, "books");

    private final MovableClock clock = new MovableClock(NOW);
    private final ObjectMapper json = new ObjectMapper();
    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;
    private Campaign campaign;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start(clock);
        ledgers = new Ledgers();
    }

    private void open(Ledgers.Kind kind) throws Exception {
        open(ledgers.fresh(kind));
    }

    private void open(ChatLedger of) throws Exception {
        clock.set(NOW);
        twin.reset();
        ledger = of;
        ledger.setClock(clock);
        flows = new Flows(twin.port(), ledger, Map.of());
        campaign = new Campaign();
        campaign.setChannel("wa");
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        campaign.setShare(true);
        campaign.setShareAs(Campaign.CardStep.SEND);
        flows.camel.getRegistry().bind("books", campaign);
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

    private void lead(String phone) {
        flows.lead(Map.of("name", "Ada", "phone", phone, "campaign", "books", "consent", true));
    }

    private long waiting() {
        return CampaignStore.of(ledger).leads.standing("books").waiting();
    }

    private List<String> texts(String phone) {
        return twin.journal(phone).stream()
                .filter(entry -> entry.kind().equals("text"))
                .map(entry -> entry.content().path("text").asText())
                .toList();
    }

    /** Waits until the flows have looked for leads again, several times. A look that began before a pause has ended then. */
    private static void look() {
        long before = System.nanoTime();
        await().until(() -> System.nanoTime() - before > LOOKS.toNanos());
    }

    private String story(String phone) {
        return flows.send("ledger:explain?format=TEXT", null, Map.of(CardConstants.RECIPIENT, phone))
                .getMessage()
                .getBody(String.class);
    }

    private int edit(Object definition, Map<String, Object> more) {
        Map<String, Object> headers = new HashMap<>(BOOKS);
        headers.putAll(more);
        return flows.send("campaign:edit", definition, headers)
                .getMessage()
                .getHeader(CampaignConstants.VERSION, Integer.class);
    }

    private JsonNode answer(String uri) throws Exception {
        return json.readTree(flows.send(uri, null, BOOKS).getMessage().getBody(String.class));
    }

    @ParameterizedTest
    @EnumSource(Ledgers.Kind.class)
    void nothingIsSentOfAPausedCampaignUntilItIsResumedAlsoInAnotherProcess(Ledgers.Kind kind) throws Exception {
        open(kind);
        lead(BOB);
        await().until(() -> texts(BOB).size() == 1);
        // Another node pauses it.
        ChatLedger other = ledgers.another(kind);
        CampaignStore store = CampaignStore.of(other);
        store.database.write(connection -> CampaignTable.pause(connection, "books", NOW, "operator"));
        await().until(() -> CampaignStore.of(ledger).campaigns.now(flows.camel).isPaused("books"));
        look();
        lead(ADA);
        look();
        assertThat(twin.journal(ADA)).isEmpty();
        assertThat(story(ADA)).contains("The campaign books is paused. Resume it, and it goes on.");
        assertThat(answer("campaign:describe").at("/0/paused").asBoolean()).isTrue();

        clock.advance(Duration.ofHours(25));
        flows.send("direct:daily-share", null);
        assertThat(twin.journal(BOB)).hasSize(1);
        assertThat(story(BOB)).contains("The campaign books is paused.");

        flows.send("campaign:resume", null, BOOKS);
        await().until(() -> texts(ADA).equals(List.of("Hi Ada")));
        await().until(() -> waiting() == 0);
        flows.send("direct:daily-share", null);
        await().until(() -> twin.journal(BOB).size() == 2);
    }

    /** A body may be a map, a tree or a text; without one the file is in force again. */
    @Test
    void anEditComesInAnyForm() throws Exception {
        open(Ledgers.Kind.SQLITE);
        assertThat(flows.send("campaign:resume", null, BOOKS).getMessage().getHeader(CampaignConstants.COUNT))
                .isEqualTo(0L);
        List<Object> bodies = Arrays.asList(
                Json.object().put("channel", "wa").put("text", "Hello {name}").putNull("followUp"),
                "{\"channel\": \"wa\", \"text\": \"Good day {name}\"}",
                NullNode.getInstance(),
                " ",
                null);
        int version = 0;
        for (Object body : bodies) {
            assertThat(flows.send("campaign:edit", body, BOOKS).getMessage().getHeader(CampaignConstants.VERSION))
                    .isEqualTo(++version);
        }
        String versions = flows.send("campaign:versions?limit=2", null, BOOKS)
                .getMessage()
                .getBody(String.class);
        assertThat(Json.read(versions.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .hasSize(2);
        String described =
                flows.send("campaign:describe", null, BOOKS).getMessage().getBody(String.class);
        assertThat(Json.read(described.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .hasSize(1)
                .first()
                .matches(each -> !each.path("edited").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"firstTouchesPerDay\": -1}",
                "{\"firstTouchesPerDay\": 1.5}",
                "{\"firstTouchesPerDay\": 99999999999}",
                "{\"text\": \"a\\u202eb\"}",
                "{\"contact\": {\"phones\": 7}}",
                "[]",
                "{"
            })
    void anEditThatCannotBeRightIsRefused(String definition) throws Exception {
        open(Ledgers.Kind.SQLITE);
        assertThatThrownBy(() -> flows.send("campaign:edit", definition, BOOKS))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageNotContaining("cannot be changed");
        assertThatThrownBy(() -> flows.send("campaign:edit", "{\"text\": \"" + "x".repeat(20_000) + "\"}", BOOKS))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageNotContaining("cannot be changed");
    }

    @Test
    void aPauseIsDoneOnceAndKnowsItsCampaign() throws Exception {
        open(Ledgers.Kind.SQLITE);
        assertThat(flows.send("campaign:pause", null, BOOKS).getMessage().getHeader(CampaignConstants.COUNT))
                .isEqualTo(1L);
        assertThat(flows.send("campaign:pause", null, BOOKS).getMessage().getHeader(CampaignConstants.COUNT))
                .isEqualTo(0L);
        assertThatThrownBy(() -> flows.send("campaign:pause", null, Map.of(CampaignConstants.NAME, "none")))
                .hasRootCauseInstanceOf(RefusedLeadException.class);
    }

    @ParameterizedTest
    @EnumSource(Ledgers.Kind.class)
    void aPausedLineTakesNoLeads(Ledgers.Kind kind) throws Exception {
        open(kind);
        Map<String, Object> line = Map.of(CardConstants.PROVIDER, "wa", CardConstants.FROM, "");
        Map<String, Object> until = new HashMap<>(line);
        until.put(CampaignConstants.UNTIL, NOW.plus(Duration.ofHours(2)));
        flows.send("campaign:pause-line?pauseLeads=true&reason=maintenance", null, until);
        look();
        lead(ADA);
        look();
        assertThat(twin.journal(ADA)).isEmpty();
        assertThat(story(ADA)).contains("the line wa is paused: maintenance");
        assertThat(flows.report("?by=LINE")).contains("\"held\":\"PAUSED\"");
        flows.send("campaign:resume-line", null, line);
        await().until(() -> texts(ADA).size() == 1);

        // The pause ends by itself.
        flows.send("campaign:pause-line?pauseLeads=true", null, until);
        look();
        lead(EVE);
        look();
        assertThat(twin.journal(EVE)).isEmpty();
        clock.advance(Duration.ofHours(3));
        await().until(() -> texts(EVE).size() == 1);
    }

    @Test
    void aPauseOfSharesOnlyLetsLeadsThrough() throws Exception {
        open(Ledgers.Kind.SQLITE);
        flows.send(
                "campaign:pause-line?reason=maintenance",
                null,
                Map.of(CardConstants.PROVIDER, "wa", CardConstants.FROM, ""));
        assertThat(flows.report("?by=LINE")).contains("\"held\":\"SHARES_PAUSED\"", LINE);
        lead(ADA);
        await().until(() -> texts(ADA).size() == 1);
    }

    @ParameterizedTest
    @EnumSource(Ledgers.Kind.class)
    void theNewestEditIsInForceUntilItIsTakenBack(Ledgers.Kind kind) throws Exception {
        open(kind);
        assertThat(answer("campaign:versions")).isEmpty();
        assertThat(edit(Map.of("channel", "wa", "text", "Hello {name}!", "card", "none"), Map.of()))
                .isEqualTo(1);
        lead(ADA);
        await().until(() -> texts(ADA).equals(List.of("Hello Ada!")));

        Map<String, Object> by = Map.of(CampaignConstants.USER, "operator", CampaignConstants.NOTE, "as it was");
        assertThat(edit(null, by)).isEqualTo(2);
        lead(BOB);
        await().until(() -> texts(BOB).equals(List.of("Hi Ada")));

        JsonNode versions = answer("campaign:versions");
        assertThat(versions).hasSize(2);
        assertThat(versions.at("/0/version").asInt()).isEqualTo(2);
        assertThat(versions.at("/0/in_force").asBoolean()).isTrue();
        assertThat(versions.at("/0/as_in_file").asBoolean()).isTrue();
        assertThat(versions.at("/0/saved_by").asText()).isEqualTo("operator");
        assertThat(versions.at("/0/note").asText()).isEqualTo("as it was");
        assertThat(versions.at("/1/definition/text").asText()).isEqualTo("Hello {name}!");
    }

    @Test
    void anEditOfAnOlderVersionIsRefused() throws Exception {
        open(Ledgers.Kind.SQLITE);
        Map<String, Object> definition = Map.of("channel", "wa", "text", "Hello");
        assertThat(edit(definition, Map.of(CampaignConstants.VERSION, 0))).isEqualTo(1);
        assertThatThrownBy(() -> edit(definition, Map.of(CampaignConstants.VERSION, 0)))
                .hasCauseInstanceOf(OutdatedEditException.class)
                .cause()
                .hasMessage(
                        "version: of the campaign books is 1, but the edit is of version 0. Read the newest version,"
                                + " and edit that.");
    }

    @Test
    void aTextDoesNotNameAFieldThatWaitingLeadsLack() throws Exception {
        open(Ledgers.Kind.SQLITE);
        flows.send("campaign:pause", null, BOOKS);
        look();
        lead(ADA);
        Map<String, Object> definition = Map.of("channel", "wa", "text", "Hi {name}, it is {event}", "card", "none");
        assertThatThrownBy(() -> edit(definition, Map.of()))
                .rootCause()
                .hasMessage("text: names {event}, which leads that wait do not have: 1. Leave it out until they are"
                        + " sent, or make another campaign.");
        flows.send("campaign:resume", null, BOOKS);
        await().until(() -> waiting() == 0);
        assertThat(edit(definition, Map.of())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"channel": "chert"}                          | channel: cannot be changed
            {"channel": "wa", "text": "{{secret}}"}       | text: has two braces
            {"channel": "wa", "text": "#bean:x"}          | text: begins with #
            {"channel": "wa", "text": "Call {phone}"}     | text: names {phone}
            {"channel": "wa", "text": 7}                  | text: is no text
            {"channel": "wa", "text": " "}                | text: is empty
            {"channel": "wa", "card": "share"}            | card: is share
            {"channel": "wa", "card": "post"}             | card: is unknown. Use send or share or none.
            {"channel": "wa", "contact": "nonsense"}      | contact: is neither a vCard
            {"channel": "wa", "maxShares": -1}            | maxShares: is no whole number
            {"channel": "wa", "share": "yes"}             | share: is neither true nor false
            {"channel": "wa", "shareEvery": "1 day"}      | shareEvery: is not a span of time
            {"channel": "wa", "zone": "Nowhere"}          | zone: is not a time zone
            {"channel": "wa", "followUpAfter": "1d"}      | followUpAfter: has no text
            {"channel": "wa", "txt": "Hi"}                | definition: has a property that is unknown
            []                                            | definition: is no JSON object
            nonsense                                      | definition: is not JSON
            """)
    void aWrongDefinitionIsRefusedWithTheFieldAndTheCure(String definition, String reason) throws Exception {
        open(Ledgers.Kind.SQLITE);
        assertThatThrownBy(() -> edit(definition, Map.of()))
                .cause()
                .message()
                .startsWith(reason)
                .endsWith(".");
        assertThat(answer("campaign:versions")).isEmpty();
    }

    @Test
    void allPropertiesGetThroughADefinition() {
        String definition =
                """
                {"channel":"linq","lines":"+12025550143,+12025550144","text":"Hi {name}","card":"share",\
                "contact":"{\\"full_name\\":\\"Harbor\\"}","followUp":"Bye","followUpAfter":"90m",\
                "consentRequired":false,"zone":"Europe/Berlin","firstTouchesPerDay":30,"firstTouchGap":"10m",\
                "share":true,"shareAs":"send","shareEvery":"2d","maxShares":3,"sharesPerDay":100,"shareGap":"1500ms",\
                "quietFrom":"21:30","quietTo":"08:00"}""";
        Campaign read = CampaignField.campaign(Json.read(definition.getBytes()).orElseThrow());
        assertThat(CampaignField.stored(read)).isEqualTo(definition);
        assertThat(CampaignField.values())
                .hasSize(CampaignField.definition(read).size());
        assertThat(CampaignField.definition(new Campaign())).isEqualTo(Map.of("channel", "chert"));
    }
}
