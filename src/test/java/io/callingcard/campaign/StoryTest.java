// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.OncePerChat;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.FirstVersion;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.Fault;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The stories of people, as {@code ledger:explain} tells them, from real flows on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";

    /** Four in the afternoon in Berlin, ten in the morning in New York. */
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");

    private static final String TEXTS = "/messages$|/send$|/send/message$";

    private final MovableClock clock = new MovableClock(NOW);
    private Campaign campaign;
    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeAll
    void start() throws Exception {
        twin = TwinServer.start(clock);
        ledgers = new Ledgers();
    }

    private void open(Ledgers.Kind kind) throws Exception {
        open(kind, Map.of());
    }

    private void open(Ledgers.Kind kind, Map<String, String> settings) throws Exception {
        open(settings, ledgers.fresh(kind));
    }

    private void open(Map<String, String> settings, ChatLedger of) throws Exception {
        clock.set(NOW);
        twin.reset();
        ledger = of;
        ledger.setClock(clock);
        // The story is the same on both databases: no node drives a line.
        ledger.setLineLease("0s");
        ledger.setLease("1s");
        flows = new Flows(twin.port(), ledger, settings);
        campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        campaign.setShare(true);
        campaign.setShareAs(Campaign.CardStep.SEND);
        flows.camel.getRegistry().bind("books", campaign);
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

    private static Map<String, Object> lead(String channel) {
        return new HashMap<>(
                Map.of("name", "Ada", "phone", ADA, "channel", channel, "campaign", "books", "consent", true));
    }

    private static Map<String, Object> with(Map<String, Object> lead, String field, Object value) {
        lead.put(field, value);
        return lead;
    }

    private LeadTable.Standing standing() {
        return CampaignStore.of(ledger).leads.standing("books");
    }

    private void welcome(String channel) {
        flows.lead(lead(channel));
        awaitDone();
    }

    private String story() {
        return story("&showNumbers=true");
    }

    private String story(String options) {
        return flows.send("ledger:explain?format=TEXT&zone=Europe/Berlin" + options, null, Flows.person(ADA))
                .getMessage()
                .getBody(String.class);
    }

    private void receive(String channel, String id, String text) {
        flows.receive(new InboundEvent.Builder(channel, Json.object(), clock.instant())
                .type(EventType.MESSAGE_RECEIVED, "any")
                .id(id)
                .chat(twin.journal(ADA).get(0).chatId(), false)
                .sender(ADA, null, false)
                .text(text)
                .build());
    }

    /** Returns what comes next, without times. */
    private List<String> next() {
        String story = story();
        return story.contains("Next:")
                ? story.substring(story.indexOf("Next:") + 6)
                        .lines()
                        .map(line -> line.substring(32).strip())
                        .toList()
                : List.of(story.lines().reduce((one, other) -> other).orElse(""));
    }

    /** Settles while no lead is in progress. */
    private void settle() throws Exception {
        flows.camel.getRouteController().stopRoute("welcome");
        clock.advance(Duration.ofSeconds(90));
        flows.send("direct:settle", null);
        flows.camel.getRouteController().startRoute("welcome");
    }

    private void awaitDone() {
        await().until(() -> standing().waiting() == 0);
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
    }

    /** A lead whose text is in doubt, found in the history, then shares, and STOP. */
    @ParameterizedTest
    @EnumSource
    void tellsAWholeLife(Ledgers.Kind kind) throws Exception {
        open(kind);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", TEXTS));
        flows.send(
                "campaign:add-leads?format=CSV",
                "name,phone,channel,campaign,consent\nAda," + ADA + ",wa,books,yes\n",
                Map.of(Exchange.FILE_NAME_ONLY, "march.csv"));
        await().until(() -> Ledgers.states(ledger).contains(StepState.IN_DOUBT));
        // The lead is put back a moment after its route ended.
        await().untilAsserted(() -> assertThat(next())
                .containsExactly(
                        "books/text is in doubt. The next settlement asks the provider's history. Later steps wait.",
                        "The lead of books is tried again then, because a step is not settled yet."));
        settle();
        awaitDone();
        clock.advance(Duration.ofHours(34));
        assertThat(story())
                .endsWith(
                        """

                        Next:
                        2026-03-04 02:01:30  20:01 -1d  daily-share of books is due: number 1 of 7.
                        2026-03-04 15:00:00  09:00      Until then quiet hours hold it back, from 20:00 to 09:00 in the person's time.
                        """);
        clock.advance(Duration.ofHours(14));
        flows.send("direct:daily-share", null);
        clock.advance(Duration.ofHours(10));
        receive("wa", "3EB0STOP", "STOP");
        assertThat(story("").replaceAll("3EB0[0-9A-F]{18}", "ID"))
                .isEqualTo(
                        """
                        +1212•••0100. Times are those of Europe/Berlin; the second column has the person's, America/New_York.

                        2026-03-02 16:00:00  10:00      A lead of books came, file march.csv, line 2. The record says that the person agreed.
                        2026-03-02 16:00:00  10:00      books/text: it is not known whether the message arrived (send-text, attempt 1): the connection broke before an answer.
                        2026-03-02 16:01:30  10:01      books/text: the provider's history shows the message, so it was sent, message ID (found by the route settle).
                        2026-03-02 16:01:30  10:01      books/card: wa took the message (send-contact, attempt 1), message ID.
                        2026-03-02 16:01:30  10:01      The lead of books is done.
                        2026-03-02 16:01:30  10:01      The chat was added to daily-share of books: at most 7 times.
                        2026-03-04 16:01:30  10:01      daily-share/share of 2026-03-04: wa took the message (send-contact, attempt 1), message ID.
                        2026-03-05 02:01:30  20:01 -1d  The person opted out by a message with the word STOP, wa message 3EB0STOP. Campaigns send nothing.
                        2026-03-05 02:01:30  20:01 -1d  daily-share of books ended, because the person opted out.

                        Nothing is due.
                        """);
    }

    /** A text that the provider refuses for good. The numbers of people are masked unless asked for. */
    @ParameterizedTest
    @EnumSource
    void tellsWhyALeadWasSetAside(Ledgers.Kind kind) throws Exception {
        open(kind);
        campaign.setConsentRequired(false);
        campaign.setCard(Campaign.CardStep.NONE);
        twin.inject(Fault.error("1002").on("POST", TEXTS));
        Map<String, Object> lead = lead("chert");
        lead.remove("consent");
        flows.lead(lead);
        await().until(() -> standing().aside() == 1);
        String story = story().replaceAll("trace [\\w-]+", "trace ID");
        assertThat(story)
                .isEqualTo(
                        """
                        +12125550100. Times are those of Europe/Berlin; the second column has the person's, America/New_York.

                        2026-03-02 16:00:00  10:00      A lead of books came, record 1. The campaign requires no consent.
                        2026-03-02 16:00:00  10:00      books/text: chert did not take the message (send-text, attempt 1, code 1002, HTTP status 400, trace ID): a field has a value that is not accepted.
                        2026-03-02 16:00:00  10:00      The lead of books was set aside, because a step was not sent.

                        Next:
                                                        The lead of books waits for a person. Mend the cause, then use ledger replay.
                        """);
        assertThat(story("")).doesNotContain("2125550100", "Hi Ada").startsWith("+1212•••0100. ");
        clock.advance(Duration.ofHours(1));
        flows.send("campaign:replay", null);
        awaitDone();
        assertThat(story())
                .contains("books/text: chert took the message (send-text, attempt 2), message ")
                .contains("The lead of books is done.")
                .doesNotContain("set aside");
    }

    /** A failure that may pass: the lead is tried again. */
    @ParameterizedTest
    @EnumSource
    void tellsWhenAndWhyALeadIsTriedAgain(Ledgers.Kind kind) throws Exception {
        open(kind);
        twin.inject(Fault.error("1007").on("POST", TEXTS).times(100));
        flows.lead(lead("chert"));
        await().until(() -> flows.report("?by=LEAD").contains("reason"));
        assertThat(next())
                .singleElement()
                .asString()
                .startsWith("The lead of books is tried again then, because the provider asks to wait (chert")
                .contains("too many requests");
    }

    /** The provider recognizes a repeat of a text by its key. */
    @ParameterizedTest
    @EnumSource
    void tellsThatAKeyWasAnswered(Ledgers.Kind kind) throws Exception {
        open(kind);
        campaign.setCard(Campaign.CardStep.NONE);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", TEXTS).times(100));
        flows.lead(lead("chert"));
        await().until(() -> Ledgers.states(ledger).contains(StepState.IN_DOUBT));
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
        twin.clearFaults();
        settle();
        awaitDone();
        assertThat(past())
                .containsSubsequence(
                        "books/text: the provider recognizes a repeat by its key, so the step is sent again. It cannot"
                                + " become a second message.",
                        "books/text: the provider recognized the repeat by its key, so all attempts are one message.");
    }

    /** The answer to a card is lost, and no history shows cards. */
    @ParameterizedTest
    @EnumSource
    void tellsThatAStepWasSkippedInDoubt(Ledgers.Kind kind) throws Exception {
        open(kind);
        cardInDoubt();
        settle();
        awaitDone();
        assertThat(past())
                .containsSubsequence(
                        "books/card: nothing proves whether the message arrived. The policy decides: it is not sent again.",
                        "The lead of books is done, but a step in doubt was skipped.");
        String key = flows.report("?by=CHAT&state=IN_DOUBT").replaceAll(".*\"key\":\"([^\"]*).*", "$1");
        flows.send(
                "ledger:resolve?resolution=SENT",
                null,
                Map.of(LedgerConstants.CLAIM_KEY, key, LedgerConstants.ACTOR, "mira"));
        assertThat(past()).contains("books/card: a person found out that it was sent (recorded by mira).");
    }

    private void cardInDoubt() {
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "contact"));
        flows.lead(lead("chert"));
        await().until(() -> Ledgers.states(ledger).contains(StepState.IN_DOUBT));
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "resend, it is sent again., books/card is sent again with the next try of its lead.",
        "ask, a person is asked., 'books/card is in doubt, and a person must decide. List it with ledger in-doubt, then use"
                + " ledger resolve.'",
    })
    void tellsWhatThePolicyDecided(String policy, String decision, String next) throws Exception {
        open(Ledgers.Kind.SQLITE, Map.of("callingcard.settle.policy", policy));
        cardInDoubt();
        flows.camel.getRouteController().stopRoute("welcome");
        flows.send("direct:settle", null);
        assertThat(past())
                .contains("books/card: nothing proves whether the message arrived. The policy decides: " + decision);
        assertThat(next()).contains(next);
        if (policy.equals("ask")) {
            String key = flows.report("?by=CHAT&state=IN_DOUBT").replaceAll(".*\"key\":\"([^\"]*).*", "$1");
            flows.send("ledger:resolve?resolution=NOT_SENT", null, Map.of(LedgerConstants.CLAIM_KEY, key));
            assertThat(past()).contains("books/card: a person found out that it was not sent.");
        }
    }

    /** A process that died in a step, before and after it began to send. */
    @ParameterizedTest
    @EnumSource
    void tellsOfProcessesThatEnded(Ledgers.Kind kind) throws Exception {
        open(kind);
        flows.camel.getRouteController().stopRoute("welcome");
        OncePerChat once = flows.camel.getRegistry().lookupByNameAndType("oncePerChat", OncePerChat.class);
        Map<String, Object> ada = Map.of(CardConstants.RECIPIENT, ADA, CardConstants.PROVIDER, "wa");
        for (String step : List.of("books/a", "other/b")) {
            Exchange exchange = new DefaultExchange(flows.camel);
            exchange.getMessage().setHeaders(new HashMap<>(ada));
            assertThat(once.add(exchange, step)).isTrue();
            if (step.equals("other/b")) {
                StepClaim.of(exchange)
                        .begin(new StepClaim.Sending("wa", "send-text", Duration.ZERO, null, List.of()))
                        .join();
            }
        }
        assertThat(next())
                .containsExactly(
                        "books/a: a process is working on it. If it has not ended by then, the step is settled.",
                        "other/b: a process is working on it. If it has not ended by then, the step is settled.");
        assertThat(past()).containsExactly("other/b: attempt 1 began. wa has not answered yet.");
        Ledgers.stopHeart(ledger);
        await().until(() -> next().contains(
                        "other/b is in doubt. The next settlement asks the provider's history. Later steps wait."));
        assertThat(past()).containsExactly("other/b: attempt 1 began. Its process ended before wa answered.");
        flows.send("direct:settle", null);
        assertThat(past()).contains("books/a: its process ended before it sent anything. The step may be tried again.");
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatHoldsALeadBack(Ledgers.Kind kind) throws Exception {
        open(kind);
        campaign.setFirstTouchesPerDay(1);
        campaign.setZone("America/New_York");
        flows.lead(with(lead("chert"), "phone", BOB));
        awaitDone();
        flows.lead(with(lead("chert"), "phone", "+12125550102"));
        clock.advance(Duration.ofSeconds(1));
        flows.lead(lead("chert"));
        assertThat(story())
                .endsWith(
                        """

                        Next:
                        2026-03-02 16:00:01  10:00      The lead of books is due.
                        2026-03-03 06:00:00  00:00      Until then the budget first-touch of the line chert is used up: 1 a day, in the zone America/New_York.
                                                        On the line chert it waits behind 1 other lead.
                        """);
        campaign.setFirstTouchesPerDay(30);
        campaign.setFirstTouchGap("20m");
        assertThat(next()).contains("Until then the line chert waits between two messages, at least 20 minutes.");
        campaign.setFirstTouchesPerDay(0);
        assertThat(next()).contains("The campaign gives the line chert no budget first-touch.");
        flows.camel.getRegistry().unbind("books");
        assertThat(next()).contains("The campaign books does not exist. Add it again, and it goes on.");
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatALineRests(Ledgers.Kind kind) throws Exception {
        open(kind);
        twin.inject(Fault.error("INVALID_WA_CLI")
                .message("your WhatsApp CLI is invalid or empty")
                .on("POST", TEXTS)
                .times(100));
        flows.lead(lead("wa"));
        await().until(() -> flows.report("?by=LINE").contains("paused_until"));
        await().until(() -> flows.camel.getInflightRepository().size() == 0);
        assertThat(past())
                .anyMatch(line -> line.startsWith("books/text: wa did not take the message (send-text, attempt 1,")
                        && line.contains("not logged in"));
        assertThat(next())
                .satisfiesExactly(
                        lead -> assertThat(lead)
                                .startsWith("The lead of books is tried again then, because the line cannot send (")
                                .contains("not logged in"),
                        rest -> assertThat(rest)
                                .startsWith("Until then the line wa rests: ")
                                .contains("not logged in"));
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatHoldsAShareBack(Ledgers.Kind kind) throws Exception {
        open(kind);
        welcome("chert");
        flows.send(
                "campaign:pause-line?pause=2d&reason=maintenance",
                null,
                Map.of(CardConstants.PROVIDER, "chert", CardConstants.FROM, line()));
        campaign.setSharesPerDay(0);
        assertThat(next())
                .containsExactly(
                        "daily-share of books is due: number 1 of 7.",
                        "Until then the line " + shownLine() + " is paused: maintenance.",
                        "The campaign gives the line " + shownLine() + " no budget share.");
        flows.camel.getRegistry().unbind("books");
        assertThat(next()).contains("The campaign books does not exist. Add it again, and it goes on.");
    }

    /** The line of the first chat, as the ledger knows it. */
    private String line() {
        String number = flows.report("?by=SHARE").replaceAll(".*\"line\":\"([^\"]*).*|.*", "$1");
        return number;
    }

    private String shownLine() {
        return line().isEmpty() ? "chert" : "chert:" + line();
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfALaterFollowUp(Ledgers.Kind kind) throws Exception {
        open(kind);
        campaign.setShare(false);
        campaign.setFollowUp("Did you save it, {name}?");
        campaign.setFollowUpAfter("1d");
        welcome("chert");
        assertThat(past()).contains("The follow-up of books was prepared.");
        assertThat(next()).containsExactly("The follow-up of books is due.");
        receive("chert", "e1", "Yes");
        assertThat(past()).contains("The follow-up of books ended, because the person answered.");
        assertThat(next()).containsExactly("Nothing is due.");
        assertThat(story()).doesNotContain("Did you save it");
    }

    /** Consent: who opted out before, opted in, and was forgotten. */
    @ParameterizedTest
    @EnumSource
    void tellsConsentAndForgets(Ledgers.Kind kind) throws Exception {
        open(kind);
        assertThat(story("")).isEqualTo("The ledger knows nothing of +1212•••0100.\n");
        flows.send("campaign:opt-out?reason=RAW(phone call)", null, Flows.person(ADA));
        clock.advance(Duration.ofMinutes(1));
        flows.lead(lead("chert"));
        assertThat(past())
                .containsExactly(
                        "The person opted out by phone call. Campaigns send nothing.",
                        "A lead of books came, record 1. The record says that the person agreed.",
                        "The lead of books was refused, because the person opted out on 2026-03-02 by phone call.");
        clock.advance(Duration.ofMinutes(1));
        flows.send("campaign:opt-in", null, Flows.person(ADA));
        assertThat(past()).contains("The person opted in by the operation campaign:opt-in. Campaigns may send again.");
        clock.advance(Duration.ofMinutes(1));
        welcome("chert");
        receive("chert", "ev_stop", "stop");
        assertThat(past())
                .contains("The person opted out by a message with the word STOP, chert message ev_stop. Campaigns send"
                        + " nothing.");
        flows.send("ledger:forget", null, Flows.person(ADA));
        assertThat(past())
                .containsExactly("The person opted out by a message with the word STOP. Campaigns send nothing.");
        assertThat(next()).containsExactly("Nothing is due.");
    }

    /** Rows of an earlier release have no codes, and fewer times. */
    @ParameterizedTest
    @EnumSource
    void tellsWhatAnEarlierReleaseKept(Ledgers.Kind kind) throws Exception {
        ledgers.fresh(kind);
        DataSource source = kind == Ledgers.Kind.SQLITE ? Database.file(ledgers.file()) : ledgers.postgresSource();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            FirstVersion.create(connection, 9);
            statement.execute("INSERT INTO callingcard_chat (chat, provider, person, first_at, outbound_at)"
                    + " VALUES ('wa:c', 'wa', '" + ADA + "', 0, 0)");
            statement.execute("INSERT INTO callingcard_lead (lead_key, campaign, person, state, added_at, due_at,"
                    + " lease_until, attempts, reason) VALUES ('k', 'books', '" + ADA
                    + "', 3, 0, 60000, 0, 1, 'no luck')");
            statement.execute(
                    "INSERT INTO callingcard_share (flow, chat, campaign, due_at, shares, every_ms, most, ended)"
                            + " VALUES ('daily-share', 'wa:c', 'books', 0, 0, 1, 7, 'as we like')");
            statement.execute(
                    "INSERT INTO callingcard_claim (claim_key, flow, step, chat, slot, state, token, attempts,"
                            + " claimed_at, lease_until, settled_at) VALUES ('wa:c/books/text/ever', 'books', 'text', 'wa:c',"
                            + " 'ever', 2, '', 1, 1000, 0, 2000)");
            statement.execute("INSERT INTO callingcard_attempt (claim_key, number, provider, operation, begun_at,"
                    + " repeatable_until, ended_at, outcome, resent, reason) VALUES ('wa:c/books/text/ever', 1, 'wa',"
                    + " 'send-text', 1000, 0, 2000, 0, 0, 'a person said so')");
        }
        open(Map.of(), ledgers.another(kind));
        assertThat(story())
                .isEqualTo(
                        """
                        +12125550100. Times are those of Europe/Berlin; the second column has the person's, America/New_York.

                                                        daily-share of books ended, because as we like.
                        1970-01-01 01:00:00  19:00 -1d  A lead of books came.
                        1970-01-01 01:00:02  19:00 -1d  books/text: wa took the message (send-text, attempt 1).
                        1970-01-01 01:01:00  19:01 -1d  The lead of books was set aside, because no luck.

                        Next:
                                                        The lead of books waits for a person. Mend the cause, then use ledger replay.
                        """);
    }

    /** A process that has leased a lead and does not answer. */
    @ParameterizedTest
    @EnumSource
    void tellsUntilWhenAProcessHasTheLead(Ledgers.Kind kind) throws Exception {
        open(kind);
        flows.camel.getRouteController().stopRoute("welcome");
        flows.lead(lead("chert"));
        LeadTurns.Terms terms =
                new LeadTurns.Terms("books", campaign, Duration.ofMinutes(5), 3, new LinePlaces(clock), Set.of());
        assertThat(CampaignStore.of(ledger).turns.take(terms, 1)).hasSize(1);
        JsonNode next = json().at("/next/0");
        assertThat(next.path("code").asText()).isEqualTo("lead.in-progress");
        assertThat(Instant.parse(next.path("at").asText())).isBetween(NOW.plusSeconds(240), NOW.plusSeconds(300));
        assertThat(next())
                .contains("A process is working on the lead of books. If it does not answer by then, another"
                        + " one takes over.");
    }

    /** Records that did not become leads. Whose they are is a hash, until the person is forgotten. */
    @ParameterizedTest
    @EnumSource
    void tellsOfRefusedRecords(Ledgers.Kind kind) throws Exception {
        open(kind);
        String file = "id,name,phone,channel,campaign,time_zone,consent\n,Ada," + ADA + ",wa,books,Moon,yes\n"
                + "17,Ada,+1 (212) 555-0100,wa,books,,no\n,Bob," + BOB + ",wa,nothing,,yes\n";
        for (int i = 0; i < 2; i++) {
            flows.send("campaign:add-leads?format=CSV", file, Map.of(Exchange.FILE_NAME_ONLY, "march.csv"));
        }
        assertThat(past())
                .containsExactlyInAnyOrder(
                        "A record came, file march.csv, line 2. It was refused 2 times: time_zone is not a time zone.",
                        "A record came, file march.csv, line 3, id 17. It was refused 2 times: consent does not say that"
                                + " the person agreed.");
        assertThat(json().at("/past/0/values/reason").asText()).startsWith("refusal.");
        assertThat(flows.send("ledger:explain?format=TEXT&language=DE", null, Flows.person(BOB))
                        .getMessage()
                        .getBody(String.class))
                .contains("Ein Datensatz kam an, Datei march.csv, Zeile 4. Er wurde 2 Mal abgelehnt: campaign"
                        + " nennt keine Kampagne, die es gibt.");
        flows.send("ledger:forget", null, Flows.person(ADA));
        assertThat(story()).startsWith("The ledger knows nothing of ");
        assertThat(flows.send("campaign:report?by=REFUSED", null).getMessage().getBody(String.class))
                .contains("line 4")
                .doesNotContain("line 2", "id 17");
    }

    /** A record without a name is known by the time. People of the same second are not mixed up. */
    @ParameterizedTest
    @EnumSource
    void aRecordOfAnotherPersonIsNoRepetition(Ledgers.Kind kind) throws Exception {
        open(kind);
        flows.lead(with(with(lead("chert"), "time_zone", "Moon"), "phone", BOB));
        flows.lead(with(lead("chert"), "time_zone", "Moon"));
        assertThat(past()).containsExactly("A record came, record 1. It was refused: time_zone is not a time zone.");
        clock.advance(Duration.ofMillis(5));
        flows.lead(with(with(lead("chert"), "time_zone", "Moon"), "phone", BOB));
        assertThat(past()).hasSize(1);
        assertThat(flows.send("ledger:explain", null, Flows.person(BOB))
                        .getMessage()
                        .getHeader(LedgerConstants.COUNT, Long.class))
                .isEqualTo(1);
    }

    /** Explains on a connection of its own: the writer of a SQLite file is busy meanwhile. */
    @ParameterizedTest
    @EnumSource
    void explainsWhileTheLedgerWrites(Ledgers.Kind kind) throws Exception {
        open(kind);
        welcome("chert");
        String before = story();
        CountDownLatch explained = new CountDownLatch(1);
        CompletableFuture<Boolean> writing = ledger.store().database().submit(connection -> {
            try {
                return explained.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(story()).isEqualTo(before);
        explained.countDown();
        assertThat(writing.join()).isTrue();
        assertThatThrownBy(() -> ledger.store()
                        .database()
                        .read(connection -> Sql.update(connection, "DELETE FROM callingcard_lead")))
                .isInstanceOf(LedgerException.class);
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper()
                .readTree(flows.send("ledger:explain", null, Flows.person(ADA))
                        .getMessage()
                        .getBody(String.class));
    }

    /** Each reason to wait comes from the real flow. A reason that is added later needs a case here. */
    @ParameterizedTest
    @EnumSource
    void tellsEachHold(Hold hold) throws Exception {
        if (hold == Hold.NUMBER_HIDDEN) {
            ChatLedger hidden = ledgers.fresh(Ledgers.Kind.SQLITE);
            hidden.setNumberKey("the+number/key-of-this-test=");
            open(Map.of(), hidden);
        } else {
            open(Ledgers.Kind.SQLITE);
        }
        Instant until = hold(hold);
        List<JsonNode> next = new ArrayList<>();
        json().path("next").forEach(next::add);
        assertThat(next)
                .filteredOn(each -> each.path("code").asText().equals(hold.key()))
                .singleElement()
                .satisfies(each ->
                        assertThat(each.path("at").asText(null)).isEqualTo(until == null ? null : until.toString()));
    }

    /** Lets the hold come about. Returns until when it holds; null if that is not known. */
    private Instant hold(Hold hold) throws Exception {
        return switch (hold) {
            case NOTHING -> {
                waits(ADA);
                yield NOW;
            }
            case OTHERS -> {
                waits(BOB);
                clock.advance(Duration.ofSeconds(1));
                flows.lead(lead("chert"));
                yield null;
            }
            case QUIET_HOURS -> {
                welcome("chert");
                clock.advance(Duration.ofHours(34));
                yield Instant.parse("2026-03-04T14:00:00Z");
            }
            case LINE_RESTS -> {
                twin.inject(Fault.error("INVALID_WA_CLI").on("POST", TEXTS).times(100));
                flows.lead(lead("wa"));
                await().until(() -> flows.report("?by=LINE").contains("paused_until"));
                await().until(() -> flows.camel.getInflightRepository().size() == 0);
                yield Instant.parse(flows.report("?by=LINE").replaceAll(".*\"paused_until\":\"([^\"]*).*", "$1"));
            }
            case CAMPAIGN_PAUSED -> {
                flows.send("campaign:pause", null, Map.of(CampaignConstants.NAME, "books"));
                flows.lead(lead("chert"));
                yield null;
            }
            case LINE_PAUSED -> {
                welcome("chert");
                flows.send(
                        "campaign:pause-line?pause=2d",
                        null,
                        Map.of(CardConstants.PROVIDER, "chert", CardConstants.FROM, line()));
                yield NOW.plus(Duration.ofDays(2));
            }
            case BUDGET_USED_UP -> {
                campaign.setFirstTouchesPerDay(1);
                campaign.setZone("America/New_York");
                afterBob();
                yield Instant.parse("2026-03-03T05:00:00Z");
            }
            case GAP -> {
                campaign.setFirstTouchGap("20m");
                afterBob();
                yield NOW.plus(Duration.ofMinutes(20));
            }
            case SHARE_MAYBE_SENT -> {
                welcome("wa");
                twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY)
                        .on("POST", "/send/contact")
                        .times(100));
                clock.advance(Duration.ofHours(25));
                flows.send("direct:daily-share", null);
                yield NOW.plus(Duration.ofHours(49));
            }
            case NO_BUDGET -> {
                campaign.setFirstTouchesPerDay(0);
                flows.lead(lead("chert"));
                yield null;
            }
            case NEVER_WROTE -> {
                flows.send(
                        "campaign:enrol?flow=daily-share&campaign=books",
                        null,
                        Map.of(CardConstants.PROVIDER, "chert", CardConstants.RECIPIENT, ADA));
                yield null;
            }
            case WELCOME_OPEN -> {
                campaign.setFollowUp("Did you save it?");
                campaign.setFollowUpAfter("1d");
                twin.inject(Fault.error("1002").on("POST", TEXTS).times(100));
                flows.lead(lead("chert"));
                await().until(() -> standing().aside() == 1);
                yield null;
            }
            case CAMPAIGN_MISSING -> {
                waits(ADA);
                flows.camel.getRegistry().unbind("books");
                yield null;
            }
            case NUMBER_HIDDEN -> {
                welcome("wa");
                yield null;
            }
        };
    }

    private void waits(String phone) throws Exception {
        flows.camel.getRouteController().stopRoute("welcome");
        flows.lead(with(lead("chert"), "phone", phone));
    }

    private void afterBob() {
        flows.lead(with(lead("chert"), "phone", BOB));
        awaitDone();
        flows.lead(lead("chert"));
    }

    private List<String> past() {
        return story().lines()
                .skip(2)
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.substring(32).strip())
                .toList();
    }

    /** A program gets codes and values beside the sentences. */
    @ParameterizedTest
    @EnumSource
    void tellsProgramsCodesAndValues(Ledgers.Kind kind) throws Exception {
        open(kind);
        flows.lead(with(lead("linq"), "time_zone", "Asia/Tokyo"));
        awaitDone();
        Exchange done = flows.send("ledger:explain?zone=Europe/Berlin", null, Flows.person(ADA));
        assertThat(done.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(done.getMessage().getHeader(LedgerConstants.COUNT, Long.class))
                .isGreaterThan(4);
        JsonNode story = new ObjectMapper().readTree(done.getMessage().getBody(String.class));
        assertThat(story.path("person").asText()).isEqualTo("+1212•••0100");
        assertThat(story.at("/past/0/code").asText()).isEqualTo("lead.came");
        assertThat(story.at("/past/0/values/record").asInt()).isEqualTo(1);
        assertThat(story.at("/past/1/code").asText()).isEqualTo("step.sent");
        assertThat(story.at("/past/1/at").asText()).isEqualTo("2026-03-02T15:00:00Z");
        assertThat(story.at("/past/1/local").asText()).isEqualTo("2026-03-02T16:00:00+01:00");
        assertThat(story.at("/past/1/person_local").asText()).isEqualTo("2026-03-03T00:00:00+09:00");
        assertThat(story.at("/next/0/code").asText()).isEqualTo("share.due");
        assertThat(story.toString()).doesNotContain("2125550100", "Hi Ada", "Harbor");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'person: is missing'",
        "4155550100, 'person: has no country code. Start it with +'",
        "none, 'person: is not a phone number'"
    })
    void refusesWhatIsNoNumber(String person, String reason) throws Exception {
        open(Ledgers.Kind.SQLITE);
        assertThatThrownBy(() -> flows.send("ledger:explain", null, Flows.person(person)))
                .hasStackTraceContaining(reason)
                .hasMessageNotContaining("4155550100");
        assertThatThrownBy(() -> flows.send("ledger:explain?format=CSV", null, Flows.person(ADA)))
                .hasStackTraceContaining("format: CSV does not fit explain. Use JSON or TEXT.");
        assertThatThrownBy(() -> flows.send("ledger:explain?zone=Atlantis", null, Flows.person(ADA)))
                .hasStackTraceContaining("zone: is not a time zone.");
        assertThatThrownBy(() -> flows.send("ledger:report?format=TEXT", null))
                .hasStackTraceContaining("format: TEXT does not fit report. Use JSON or CSV.");
    }
}
