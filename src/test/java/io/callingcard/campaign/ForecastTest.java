// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the forecast and the overview say of shares, follow-ups, pauses, rests and budgets that are partly spent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastTest {

    private static final String ADA = "+12125550100";

    /** Ten in the morning in New York. */
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MovableClock clock = new MovableClock(NOW);
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

    @BeforeEach
    void open() throws Exception {
        clock.set(NOW);
        twin.reset();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        flows = new Flows(twin.port(), ledger, Map.of());
        campaign = new Campaign();
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

    private void lead(String phone, String name) {
        flows.lead(Map.of("name", "Ada", "phone", phone, "channel", "chert", "campaign", name, "consent", true));
    }

    private void welcome(String phone) {
        lead(phone, "books");
        await().until(() -> CampaignStore.of(ledger).leads.standing("books").waiting() == 0);
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
    }

    /** Leads that nothing takes any more. */
    private void wait(int leads, String name) throws Exception {
        flows.camel.getRouteController().stopRoute("welcome");
        for (int i = 0; i < leads; i++) {
            lead("+1212555020" + i, name);
        }
        // The counts are kept for a moment.
        clock.advance(Duration.ofMinutes(2));
    }

    private JsonNode json(String uri) throws Exception {
        Exchange done = flows.send(uri, null, new HashMap<>());
        return JSON.readTree(done.getMessage().getBody(String.class));
    }

    /** Returns the hours with messages on Chert's lines. */
    private static List<String> hours(JsonNode forecast) {
        List<String> hours = new ArrayList<>();
        forecast.path("hours").forEach(hour -> {
            if (hour.path("messages").asInt() > 0 && hour.path("line").asText().startsWith("chert")) {
                hours.add(hour.path("at").asText() + " " + hour.path("messages").asInt());
            }
        });
        return hours;
    }

    private static List<String> next(JsonNode forecast) {
        List<String> next = new ArrayList<>();
        forecast.path("next")
                .forEach(each -> next.add(
                        each.path("what").asText() + " " + each.path("at").asText()));
        return next;
    }

    private static JsonNode named(JsonNode all, String name) {
        for (JsonNode each : all) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " is not in " + all);
    }

    private static JsonNode line(JsonNode overview) {
        for (JsonNode each : overview.path("lines")) {
            if (each.path("provider").asText().equals("chert")) {
                return each;
            }
        }
        throw new AssertionError("no line in " + overview);
    }

    private void pauseLine(String options) {
        String number = flows.report("?by=SHARE").replaceAll(".*\"line\":\"([^\"]*).*|.*", "$1");
        flows.send(
                "campaign:pause-line?pause=3h" + options,
                null,
                Map.of(CardConstants.PROVIDER, "chert", CardConstants.FROM, number));
    }

    private void shares() {
        campaign.setShare(true);
        campaign.setShareAs(Campaign.CardStep.SEND);
        campaign.setFollowUp("Did you save it?");
        campaign.setFollowUpAfter("2h");
        welcome(ADA);
    }

    @Test
    void sharesAndFollowUpsComeWhenTheyAreDue() throws Exception {
        shares();
        clock.advance(Duration.ofHours(1));
        JsonNode forecast = json("campaign:forecast?showNumbers=true");
        assertThat(next(forecast)).anyMatch(each -> each.startsWith("follow-up 2026-03-02T17:00:00Z"));
        assertThat(hours(forecast)).contains("2026-03-02T17:00:00Z 1");
        assertThat(forecast.at("/next/0/number").asText()).isEqualTo(ADA);

        clock.advance(Duration.ofHours(22));
        assertThat(next(json("campaign:forecast"))).anyMatch(each -> each.startsWith("share "));
    }

    @Test
    void sharesHaveBudgetsAndWaitForAPause() throws Exception {
        campaign.setSharesPerDay(1);
        campaign.setShareGap("1h");
        shares();
        welcome("+12125550101");
        clock.advance(Duration.ofHours(24));
        List<String> free = hours(json("campaign:forecast"));
        assertThat(free).isNotEmpty();

        pauseLine("");
        clock.advance(Duration.ofMinutes(2));
        JsonNode overview = json("campaign:overview?channels=chert,wa");
        assertThat(line(overview).path("state").asText()).isEqualTo("PAUSED");
        assertThat(hours(json("campaign:forecast"))).isNotEmpty().isNotEqualTo(free);
    }

    /** The pause of a line holds its leads only if it says so. */
    @Test
    void leadsWaitForAPauseOfLeads() throws Exception {
        shares();
        pauseLine("&pauseLeads=true");
        wait(2, "books");
        assertThat(hours(json("campaign:forecast"))).first().asString().startsWith("2026-03-02T18:00:00Z");
        pauseLine("&pauseLeads=false");
        clock.advance(Duration.ofMinutes(2));
        assertThat(hours(json("campaign:forecast"))).first().asString().startsWith("2026-03-02T15:00:00Z");
    }

    /** A paused campaign had an hour for each of its messages, and a time of its end. */
    @Test
    void aPausedCampaignSendsNothing() throws Exception {
        shares();
        wait(2, "books");
        assertThat(hours(json("campaign:forecast"))).isNotEmpty();

        flows.send("campaign:pause?campaign=books", null, Map.of());
        JsonNode paused = json("campaign:forecast");
        assertThat(hours(paused)).isEmpty();
        assertThat(next(paused)).isEmpty();
        assertThat(paused.path("campaigns").path(0).path("paused").asBoolean()).isTrue();
        assertThat(paused.path("campaigns").path(0).path("waiting").asLong()).isEqualTo(2);
        assertThat(paused.path("campaigns").path(0).path("through").isNull()).isTrue();

        flows.send("campaign:resume?campaign=books", null, Map.of());
        JsonNode resumed = json("campaign:forecast");
        assertThat(hours(resumed)).isNotEmpty();
        assertThat(resumed.path("campaigns").path(0).path("paused").asBoolean()).isFalse();
    }

    @Test
    void aLineThatRestsIsTriedAgainLater() throws Exception {
        twin.inject(Fault.error("2001").on("POST", "/send$").times(1000));
        lead(ADA, "books");
        await().until(() -> flows.report("?by=LINE").contains("paused_until"));
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
        clock.advance(Duration.ofSeconds(5));
        JsonNode overview = json("campaign:overview");
        assertThat(line(overview).path("state").asText()).isIn("RESTS", "DOWN");
        assertThat(line(overview).path("reason").asText()).isNotEmpty();
        assertThat(overview.path("attention").toString()).contains("LINE_RESTS");
        assertThat(json("campaign:forecast").path("hours")).isNotEmpty();
    }

    @Test
    void aBudgetThatIsPartlySpentHasRoomForTheRestOfTheDay() throws Exception {
        campaign.setFirstTouchesPerDay(3);
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setFollowUp("Did you save it?");
        welcome(ADA);
        wait(4, "books");
        JsonNode forecast = json("campaign:forecast");
        assertThat(hours(forecast)).containsExactly("2026-03-02T15:00:00Z 4", "2026-03-03T00:00:00Z 4");
        assertThat(line(json("campaign:overview"))
                        .at("/budget/first_touches/spent")
                        .asInt())
                .isEqualTo(1);

        clock.advance(Duration.ofDays(1));
        assertThat(hours(json("campaign:forecast"))).hasSize(2);
        assertThat(line(json("campaign:overview"))
                        .at("/budget/first_touches/spent")
                        .asInt())
                .isZero();
    }

    @Test
    void aGapWithoutABudgetIsKept() throws Exception {
        campaign.setFirstTouchGap("30m");
        wait(3, "books");
        JsonNode books = named(json("campaign:forecast").path("campaigns"), "books");
        assertThat(books.path("assumption").asText()).isEqualTo("PLAN");
        assertThat(books.path("gap_seconds").asInt()).isEqualTo(1800);
        assertThat(books.path("per_line_and_day").isMissingNode()
                        || books.path("per_line_and_day").isNull())
                .isTrue();
    }

    /** Without a budget the pace of the last hour goes on. */
    @Test
    void thePaceOfTheLastHourGoesOn() throws Exception {
        welcome(ADA);
        wait(3, "books");
        JsonNode forecast = json("campaign:forecast");
        JsonNode books = named(forecast.path("campaigns"), "books");
        assertThat(books.path("assumption").asText()).isEqualTo("PACE");
        assertThat(books.path("pace_per_hour").asInt()).isEqualTo(1);
        assertThat(hours(forecast)).hasSize(3).first().asString().endsWith(" 2");
    }

    @Test
    void withoutAPaceTheyAllComeAtOnce() throws Exception {
        wait(3, "books");
        JsonNode forecast = json("campaign:forecast");
        assertThat(named(forecast.path("campaigns"), "books").path("assumption").asText())
                .isEqualTo("AT_ONCE");
        assertThat(hours(forecast)).containsExactly("2026-03-02T15:00:00Z 6");
    }

    /** Its leads wait until the campaign is defined again. */
    @Test
    void aCampaignThatIsGoneHasNoEnd() throws Exception {
        flows.camel.getRegistry().bind("gone", campaign);
        wait(2, "gone");
        flows.camel.getRegistry().unbind("gone");
        JsonNode forecast = json("campaign:forecast");
        JsonNode gone = named(forecast.path("campaigns"), "gone");
        assertThat(gone.path("waiting").asInt()).isEqualTo(2);
        assertThat(gone.path("through").isTextual()).isFalse();
        assertThat(hours(forecast)).isEmpty();
        assertThat(next(forecast)).hasSize(2);
        assertThat(named(json("campaign:overview").path("campaigns"), "gone").has("waiting"))
                .isTrue();
    }

    /** The list of people once went on after the budget of the day, with the gap alone. */
    @Test
    void theNextPeopleComeWithinTheBudget() throws Exception {
        campaign.setFirstTouchesPerDay(2);
        campaign.setFirstTouchGap("10m");
        wait(5, "books");
        Instant now = clock.instant();
        Instant tomorrow = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
        assertThat(next(json("campaign:forecast")))
                .containsExactly(
                        "lead " + now,
                        "lead " + now.plus(Duration.ofMinutes(10)),
                        "lead " + tomorrow,
                        "lead " + tomorrow.plus(Duration.ofMinutes(10)),
                        "lead " + tomorrow.plus(Duration.ofDays(1)));
    }

    @Test
    void aSharedLineIsDividedAmongItsNumbers() throws Exception {
        campaign.setChannel("linq");
        campaign.setLines("+12025550143,+12025550144");
        wait(3, "books");
        JsonNode forecast = json("campaign:forecast?channels=linq");
        assertThat(forecast.path("hours").toString()).contains("linq:+12025550143", "linq:+12025550144");
        assertThat(json("campaign:overview?channels=linq").path("lines").toString())
                .contains("linq:+12025550144")
                .doesNotContain("\"wa\"");
    }
}
