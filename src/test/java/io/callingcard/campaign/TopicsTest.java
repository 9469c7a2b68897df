// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.card.ContactCard;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.ledger.db.LedgerException;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes of {@code routes/kafka}, with topics in memory. {@link KafkaIT} runs them with a broker. */
class TopicsTest {

    private static final String EVENTS = "callingcard.events";
    private static final String LEADS = "callingcard.leads";
    private static final String SHARES = "callingcard.shares";
    private static final String DEAD = "callingcard.dead-letters";
    private static final String ADA = "+12125550100";
    private static final Instant AFTERNOON = Instant.parse("2026-03-02T19:00:00Z");

    private final MovableClock clock = new MovableClock(AFTERNOON);
    private final TwinServer twin = TwinServer.start(clock);
    private final Topics topics = new Topics();
    private final AtomicInteger calls = new AtomicInteger();
    private Exception trouble;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        ledger.setClock(clock);
        flows = new Flows(
                twin.port(),
                ledger,
                Map.of(
                        "callingcard.inbound.card-to", "direct:crm",
                        "callingcard.kafka.events", "true",
                        "callingcard.kafka.leads", "true",
                        "callingcard.kafka.shares", "true",
                        "callingcard.kafka.redelivery-delay", "1"));
        flows.camel.addComponent("kafka", topics);
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:crm").process(each -> {
                    calls.incrementAndGet();
                    if (trouble != null) {
                        throw trouble;
                    }
                });
            }
        });
        for (String file : List.of("errors", "events", "leads", "shares")) {
            Flows.load(flows.camel, "file:routes/kafka/" + file + ".camel.yaml");
        }
        Campaign campaign = new Campaign();
        campaign.setText("Hi {name}");
        campaign.setCard(Campaign.CardStep.NONE);
        campaign.setChannel("linq");
        campaign.setShare(true);
        flows.camel.getRegistry().bind("shared", campaign);
    }

    @AfterEach
    void stop() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private Topics.Written event(String text, List<ContactCard> cards) {
        flows.send(
                "direct:kafka-event",
                new InboundEvent.Builder("linq", Json.object().put("any", 1), clock.instant())
                        .type(EventType.MESSAGE_RECEIVED, "message.received")
                        .id("e1")
                        .line("+12025550143")
                        .sender(ADA, "Ada", false)
                        .text(text)
                        .cards(cards)
                        .build(),
                Map.of("CamelCardLine", "+12025550143", "CamelCardChatId", "c1"));
        return topics.in(EVENTS).get(topics.in(EVENTS).size() - 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Topics.Written deadLetter() {
        assertThat(topics.in(DEAD)).hasSize(1);
        return topics.in(DEAD).get(0);
    }

    @Test
    void anEventIsProcessedOnce() throws Exception {
        Topics.Written record = event("HELP", List.of());

        assertThat(record.key()).isEqualTo("+12025550143/c1");
        assertThat(topics.read(record)).isNull();
        assertThat(topics.read(record)).isNull();

        assertThat(twin.journal(ADA)).hasSize(1);
        assertThat(topics.in(DEAD)).isEmpty();
    }

    @Test
    void aRecordThatIsNoEventIsADeadLetterWithItsReason() throws Exception {
        assertThat(topics.read(EVENTS, bytes("[1]"), Map.of())).isNull();

        Topics.Written dead = deadLetter();
        assertThat(dead.text()).isEqualTo("[1]");
        assertThat(dead.key()).isEqualTo("the key");
        assertThat(dead.headers())
                .containsEntry("callingcard-reason", "the body is not a JSON object")
                .containsEntry("callingcard-place", "callingcard.events/3/17");
    }

    @Test
    void anEventWhoseRouteFailsIsADeadLetterThatCanBeReadAgain() throws Exception {
        Topics.Written record =
                event("", List.of(ContactCard.builder().fullName("Ada").build()));
        trouble = new IllegalStateException("the CRM is away");

        assertThat(topics.read(record)).isNull();

        assertThat(calls).hasValue(1);
        Topics.Written dead = deadLetter();
        assertThat(dead.value()).isEqualTo(record.value());
        assertThat(dead.headers()).containsEntry("callingcard-reason", "the CRM is away");
        trouble = null;
        assertThat(topics.read(record)).isNull();
        assertThat(topics.read(record)).isNull();
        assertThat(calls).hasValue(2);
    }

    @Test
    void anEventWaitsForTheLedger() throws Exception {
        Topics.Written record =
                event("", List.of(ContactCard.builder().fullName("Ada").build()));
        trouble = new LedgerException("away", new java.sql.SQLException(new java.net.ConnectException()));

        assertThat(topics.read(record)).isInstanceOf(LedgerException.class).hasMessage("away");

        assertThat(topics.in(DEAD)).isEmpty();
        trouble = null;
        assertThat(topics.read(record)).isNull();
        assertThat(calls).hasValue(2);
    }

    @Test
    void aLeadIsTakenOnceAndARefusedOneIsADeadLetterWithItsReason() throws Exception {
        flows.send(
                "direct:kafka-leads",
                List.of(
                        Map.of("name", "Ada", "phone", ADA, "campaign", "shared", "consent", true),
                        Map.of("name", "Bob", "phone", "+12125550101", "campaign", "shared")));
        List<Topics.Written> records = topics.in(LEADS);
        assertThat(records).extracting(Topics.Written::key).containsExactly("/" + ADA, "/+12125550101");

        for (Topics.Written record : records) {
            assertThat(topics.read(record)).isNull();
            assertThat(topics.read(record)).isNull();
        }

        await().until(() -> CampaignStore.of(ledger).leads.standing("shared").done() == 1);
        assertThat(twin.journal(ADA)).hasSize(1);
        assertThat(topics.in(DEAD)).hasSize(2);
        assertThat(topics.in(DEAD).get(0).value()).isEqualTo(records.get(1).value());
        String reason =
                topics.in(DEAD).get(0).headers().get("callingcard-reason").toString();
        assertThat(reason).contains("consent");
        assertThat(Files.readString(Path.of("docs/kafka.md"))).contains("callingcard-reason:" + reason);
        assertThat(topics.read(LEADS, bytes("{"), Map.of())).isNull();
        assertThat(topics.in(DEAD)).hasSize(3);
    }

    @Test
    void aShareIsSentOnceAndNotAfterItsOffersEnded() throws Exception {
        flows.send("linq:ensure-card?from=%2B12025550143&firstName=Harbor", null);
        flows.lead(Map.of("name", "Ada", "phone", ADA, "campaign", "shared", "consent", true));
        await().until(() -> CampaignStore.of(ledger).leads.standing("shared").done() == 1);
        clock.advance(Duration.ofHours(25));
        flows.send("direct:kafka-due", null);
        Topics.Written record = topics.in(SHARES).get(0);
        assertThat(record.key()).startsWith("+12025550143/");
        int before = twin.journal(ADA).size();
        Map<String, Object> old = Map.of(
                Exchange.MESSAGE_TIMESTAMP,
                clock.instant().minus(Duration.ofHours(1)).toEpochMilli());

        assertThat(topics.read(SHARES, record.value(), old)).isNull();
        assertThat(twin.journal(ADA)).hasSize(before);
        assertThat(topics.read(record)).isNull();
        assertThat(topics.read(record)).isNull();
        assertThat(twin.journal(ADA)).hasSize(before + 1);

        flows.send("campaign:opt-out", null, Map.of("CamelCardRecipient", ADA, "CamelCardProvider", "linq"));
        clock.advance(Duration.ofHours(25));
        assertThat(topics.read(record)).isNull();
        assertThat(twin.journal(ADA)).hasSize(before + 1);
        assertThat(topics.in(DEAD)).isEmpty();
    }

    @Test
    void aChatThatCannotBeReadIsADeadLetterWithItsReason() throws Exception {
        for (String record :
                List.of("", "1", "{}", "{\"provider\":\"linq\"}", "{\"provider\":\"linq\",\"chat_id\":\"c1\"}")) {
            assertThat(topics.read(SHARES, bytes(record), Map.of())).isNull();
        }
        assertThat(topics.read(
                        SHARES, bytes("{\"provider\":\"linq\",\"chat_id\":\"c1\",\"campaign\":\"removed\"}"), Map.of()))
                .isNull();
        assertThat(topics.in(DEAD))
                .extracting(dead -> dead.headers().get("callingcard-reason").toString())
                .hasSize(6)
                .first()
                .isEqualTo("body: is not a JSON object.");
    }
}
