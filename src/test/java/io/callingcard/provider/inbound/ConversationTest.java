// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.fixture.EventHost;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.TwinServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** People write, react and send cards; the twins report it as the providers do; a route answers without any mapping. */
class ConversationTest {

    private static final String PERSON = "+14155550177";
    private static final String LINE = "+12025550143";
    private static final String LINQ_SECRET = "whsec_Y2FsbGluZy1jYXJkLXdlYmhvb2sta2V5LTAxMjM0NTY=";
    private static final String VCARD =
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okafor;Mina;;;\r\nFN:Mina Okafor\r\nitem1.TEL;waid=14155550177:+1 415 555 0177\r\nEND:VCARD\r\n";

    private final EventHost host = new EventHost();
    private final TwinServer twin = TwinServer.start();

    @BeforeEach
    void start() {
        twin.chert().pace(Duration.ofMillis(5));
        twin.linq().pace(Duration.ofMillis(5));
        twin.wa().pace(Duration.ofMillis(20));
        twin.chert().webhook(host.url("/webhooks/chert"), "s1");
        twin.linq().webhook(host.url("/webhooks/linq"), LINQ_SECRET);
        twin.wa().webhooks(List.of(host.url("/webhooks/wa")), "s3");
    }

    @AfterEach
    void stop() {
        host.close();
        twin.close();
    }

    private void answer(String from, String to) throws Exception {
        host.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from)
                        .process(exchange -> host.routed.add(exchange.copy()))
                        .filter(header("CamelCardEventType").isEqualTo("message.received"))
                        .setBody(simple("You said ${body}"))
                        .to(to);
            }
        });
    }

    private List<JournalEntry> received() {
        return twin.journal(PERSON);
    }

    private InboundEvent event(int index) {
        await().until(() -> host.routed.size() > index);
        return host.routed.get(index).getMessage().getBody(InboundEvent.class);
    }

    /** The n-th event of a type: the deliveries of our answers come in between. */
    private InboundEvent event(EventType type, int index) {
        await().until(() -> ofType(type).size() > index);
        return ofType(type).get(index);
    }

    private List<InboundEvent> ofType(EventType type) {
        return host.routed.stream()
                .map(each -> each.getMessage().getBody(InboundEvent.class))
                .filter(each -> each.type() == type)
                .toList();
    }

    @Test
    void chert() throws Exception {
        answer(
                "chert:events?webhookVerifyToken=s1",
                "chert:send-text?tenant=twin&secret=twin&baseUrl=" + twin.root("chert"));
        twin.chert().receive(PERSON, "Hello");
        await().until(() -> received().size() == 1);
        assertThat(received().get(0).content().toString()).contains("You said Hello");
        assertThat(received().get(0).chatId())
                .isEqualTo(host.routed.get(0).getMessage().getHeader("CamelCardChatId"));

        twin.chert().receiveReaction(PERSON, received().get(0).messageId(), "love");
        assertThat(event(1).type()).isEqualTo(EventType.REACTION_ADDED);
        assertThat(event(1).reaction()).isEqualTo("love");

        twin.chert().receiveCard(PERSON, VCARD);
        String attachment = event(2).media().get(0).id();
        host.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:fetch")
                        .to("chert:download-attachment?tenant=twin&secret=twin&baseUrl=" + twin.root("chert"))
                        .convertBodyTo(ContactCard.class);
            }
        });
        ContactCard card = host.camel
                .createProducerTemplate()
                .requestBodyAndHeader("direct:fetch", null, "CamelCardAttachmentId", attachment, ContactCard.class);
        assertThat(card.fullName()).isEqualTo("Mina Okafor");
    }

    @Test
    void linq() throws Exception {
        answer(
                "linq:events?webhookVerifyToken=" + LINQ_SECRET,
                "linq:send-text?apiKey=twin&baseUrl=" + twin.root("linq") + "/api/partner/v3");
        String chat = twin.linq().receive(LINE, PERSON, "Hello");
        await().until(() -> received().size() == 1);
        assertThat(received().get(0).content().toString()).contains("You said Hello");
        assertThat(received().get(0).chatId()).isEqualTo(chat);
        String answered = received().get(0).messageId();

        twin.linq().receiveReaction(answered, "love");
        assertThat(event(EventType.REACTION_ADDED, 0).messageId()).isEqualTo(answered);
        assertThat(event(EventType.MESSAGE_DELIVERED, 0).messageId()).isEqualTo(answered);
        twin.linq().receipt(answered, "read");
        assertThat(event(EventType.MESSAGE_READ, 0).messageId()).isEqualTo(answered);
        twin.linq().receiveOwnCard(LINE, PERSON, "Mina", "Okafor");
        assertThat(event(EventType.CARD_RECEIVED, 0).cards().get(0).displayName())
                .isEqualTo("Mina Okafor");
        twin.linq().receiveCard(LINE, PERSON, VCARD);
        assertThat(event(EventType.MESSAGE_RECEIVED, 1).media().get(0).contentType())
                .isEqualTo("text/vcard");
    }

    @Test
    void wa() throws Exception {
        answer("wa:events?webhookVerifyToken=s3", "wa:send-text?deviceId=twin&baseUrl=" + twin.root("wa"));
        twin.wa().receive("twin", PERSON, "Hello");
        await().until(() -> received().size() == 1);
        assertThat(received().get(0).content().toString()).contains("You said Hello");
        String answered = received().get(0).messageId();

        twin.wa().receiveReaction("twin", PERSON, answered, "\uD83D\uDC4B");
        assertThat(event(1).type()).isEqualTo(EventType.REACTION_ADDED);
        assertThat(event(1).messageId()).isEqualTo(answered);
        twin.wa().acknowledge("twin", PERSON, List.of(answered), "read");
        assertThat(event(2).messageIds()).containsExactly(answered);
        twin.wa().receiveCard("twin", PERSON, "Mina Okafor", VCARD);
        event(3);
        ContactCard card = host.routed.get(3).getMessage().getBody(ContactCard.class);
        assertThat(card.fullName()).isEqualTo("Mina Okafor");
        assertThat(card.phones()).hasSize(1);
    }

    /** The provider repeats the event, and the person still gets one answer. */
    @Test
    void aFaultOnTheWayDoesNotAnswerTwice() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        host.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("chert:events?webhookVerifyToken=s1")
                        .setBody(constant("Thanks"))
                        .to("chert:send-text?tenant=twin&secret=twin&baseUrl=" + twin.root("chert"))
                        .process(exchange -> {
                            if (runs.incrementAndGet() < 3) {
                                throw new IllegalStateException("after the answer");
                            }
                        });
            }
        });
        twin.chert().receive(PERSON, "Hello");
        await().until(() -> runs.get() == 3);
        assertThat(received()).hasSize(1);
    }
}
