// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.card.ContactCard;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.LedgerConstants;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The shipped daily share: when it repeats, and which events end it. */
class ShareTest {

    private static final String ADA = "+12125550100";
    private static final String BOB = "+12125550101";
    private static final String LINE = "+12025550143";
    private static final Instant AFTERNOON = Instant.parse("2026-03-02T19:00:00Z");

    private final MovableClock clock = new MovableClock(AFTERNOON);
    private final TwinServer twin = TwinServer.start(clock);
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;
    private Campaign campaign;

    @BeforeEach
    void start() throws Exception {
        start(null);
    }

    private void start(String numberKey) throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        if (numberKey != null) {
            ledger.setNumberKey(numberKey);
        }
        flows = new Flows(twin.port(), ledger, Map.of("callingcard.linq.check-lines", "true"));
        campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setShare(true);
        flows.camel.getRegistry().bind("shared", campaign);
    }

    @AfterEach
    void close() throws Exception {
        stop();
        twin.close();
    }

    private void stop() throws Exception {
        flows.close();
        ledgers.close();
    }

    private void welcome(String channel, String... phones) {
        for (String phone : phones) {
            flows.lead(
                    Map.of("name", "Ada", "phone", phone, "channel", channel, "campaign", "shared", "consent", true));
        }
        await().until(() -> CampaignStore.of(ledger).leads.standing("shared").waiting() == 0);
    }

    private void card() {
        flows.send("linq:ensure-card?from=%2B12025550143&firstName=Harbor", null);
    }

    private void aDayLater() {
        clock.advance(Duration.ofHours(25));
        flows.send("direct:daily-share", null);
    }

    private long shares(String phone) {
        return twin.journal(phone).stream()
                .map(JournalEntry::kind)
                .filter(kind -> kind.equals("share") || kind.equals("card"))
                .count();
    }

    private void receive(String phone, EventType type, String text, List<ContactCard> cards) {
        flows.receive(new InboundEvent.Builder("linq", Json.object(), clock.instant())
                .type(type, "any")
                .id("e" + clock.instant() + phone)
                .chat(chat(phone), false)
                .sender(phone, null, false)
                .text(text)
                .cards(cards)
                .build());
    }

    /** Linq answers an earlier share with success, and shows nothing. The memory of the component ends with its process. */
    @Test
    void aShareOfLinqComesAfter24Hours() throws Exception {
        card();
        campaign.setShareEvery("5h");
        welcome("linq", ADA);
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(1);
        flows.close();
        flows = new Flows(twin.port(), ledger, Map.of());
        flows.camel.getRegistry().bind("shared", campaign);

        clock.advance(Duration.ofHours(23));
        flows.send("direct:daily-share", null);
        assertThat(flows.report("?by=SHARE")).contains("\"shares\":1,");
        aDayLater();

        assertThat(shares(ADA)).isEqualTo(2);
        assertThat(flows.report("?by=SHARE")).contains("\"shares\":2,");
    }

    @Test
    void sharesOncePerDayUntilTheMaximum() {
        card();
        campaign.setMaxShares(3);
        welcome("linq", ADA);
        assertThat(flows.report("?by=SHARE"))
                .contains("\"person\":\"" + ADA + "\"", "\"shares\":0,\"most\":3", "\"due_at\":\"2026-03-03T")
                .doesNotContain("ended");
        flows.send("direct:daily-share", null);
        assertThat(shares(ADA)).isZero();
        for (int day = 1; day <= 5; day++) {
            aDayLater();
            flows.send("direct:daily-share", null);
            assertThat(shares(ADA)).isEqualTo(Math.min(day, 3));
        }
        assertThat(CampaignStore.of(ledger).report.shares())
                .toIterable()
                .singleElement()
                .hasToString("daily-share +1212•••0100 3 of 3: enough");
    }

    @Test
    void pausesALineWithoutACardForADay() {
        welcome("linq", ADA, BOB);
        aDayLater();
        int calls = twin.requests().size();
        clock.advance(Duration.ofHours(2));
        flows.send("direct:daily-share", null);
        // The standing of the lines is read, and nothing of the chats.
        assertThat(twin.requests().size() - calls).isEqualTo(1);
        assertThat(flows.report("?by=LINE"))
                .contains("\"line\":\"linq:" + LINE + "\"", "\"reason\":\"no active contact card\"", "paused_until");
        assertThat(shares(ADA) + shares(BOB)).isZero();
        card();
        aDayLater();
        assertThat(shares(ADA) + shares(BOB)).isEqualTo(2);
    }

    /** A campaign that was removed, or a time zone that cannot be read, stopped the shares to all chats. */
    @Test
    void aChatWithoutItsCampaignCostsItselfOnly() {
        card();
        Campaign gone = new Campaign();
        gone.setCard(Campaign.CardStep.NONE);
        gone.setText("Hi");
        gone.setShare(true);
        flows.camel.getRegistry().bind("gone", gone);
        String cyd = "+12125550102";
        welcome("linq", ADA, cyd);
        flows.lead(Map.of("phone", BOB, "channel", "linq", "campaign", "gone", "consent", true));
        await().until(() -> CampaignStore.of(ledger).leads.standing("gone").waiting() == 0);
        flows.camel.getRegistry().unbind("gone");
        CampaignStore.of(ledger)
                .database
                .write(connection -> Sql.update(
                        connection, "UPDATE callingcard_chat SET zone = 'x', zones = 'x y' WHERE person = ?", cyd));
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(1);
        assertThat(shares(BOB) + shares(cyd)).isZero();
        // The chats wait: with their campaign they go on.
        flows.camel.getRegistry().bind("gone", gone);
        aDayLater();
        assertThat(shares(BOB)).isEqualTo(1);
    }

    @Test
    void pausesACriticalLine() {
        card();
        welcome("linq", ADA);
        twin.linq().reputation(LINE, "CRITICAL");
        aDayLater();
        assertThat(shares(ADA)).isZero();
        twin.linq().reputation(LINE, "HEALTHY");
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(1);
    }

    @Test
    void aCriticalChatWaitsADayAndAChatThatOptedOutIsNeverAskedAgain() {
        card();
        welcome("linq", ADA, BOB);
        twin.linq().health(chat(ADA), "CRITICAL");
        twin.linq().health(chat(BOB), "OPTED_OUT");
        aDayLater();
        assertThat(shares(ADA) + shares(BOB)).isZero();
        clock.advance(Duration.ofHours(2));
        assertThat(CampaignStore.of(ledger).shares.count("daily-share")).isZero();
        clock.advance(Duration.ofHours(-2));
        twin.linq().health(chat(ADA), "HEALTHY");
        twin.linq().health(chat(BOB), "HEALTHY");
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(1);
        assertThat(shares(BOB)).isZero();
    }

    private String chat(String phone) {
        return twin.journal(phone).get(0).chatId();
    }

    @Test
    void endsSharesToAChatWithoutIMessage() {
        card();
        twin.linq().service(ADA, "SMS");
        welcome("linq", ADA);
        aDayLater();
        int calls = twin.requests().size();
        aDayLater();
        assertThat(twin.requests().size() - calls).isEqualTo(1);
        assertThat(shares(ADA)).isZero();
    }

    @Test
    void aStopAReplyOrACardEndsShares() {
        card();
        String cyd = "+12125550102";
        String dee = "+12125550103";
        welcome("linq", ADA, BOB, cyd, dee);
        // Linq reports a shared name and photo for the line, without a chat.
        flows.receive(new InboundEvent.Builder("linq", Json.object(), clock.instant())
                .type(EventType.CARD_RECEIVED, "contact_card.received")
                .id("card")
                .sender(cyd, null, false)
                .line(LINE)
                .build());
        receive(BOB, EventType.MESSAGE_RECEIVED, "Who is this?", List.of());
        aDayLater();
        assertThat(List.of(shares(ADA), shares(BOB), shares(cyd), shares(dee))).containsExactly(1L, 1L, 0L, 1L);
        receive(ADA, EventType.MESSAGE_RECEIVED, "STOP", List.of());
        receive(BOB, EventType.REACTION_ADDED, null, List.of());
        aDayLater();
        assertThat(List.of(shares(ADA), shares(BOB), shares(cyd), shares(dee))).containsExactly(1L, 1L, 0L, 2L);
        // A person who opts in again gets messages, but the ended share stays ended.
        receive(ADA, EventType.MESSAGE_RECEIVED, "Start", List.of());
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(1);
        assertThat(flows.send("campaign:consent", null, Flows.person(ADA))
                        .getMessage()
                        .getHeader(CampaignConstants.CONSENT))
                .isEqualTo(true);
    }

    @Test
    void keepsTheFirstReasonForWhichSharesEnded() {
        card();
        welcome("linq", ADA);
        aDayLater();
        receive(ADA, EventType.MESSAGE_RECEIVED, "Who is this?", List.of());
        assertThat(flows.report("?by=SHARE")).contains("\"ended\":\"answered\"");
        flows.send("campaign:opt-out", null, Flows.person(ADA));
        assertThat(flows.report("?by=SHARE")).contains("\"ended\":\"answered\"");
    }

    @Test
    void pausesALineThatCannotShare() {
        welcome("chert", ADA, BOB);
        twin.inject(Fault.error("2004").on("POST", "share-contact-info").times(1_000));
        aDayLater();
        assertThat(flows.report("?by=LINE")).contains("paused_until", "option secret");
        twin.clearFaults();
        clock.advance(Duration.ofHours(1));
        flows.send("direct:daily-share", null);
        assertThat(shares(ADA)).isEqualTo(1);
        assertThat(shares(BOB)).isEqualTo(1);
    }

    @Test
    void answersHelpOncePerDay() {
        welcome("linq", ADA);
        for (int i = 0; i < 3; i++) {
            receive(ADA, EventType.MESSAGE_RECEIVED, "HELP", List.of());
        }
        assertThat(twin.journal(ADA).stream().map(entry -> entry.content().toString()))
                .filteredOn(text -> text.contains("Reply STOP"))
                .hasSize(1);
    }

    /** Chert treats each share as new, so a share in doubt counts as the share of that day. */
    @Test
    void doesNotRepeatAShareInDoubtThatDay() {
        welcome("chert", ADA);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "share-contact-info"));
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        flows.send("direct:daily-share", null);
        assertThat(shares(ADA)).isEqualTo(1);
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(2);
    }

    /** The person may have seen it. */
    @Test
    void aShareInDoubtThatIsNotRepeatedCounts() {
        campaign.setMaxShares(2);
        welcome("chert", ADA);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY)
                .on("POST", "share-contact-info")
                .times(2));
        for (int day = 1; day <= 4; day++) {
            aDayLater();
            clock.advance(Duration.ofMinutes(2));
            flows.send("direct:settle", null);
        }
        assertThat(shares(ADA)).isEqualTo(2);
    }

    /** A share in doubt counts as sent until its doubt is settled. */
    @Test
    void aShareInDoubtCountsUntilItIsKnownNotToHaveArrived() {
        campaign.setMaxShares(2);
        welcome("chert", ADA);
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "share-contact-info"));
        for (int day = 1; day <= 4; day++) {
            aDayLater();
        }
        assertThat(shares(ADA)).isEqualTo(2);

        resolveDoubts("NOT_SENT");
        aDayLater();
        assertThat(shares(ADA)).isEqualTo(3);
        assertThat(flows.report("?by=SHARE")).contains("\"shares\":2,", "\"ended\":\"enough\"");
    }

    /** Its repeats break off too. */
    private void aShareOfLinqInDoubt() {
        twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY)
                .on("POST", "share_contact_card")
                .times(100));
        aDayLater();
        twin.clearFaults();
    }

    /** The next local day begins earlier. Linq would show nothing less than 24 hours after a share that arrived. */
    @Test
    void theNextShareWaitsADayAfterOneInDoubt() {
        card();
        welcome("linq", ADA);
        aShareOfLinqInDoubt();
        assertThat(shares(ADA)).isEqualTo(1);
        clock.advance(Duration.ofHours(20));
        flows.send("direct:daily-share", null);
        assertThat(flows.report("?by=SHARE")).contains("\"shares\":0,");
        clock.advance(Duration.ofHours(4).plusMinutes(1));
        flows.send("direct:daily-share", null);
        assertThat(shares(ADA)).isEqualTo(2);
        assertThat(flows.report("?by=SHARE")).contains("\"shares\":1,");
    }

    /** The provider recognizes the repeat, so it is the share of the day before. */
    @Test
    void aShareInDoubtIsRepeatedBeforeThatOfTheNextDay() {
        card();
        welcome("linq", ADA);
        aShareOfLinqInDoubt();
        clock.advance(Duration.ofMinutes(2));
        flows.send("direct:settle", null);
        clock.advance(Duration.ofHours(20));
        flows.send("direct:daily-share", null);
        assertThat(flows.report("?by=SHARE")).contains("\"shares\":1,");
        assertThat(shares(ADA)).isEqualTo(1);
        assertThat(doubts("?decided=true")).isExhausted();
        aDayLater();
        assertThat(flows.report("?by=SHARE")).contains("\"shares\":2,");
        assertThat(shares(ADA)).isEqualTo(2);
    }

    private Iterator<?> doubts(String options) {
        return flows.send("ledger:in-doubt" + options, null).getMessage().getBody(Iterator.class);
    }

    private void resolveDoubts(String resolution) {
        doubts("")
                .forEachRemaining(doubt -> flows.send(
                        "ledger:resolve?resolution=" + resolution,
                        null,
                        Map.of(LedgerConstants.CLAIM_KEY, ((Message) doubt).getHeader(LedgerConstants.CLAIM_KEY))));
    }

    @Test
    void pacesTheSharesOfALine() {
        campaign.setSharesPerDay(2);
        campaign.setShareGap("10m");
        welcome("chert", ADA, BOB, "+12125550102");
        aDayLater();
        assertThat(shares(ADA) + shares(BOB) + shares("+12125550102")).isEqualTo(1);
        assertThat(flows.camel.getComponent("campaign", CampaignComponent.class).countPacingWaits())
                .isEqualTo(2);
        clock.advance(Duration.ofMinutes(10));
        flows.send("direct:daily-share", null);
        clock.advance(Duration.ofMinutes(10));
        flows.send("direct:daily-share", null);
        assertThat(shares(ADA) + shares(BOB) + shares("+12125550102")).isEqualTo(2);
    }

    /** A chat that another program created gets no card until we have sent a message there. */
    @Test
    void doesNotShareInAChatWithoutASentMessage() {
        card();
        Map<String, Object> bob = new HashMap<>(Flows.person(BOB));
        bob.put(CardConstants.PROVIDER, "linq");
        bob.put(CardConstants.FROM, LINE);
        bob.put(CampaignConstants.NAME, "shared");
        flows.send("linq:send-text?from=RAW(" + LINE + ")&to=RAW(" + BOB + ")", "by hand");
        flows.send("campaign:enrol?flow=daily-share", null, bob);
        aDayLater();
        assertThat(shares(BOB)).isZero();
        flows.receive(new InboundEvent.Builder("linq", Json.object(), clock.instant())
                .type(EventType.MESSAGE_SENT, "any")
                .id("sent")
                .chat(chat(BOB), false)
                .sender(BOB, null, true)
                .build());
        aDayLater();
        assertThat(shares(BOB)).isEqualTo(1);
    }

    /** Events that are no reply end nothing. A user's own route can end a share. */
    @Test
    void otherEventsDoNotEndShares() {
        card();
        welcome("linq", ADA, BOB);
        receive(ADA, EventType.TYPING_STARTED, null, List.of());
        flows.receive(new InboundEvent.Builder("linq", Json.object(), clock.instant())
                .type(EventType.MESSAGE_READ, "any")
                .id("read")
                .chat(chat(ADA), false)
                .sender(ADA, null, true)
                .build());
        flows.receive(new InboundEvent.Builder("linq", Json.object(), clock.instant())
                .type(EventType.LINE_UPDATED, "any")
                .id("line")
                .build());
        Map<String, Object> bob = new HashMap<>(Flows.person(BOB));
        bob.put(CardConstants.PROVIDER, "linq");
        bob.put(CardConstants.FROM, LINE);
        flows.send("campaign:end-share", null, bob);
        aDayLater();
        assertThat(List.of(shares(ADA), shares(BOB))).containsExactly(1L, 0L);
    }

    /** Without a claim, the sweep only lists the chats that are due. */
    @Test
    void returnsDueChatsWithoutClaimingThem() {
        card();
        campaign.setQuietTo("00:00");
        campaign.setQuietFrom("00:00");
        welcome("linq", ADA);
        clock.advance(Duration.ofHours(25));
        Iterator<?> due =
                flows.send("campaign:due?flow=daily-share", null).getMessage().getBody(Iterator.class);
        assertThat(((Message) due.next()).getHeaders())
                .containsEntry(CampaignConstants.NAME, "shared")
                .doesNotContainKey(LedgerConstants.CLAIM_KEY);
        assertThat(due).isExhausted();
        assertThatThrownBy(due::next).isInstanceOf(NoSuchElementException.class);
    }

    /** The time zone of a hidden number is kept. A chat that has only its number cannot be reached. */
    @Test
    void keepsQuietHoursOfHiddenNumbers() throws Exception {
        stop();
        start("a key of the operator's own");
        card();
        clock.set(AFTERNOON);
        // The first digits are of Moscow, but the owner may live anywhere from Kaliningrad to Kamchatka.
        String russian = "+79161234567";
        welcome("linq", ADA, russian);
        clock.set(AFTERNOON.plus(Duration.ofHours(30)));
        flows.send("direct:daily-share", null);
        assertThat(List.of(shares(ADA), shares(russian))).containsExactly(0L, 0L);
        clock.set(AFTERNOON.plus(Duration.ofHours(34)));
        flows.send("direct:daily-share", null);
        assertThat(shares(russian)).isZero();
        clock.set(AFTERNOON.plus(Duration.ofMinutes(36 * 60 + 30)));
        flows.send("direct:daily-share", null);
        assertThat(shares(russian)).isEqualTo(1);
        campaign.setShareAs(Campaign.CardStep.SEND);
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        welcome("wa", BOB);
        aDayLater();
        assertThat(shares(BOB)).isZero();
        assertThat(CampaignStore.of(ledger).shares.page("daily-share", 1, "", 10))
                .isEmpty();
    }

    /** WhatsApp has no share, so nothing is sent unless the campaign sets a card. */
    @Test
    void sendsTheCampaignsCardOnWhatsApp() {
        welcome("wa", ADA);
        aDayLater();
        assertThat(shares(ADA)).isZero();
        campaign.setShareAs(Campaign.CardStep.SEND);
        campaign.setContact("{\"full_name\": \"Harbor Books\", \"phones\": [{\"value\": \"+12025550143\"}]}");
        welcome("wa", BOB);
        aDayLater();
        assertThat(shares(BOB)).isEqualTo(1);
    }
}
