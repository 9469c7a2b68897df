// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends texts and cards to numbers and chats, and checks the phones. */
class LinqSendTest {

    private static final String PHONE = "+14155550100";
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", "+1 (415) 555-0100");

    private LinqWorld world;

    @BeforeEach
    void start() {
        world = new LinqWorld();
        world.forget();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private List<String> kinds(String phone) {
        return world.twin.journal(phone).stream().map(JournalEntry::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?from=+12025550143"})
    void theNextStepUsesTheChatOfAFirstMessage(String options) throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:welcome")
                        .to("linq:send-text" + options)
                        .setBody(constant(Map.of("full_name", "Mira Okafor")))
                        .to("linq:send-contact");
            }
        });

        Exchange done = world.camel.createProducerTemplate().request("direct:welcome", exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(TO));
            exchange.getMessage().setBody("Welcome");
        });

        assertThat(done.getException()).isNull();
        List<JournalEntry> received = world.twin.journal(PHONE);
        assertThat(received).extracting(JournalEntry::kind).containsExactly("text", "card");
        assertThat(received)
                .extracting(JournalEntry::chatId)
                .containsOnly(received.get(0).chatId());
        assertThat(received.get(1).content().path("vcard").asText()).contains("FN:Mira Okafor");
        assertThat(done.getMessage().getHeaders())
                .containsEntry(LinqConstants.CHAT_ID, received.get(0).chatId())
                .containsEntry(LinqConstants.MESSAGE_ID, received.get(1).messageId())
                .containsEntry(LinqConstants.RECIPIENT, PHONE)
                .containsEntry(LinqConstants.FROM, LinqWorld.LINE)
                .containsEntry(LinqConstants.SERVICE, "iMessage")
                .containsEntry(LinqConstants.DELIVERY_STATUS, "pending");
    }

    @Test
    void reportsTheLineThatTheProviderPicked() {
        Exchange first = world.send("linq:send-text", TO, "Hello");
        assertThat(first.getMessage().getHeaders())
                .containsEntry(LinqConstants.CREATED_CHAT, true)
                .containsEntry(LinqConstants.FROM_REASON, "new_best_number");

        Exchange second = world.send("linq:send-text", TO, "Hello again");
        assertThat(second.getMessage().getHeaders())
                .containsEntry(LinqConstants.CREATED_CHAT, false)
                .containsEntry(LinqConstants.FROM_REASON, "reused_active_chat");
        assertThat(kinds(PHONE)).containsExactly("text", "text");
    }

    @Test
    void sendsTheKeyAsAHeaderOnlyWhenTheProviderPicksTheLine() {
        Map<String, Object> keyed = Map.of("CamelCardRecipient", PHONE, "CamelCardIdempotencyKey", "key-9");
        List<ReceivedRequest> sent = world.requestsDuring(() -> {
            world.send("linq:send-text", keyed, "Hello");
            world.send("linq:send-text?idempotencyHeader=false", keyed, "Hello");
            world.send("linq:send-text?from=" + LinqWorld.LINE, keyed, "Hello");
        });

        assertThat(sent)
                .extracting(request -> request.header("idempotency-key"))
                .containsExactly("key-9", null, null);
        assertThat(kinds(PHONE)).containsExactly("text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-text", "send-text?from=+12025550143", "send-link", "send-contact"})
    void retriesALostAnswerWithTheSameKeyAndItArrivesOnce(String operation) {
        Object body =
                switch (operation) {
                    case "send-link" -> "https://example.com";
                    case "send-contact" -> Map.of("full_name", "Mira");
                    default -> "Hello";
                };
        for (Fault.Kind kind : List.of(Fault.Kind.RESET_AFTER_DELIVERY, Fault.Kind.CUT_ANSWER, Fault.Kind.NO_ANSWER)) {
            String phone = "+1415555018" + kind.ordinal();
            world.twin.inject(Fault.of(kind).on("POST", "(messages|chats)$").times(2));

            world.send(
                    "linq:" + operation + (operation.contains("?") ? "&" : "?") + "requestTimeout=300",
                    Map.of("CamelCardRecipient", phone),
                    body);

            assertThat(world.failed).as(kind.name()).isEmpty();
            assertThat(world.twin.journal(phone)).as(kind.name()).hasSize(1);
        }
    }

    @Test
    void aRedeliverySendsTheSameMessage() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from("direct:redelivering").to("linq:send-contact?maxRetries=0");
            }
        });
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY)
                .on("POST", "messages$")
                .times(2));

        List<ReceivedRequest> requests = world.requestsDuring(() -> {
            Exchange done = world.camel.createProducerTemplate().request("direct:redelivering", exchange -> {
                exchange.getMessage().setHeaders(new HashMap<>(TO));
                exchange.getMessage().setBody(Map.of("full_name", "Mira"));
            });
            assertThat(done.getException()).isNull();
        });

        assertThat(requests.stream().filter(request -> request.path().endsWith("/attachments")))
                .hasSize(1);
        assertThat(requests.stream()
                        .filter(request -> request.path().endsWith("/messages"))
                        .map(ReceivedRequest::text)
                        .distinct())
                .hasSize(1);
        assertThat(kinds(PHONE)).containsExactly("card");
    }

    @Test
    void sendsToAnEmailAddress() {
        world.send("linq:send-text", Map.of("CamelCardRecipient", " ann@example.com "), "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(kinds("ann@example.com")).containsExactly("text");
    }

    @Test
    void refusesAPersonWhoOptedOutUnlessOverridden() {
        world.twin.linq().optOut(PHONE);

        world.send("linq:send-text", TO, "Hello");
        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.NOT_PERMITTED);
        assertThat(failure.getCode()).isEqualTo("2024");

        world.send("linq:send-text", Map.of("CamelCardRecipient", PHONE, LinqConstants.OVERRIDE_OPTOUT, true), "Hello");
        assertThat(kinds(PHONE)).containsExactly("text");
    }

    @Test
    void refusesAServiceThatTheRecipientDoesNotHave() {
        world.twin.linq().service(PHONE, "SMS");

        world.send("linq:send-text?preferredService=iMessage", TO, "Hello");
        assertThat(world.onlyFailure().getKind()).isEqualTo(ErrorKind.NOT_SUPPORTED);
        assertThat(kinds(PHONE)).isEmpty();

        Exchange sent = world.send("linq:send-text", TO, "Hello");
        assertThat(sent.getMessage().getHeader(LinqConstants.SERVICE)).isEqualTo("SMS");
    }

    static Stream<Arguments> refused() {
        Map<String, Object> chat = Map.of("CamelCardChatId", "c");
        return Stream.of(
                Arguments.of("send-text", Map.of(), "Hello", "to: is missing"),
                Arguments.of("send-text", Map.of("CamelCardRecipient", "12"), "Hello", "to: "),
                Arguments.of(
                        "send-text", Map.of("CamelCardFrom", "12", "CamelCardRecipient", PHONE), "Hello", "from: "),
                Arguments.of("send-text", chat, "", "body: is empty"),
                Arguments.of("send-text", chat, "x".repeat(10_001), "body: has 10001 characters"),
                Arguments.of("send-text?preferredService=imessage", chat, "Hello", "preferredService: must be"),
                Arguments.of("send-text", chat, List.of(), "body: must hold 1 to 100 parts"),
                Arguments.of("send-text", chat, List.of(Map.of("value", "a")), "body[0].type: is missing"),
                Arguments.of("send-text", chat, List.of(Map.of("type", "text")), "body[0].value: is missing"),
                Arguments.of(
                        "send-text",
                        chat,
                        List.of(Map.of("type", "text", "value", "a"), Map.of("type", "text", "value", "b")),
                        "body[1]: follows another text"),
                Arguments.of("send-text", chat, Map.of("type", "media"), "body[0]: must have either url"),
                Arguments.of(
                        "send-text",
                        chat,
                        Map.of("type", "media", "url", "http://example.com/a.png"),
                        "body[0].url: must be an https address"),
                Arguments.of(
                        "send-text",
                        chat,
                        List.of(
                                Map.of("type", "link", "value", "https://example.com"),
                                Map.of("type", "media", "attachment_id", "a")),
                        "body[0]: is a link, which must be a message of its own"),
                Arguments.of(
                        "send-text",
                        chat,
                        Collections.nCopies(41, Map.of("type", "media", "url", "https://example.com/a.png")),
                        "body: names 41 files by url"),
                Arguments.of(
                        "send-text",
                        Map.of("CamelCardChatId", "c", "CamelCardIdempotencyKey", "k".repeat(256)),
                        "Hello",
                        "CamelCardIdempotencyKey: has more than 255"),
                Arguments.of("send-link", chat, "example.com", "body: must be an http or https address"),
                Arguments.of("send-media?mediaUrl=http://example.com", chat, null, "mediaUrl: must be an https"),
                Arguments.of("send-media?fileName=a.png", chat, new byte[0], "body: must hold 1 byte to 100 MB"),
                Arguments.of("send-contact", chat, Map.of("note", "x"), "contact: is empty"),
                Arguments.of("send-contact", chat, "no card", "body: must be a contact card"),
                Arguments.of("create-chat", TO, "Hello", "from: is missing"),
                Arguments.of("create-card?from=+12025550143", Map.of(), null, "firstName: is missing"),
                Arguments.of("update-card?from=+12025550143", Map.of(), null, "firstName: is missing, and lastName"),
                Arguments.of("get-card", Map.of(), null, "from: is missing"),
                Arguments.of("update-chat", chat, null, "displayName: is missing, and groupChatIcon too"),
                Arguments.of(
                        "update-chat?CamelCardGroupChatIcon=http://x",
                        chat,
                        null,
                        "CamelCardGroupChatIcon: must be an https"),
                Arguments.of("react?CamelCardMessageId=m", Map.of(), "clap", "reaction: must be"),
                Arguments.of("react?CamelCardMessageId=m", Map.of(), "custom", "CamelLinqCustomEmoji: is missing"),
                Arguments.of("typing?typingState=on", chat, null, "typingState: must be typing or stopped"),
                Arguments.of("check-capability?service=SMS", TO, null, "service: must be iMessage or RCS"),
                Arguments.of(
                        "update-line?CamelLinqForwardingNumber=+12025550111",
                        Map.of(),
                        null,
                        "CamelLinqLineId: is missing"),
                Arguments.of("update-line?CamelLinqLineId=x", Map.of(), null, "CamelLinqForwardingNumber: is missing"),
                Arguments.of(
                        "create-webhook?webhookUrl=http://x", Map.of(), null, "webhookUrl: must be a public https"),
                Arguments.of("ensure-webhook", Map.of(), null, "webhookUrl: must be a public https"),
                Arguments.of("raw-request", Map.of(), null, "path: must start with a slash"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesInvalidValuesBeforeSendingAndNamesTheField(
            String step, Map<String, Object> headers, Object body, String message) {
        List<ReceivedRequest> requests = world.requestsDuring(() -> world.send("linq:" + step, headers, body));

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getMessage()).contains(message);
        assertThat(failure.getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(requests).isEmpty();
    }
}
