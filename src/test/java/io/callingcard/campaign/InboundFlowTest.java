// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.card.ContactCard;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.ledger.Ledgers;
import io.callingcard.provider.inbound.EventType;
import io.callingcard.provider.inbound.InboundEvent;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The flows that a first message and a received card start. */
class InboundFlowTest {

    private static final String ADA = "+12125550100";

    private final Queue<InboundEvent> crm = new ConcurrentLinkedQueue<>();
    private final Campaign hello = new Campaign();
    private TwinServer twin;
    private Ledgers ledgers;
    private ChatLedger ledger;
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        twin = TwinServer.start();
        ledgers = new Ledgers();
        ledger = ledgers.fresh(Ledgers.Kind.SQLITE);
        flows = new Flows(
                twin.port(),
                ledger,
                Map.of("callingcard.inbound.campaign", "hello", "callingcard.inbound.card-to", "direct:crm"));
        flows.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:crm").process(each -> crm.add(each.getMessage().getBody(InboundEvent.class)));
            }
        });
        hello.setCard(Campaign.CardStep.NONE);
        flows.camel.getRegistry().bind("hello", hello);
    }

    @AfterEach
    void stop() throws Exception {
        flows.close();
        ledgers.close();
        twin.close();
    }

    private void receive(String id, String text, List<ContactCard> cards) {
        flows.receive(new InboundEvent.Builder("wa", Json.object(), Instant.now())
                .type(EventType.MESSAGE_RECEIVED, "message")
                .id(id)
                .chat("12125550100@s.whatsapp.net", false)
                .sender(ADA, null, false)
                .text(text)
                .cards(cards)
                .build());
    }

    @Test
    void welcomesAPersonWhoWritesFirstOnce() {
        hello.setText("Hi, this is Harbor Books.");
        receive("1", "Hello?", List.of());
        receive("2", "Anybody there?", List.of());
        await().until(() -> CampaignStore.of(ledger).leads.standing("hello").done() == 1);
        assertThat(twin.journal(ADA)).extracting(JournalEntry::kind).containsExactly("text");
        assertThat(crm).isEmpty();
    }

    /** Only the number of a person who writes first is known, so a text with a name refuses the lead. */
    @Test
    void doesNotWelcomeIfTheTextNeedsAField() {
        hello.setText("Hi {name}");
        receive("1", "Hello?", List.of());
        assertThat(CampaignStore.of(ledger).leads.standing("hello").waiting()).isZero();
        assertThat(twin.journal(ADA)).isEmpty();
    }

    @Test
    void sendsAReceivedCardToTheCrm() {
        hello.setText("Hi");
        ContactCard card = flows.camel
                .getTypeConverter()
                .convertTo(
                        ContactCard.class, "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nTEL:+12125550100\r\nEND:VCARD\r\n");
        receive("1", null, List.of(card));
        assertThat(crm).singleElement().satisfies(event -> assertThat(event.cards())
                .containsExactly(card));
    }
}
