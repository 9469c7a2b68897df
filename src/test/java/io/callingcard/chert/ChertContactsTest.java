// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.card.ContactCard;
import io.callingcard.provider.call.Answer;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;

import static org.assertj.core.api.Assertions.assertThat;

/** Cards and addresses: what the phone shows, and what is refused before sending. */
class ChertContactsTest {

    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", "+14155550100");
    private static ChertWorld world;

    @BeforeAll
    static void start() {
        world = new ChertWorld();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void clear() {
        world.twin.reset();
        world.failed.clear();
        world.went.clear();
    }

    @Test
    void sendsACardThatTheFieldsCannotCarryAsAVcard() {
        ContactCard card = ContactCard.builder()
                .fullName("Mira Okafor")
                .title("Owner")
                .phone("+12025550143", "work")
                .build();

        Exchange done = world.send("chert:send-contact", TO, card);

        assertThat(onlyCard().path("vcard_text").asText()).contains("TITLE:Owner", "FN:Mira Okafor");
        assertThat(done.getMessage().getHeader(ChertConstants.LOST_FIELDS)).isNull();
    }

    @Test
    void cardFormatContactReportsLostFieldsOrRefusesWhenStrict() {
        ContactCard card =
                ContactCard.builder().fullName("A").title("Owner").note("n").build();

        Exchange done = world.send("chert:send-contact?cardFormat=CONTACT", TO, card);
        assertThat(onlyCard().path("contact").path("full_name").asText()).isEqualTo("A");
        assertThat(done.getMessage().getHeader(ChertConstants.LOST_FIELDS)).isEqualTo(List.of("title", "note"));

        world.went.clear();
        world.send("chert:send-contact?cardFormat=CONTACT&strict=true", TO, card);
        assertThat(world.onlyFailure()).hasMessageContaining("title, note").hasMessageContaining("cardFormat=AUTO");
        assertThat(world.twin.journal()).hasSize(1);
    }

    @Test
    void strictAcceptsACardThatFits() {
        world.send("chert:send-contact?cardFormat=CONTACT&strict=true", TO, Map.of("full_name", "A"));

        assertThat(onlyCard().path("contact").path("full_name").asText()).isEqualTo("A");
    }

    @Test
    void sendsANumberWithAnExtensionOrAShortCodeAsAVcard() {
        world.send("chert:send-contact", TO, card("+1 202 555 0143 ext. 12"));
        world.send("chert:send-contact", TO, card("112"));

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal().get(0).content().path("vcard_text").asText())
                .contains("+1 202 555 0143 ext. 12");
        assertThat(world.twin.journal().get(1).content().path("vcard_text").asText())
                .contains("112");
    }

    @Test
    void sendsVcardTextUnchangedAndParsesItOnlyWhenStrict() {
        String odd = "BEGIN:VCARD\r\nX-ODD:1\r\n";
        world.send("chert:send-contact", TO, odd);
        assertThat(onlyCard().path("vcard_text").asText()).isEqualTo(odd);

        world.went.clear();
        world.send("chert:send-contact?strictVcard=true", TO, odd);
        assertThat(world.onlyFailure().getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    /** Camel removes the line breaks of a value in a URI. Such text is no card on any phone. */
    @Test
    void refusesAVcardWithoutLineBreaks() {
        world.send("chert:send-contact", TO, "BEGIN:VCARDVERSION:3.0FN:Mira OkaforTEL:+12025550143END:VCARD");
        assertThat(world.onlyFailure())
                .hasMessageContaining("body: must be a contact card")
                .hasMessageContaining("BEGIN:VCARD on a line of its own");
        assertThat(world.twin.journal()).isEmpty();
    }

    @Test
    void removesSpaceBeforeVcardText() {
        String vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Okafor\r\nEND:VCARD\r\n";
        world.send("chert:send-contact", TO, "\n\n  " + vcard);
        assertThat(world.failed).isEmpty();
        assertThat(onlyCard().path("vcard_text").asText()).isEqualTo(vcard.strip());
    }

    @Test
    void parsesVcardTextForCardFormatContact() {
        String vcard = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Okafor\r\nTEL:+1 202 555 0143\r\nEND:VCARD\r\n";

        world.send("chert:send-contact?cardFormat=CONTACT", TO, vcard.getBytes(StandardCharsets.UTF_8));

        assertThat(onlyCard()
                        .path("contact")
                        .path("phones")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo("+12025550143");
    }

    @Test
    void sendsFieldsAsAVcardAndLimitsItsSize() {
        world.send("chert:send-contact?cardFormat=VCARD", TO, Map.of("full_name", "Zoë"));
        assertThat(onlyCard().path("vcard_text").asText()).contains("FN:Zoë");

        world.went.clear();
        world.send("chert:send-contact?cardFormat=VCARD&maxVcardBytes=20", TO, Map.of("full_name", "Zoë"));
        assertThat(world.onlyFailure()).hasMessageContaining("maxVcardBytes allows 20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send-contact | {} | contact",
                "send-contact | {\"phones\":[{\"value\":\"call me\"}]} | contact.phones[0].value",
                "send-contact | {\"phones\":[{\"value\":\"415 555 0100\"}]} | contact.phones[0].value",
                "send-contact | {\"nickname\":\"x\"} | contact",
                "send-contact | hello | body",
                "send-text | '' | body",
                "send-text?effect=confetti&chatId=ch_1&preferChatId=true | hi | effect",
                "send-link?chatId=c&preferChatId=true | not-a-link | body.url",
                "react?CamelCardMessageId=m&reaction=hate | x | reaction",
                "react?reaction=love | x | CamelCardMessageId",
                "typing?chatId=c&typingState=dancing | x | typingState",
                "edit?CamelCardMessageId=m | '' | body",
                "send-location?CamelCardLatitude=91&CamelCardLongitude=0 | x | CamelCardLatitude",
                "send-location?CamelCardLatitude=1 | x | CamelCardLongitude",
                "send-location?CamelCardLatitude=1&CamelCardLongitude=2&CamelChertDeliveryChatId=d | x | to",
                "send-media?CamelCardAttachmentId=a | x | caption",
                "update-chat?chatId=c | x | displayName",
                "update-chat?chatId=c&CamelCardGroupChatIcon=http://x/icon | x | CamelCardGroupChatIcon",
                "create-chat?from=+12025550100&to=1,2 | hi | to",
                "create-chat?to=+14155550101 | hi | from",
                "add-participant?chatId=c&CamelCardParticipant=nobody | x | CamelCardParticipant",
                "list-messages | x | chatId",
                "upload-attachment | bytes | fileName",
                "create-webhook | x | webhookUrl",
                "create-webhook?webhookUrl=http://x/hook | x | webhookUrl",
                "ensure-webhook | x | webhookUrl",
                "get-webhook | x | CamelCardWebhookId",
                "update-webhook?CamelCardWebhookId=w | x | webhookUrl",
                "download-attachment | x | CamelCardAttachmentId",
                "raw-request | x | path",
                "raw-request?method=POST&path=/x | text | body",
            })
    void refusesInvalidValuesBeforeSendingAndNamesTheField(String uri, String body, String field) {
        Map<String, Object> headers =
                uri.contains("to=") || !uri.matches("(send-(contact|text|location|media)).*") ? Map.of() : TO;

        world.send("chert:" + uri, headers, body);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining(": " + field).hasMessageContaining("[NOT_SENT");
        assertThat(world.twin.requests()).isEmpty();
    }

    @Test
    void refusesTooManyPartsOrRecipientsBeforeSending() {
        world.send("chert:send-text?chatId=c", Map.of(), List.of());
        world.send(
                "chert:send-text?chatId=c",
                Map.of(),
                List.of(Map.of("type", "text", "value", "a"), Map.of("type", "text", "value", "b")));
        world.send("chert:send-text?chatId=c", Map.of(), List.of(Map.of("value", "a")));
        world.send(
                "chert:create-chat?from=+12025550100",
                Map.of("CamelCardRecipient", List.of("+14155550101", "+14155550102")),
                Map.of("type", "rich_link", "url", "https://example.com"));
        List<String> many =
                IntStream.range(0, 32).mapToObj(i -> "+141555501" + (10 + i)).toList();
        world.send("chert:create-chat?from=+12025550100", Map.of("CamelCardRecipient", many), "hi");

        assertThat(world.failed)
                .extracting(Throwable::getMessage)
                .satisfiesExactly(
                        none -> assertThat(none).contains("1 to 10 parts"),
                        texts -> assertThat(texts).contains("follows another text"),
                        type -> assertThat(type).contains("body[0].type"),
                        group -> assertThat(group).contains("text only"),
                        crowd -> assertThat(crowd).contains("names 32"));
        assertThat(world.twin.requests()).isEmpty();
    }

    @Test
    void sendsPartsAndLinksUnchanged() {
        world.furnished();
        String chat = world.name("chert:send-text?chatId={chat}");
        world.send(
                chat,
                Map.of(),
                List.of(
                        Map.of("type", "text", "value", "a"),
                        Map.of("type", "rich_link", "url", "https://example.com")));
        world.send(chat, Map.of(), Map.of("type", "text", "value", "b"));
        world.send(world.name("chert:send-link?chatId={chat}"), Map.of(), "https://example.com/menu");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("+14155550100"))
                .extracting(entry -> entry.kind() + " "
                        + entry.content()
                                .path("value")
                                .asText(entry.content().path("url").asText()))
                .containsExactly(
                        "text Welcome",
                        "text a",
                        "link https://example.com",
                        "text b",
                        "link https://example.com/menu");
    }

    @Test
    void theNextStepUsesTheChatOfAFirstMessage() throws Exception {
        world.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:welcome")
                        .to("chert:send-text")
                        .setBody(constant(Map.of("full_name", "Mira Okafor")))
                        .to("chert:send-contact")
                        .to("chert:share-card");
            }
        });

        Exchange done = world.camel.createProducerTemplate().request("direct:welcome", exchange -> {
            exchange.getMessage().setHeader("CamelCardRecipient", "+1 (415) 555-0100");
            exchange.getMessage().setHeader("MyOwn", "stays");
            exchange.getMessage().setBody("Hello");
        });

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("MyOwn")).isEqualTo("stays");
        assertThat(world.twin.journal("+14155550100"))
                .extracting(entry -> entry.kind())
                .containsExactly("text", "card", "share");
        assertThat(world.twin.requests().get(1).path()).matches("/api/v1/chats/ch_[0-9a-f]+/send-contact");
        assertThat(done.getMessage().getHeader(ChertConstants.RECIPIENT)).isEqualTo("+14155550100");
    }

    @Test
    void refusesAChatTogetherWithAnotherNumber() {
        Exchange first = world.send("chert:send-text", TO, "Hello");
        Map<String, Object> headers = new HashMap<>(first.getMessage().getHeaders());
        headers.put("CamelCardRecipient", "+14155550101");
        world.went.clear();

        world.send("chert:send-text", headers, "Hello");

        assertThat(world.onlyFailure()).hasMessageContaining("given together with chatId");
    }

    @Test
    void ensureWebhookCreatesOneSubscriptionAndUpdatesIt() {
        String uri = "chert:ensure-webhook?webhookUrl=https://example.com/hook&webhookEvents=";
        Exchange made = world.send(uri + "message.received", Map.of(), null);
        Exchange found = world.send(uri + "message.received", Map.of(), null);
        Exchange mended = world.send(uri + "message.received,lead_reply&webhookVersion=v2", Map.of(), null);
        Exchange listed = world.send("chert:list-webhooks", Map.of(), null);

        assertThat(world.failed).isEmpty();
        assertThat(made.getMessage().getHeader(ChertConstants.WEBHOOK_CREATED)).isEqualTo(true);
        assertThat(found.getMessage().getHeader(ChertConstants.WEBHOOK_CREATED)).isEqualTo(false);
        assertThat(mended.getMessage().getHeader(ChertConstants.WEBHOOK_CREATED))
                .isEqualTo(false);
        assertThat(listed.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThat(made.getMessage().getBody(Map.class).get("secret").toString())
                .hasSize(64);
        assertThat(made.getMessage().getBody().toString()).doesNotContain("secret");
        assertThat(world.twin.requests().stream()
                        .filter(request -> request.method().equals("POST")))
                .hasSize(1);
        assertThat(world.twin.requests().stream()
                        .filter(request -> request.method().equals("PATCH")))
                .singleElement()
                .satisfies(patch -> assertThat(patch.text()).contains("lead_reply", "v2", "\"is_active\":true"));
    }

    private static Map<String, Object> card(String number) {
        return Map.of("full_name", "A", "phones", List.of(Map.of("value", number)));
    }

    private static JsonNode onlyCard() {
        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal()).hasSize(1);
        return world.twin.journal().get(0).content();
    }

    @Test
    void headersTakePrecedenceOverOptions() {
        world.furnished();
        Map<String, Object> headers = new HashMap<>();
        headers.put("CamelCardChatId", world.name("{chat}"));
        headers.put("CamelCardMessageId", world.name("{message}"));
        headers.put("CamelCardReaction", "laugh");
        headers.put("CamelCardTypingState", "stopped");
        headers.put("CamelCardPartIndex", "0");
        world.send("chert:react?reaction=love", headers, null);
        world.send("chert:typing?chatId=wrong&typingState=typing", headers, null);
        world.send("chert:edit", headers, "Hello again");
        headers.remove("CamelCardReaction");
        world.send("chert:react", headers, "QUESTION");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("+14155550100"))
                .extracting(entry -> entry.kind() + " " + entry.content())
                .contains(
                        "reaction {\"reaction\":\"laugh\"}",
                        "typing {\"state\":\"stopped\"}",
                        "edit {\"value\":\"Hello again\"}",
                        "reaction {\"reaction\":\"question\"}");
    }

    @Test
    void aValueOfTheWrongKindIsNamed() {
        world.send("chert:edit?CamelCardMessageId=m", Map.of("CamelCardPartIndex", "first"), "Hello");
        assertThat(world.onlyFailure()).hasMessageContaining("CamelCardPartIndex: is not a number");
    }

    @Test
    void sendsALocationToADeliveryChat() {
        world.send(
                "chert:send-location",
                Map.of(
                        "CamelChertDeliveryChatId",
                        "iMessage;+;chat42",
                        "CamelCardLatitude",
                        "37.5",
                        "CamelCardLongitude",
                        2),
                null);

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("iMessage;+;chat42")).singleElement().satisfies(entry -> assertThat(
                        entry.content().path("latitude").asDouble())
                .isEqualTo(37.5));
    }

    @Test
    void rawRequestCallsAPathWithoutAnOperation() {
        world.furnished();
        Exchange got = world.send("chert:raw-request?path=/phone-numbers", Map.of(), "ignored");
        assertThat(got.getMessage().getBody(JsonNode.class).path("phone_numbers"))
                .hasSize(1);

        world.send(world.name("chert:raw-request?method=POST&path=/chats/{chat}/mark-read"), Map.of(), null);
        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("+14155550100"))
                .extracting(entry -> entry.kind())
                .contains("read");
    }

    @Test
    void aMemberMayBeAnEmailAddress() {
        world.furnished();

        world.send(
                world.name("chert:add-participant?chatId={group}"),
                Map.of("CamelCardParticipant", "ann@example.com"),
                null);

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("ann@example.com")).hasSize(1);
    }

    @Test
    void acceptsJsonTextLikeAMap() {
        world.furnished();
        world.send(world.name("chert:send-link?chatId={chat}"), Map.of(), "{\"url\":\"https://example.com/a\"}");
        world.send(world.name("chert:send-link?chatId={chat}"), Map.of(), "[1]");
        world.send(world.name("chert:update-chat?chatId={group}&CamelCardDisplayName=Readers"), Map.of(), null);
        world.send(
                world.name("chert:update-chat?chatId={group}"),
                Map.of("CamelCardGroupChatIcon", "https://example.com/icon.png"),
                null);
        world.send(world.name("chert:edit?CamelCardMessageId={message}"), Map.of(), "No part named");
        world.send("chert:create-chat?from=+12025550100&to=+14155550120", Map.of(), "One person only");
        world.send(
                "chert:create-chat?from=+12025550100&to=+14155550120",
                Map.of(),
                Map.of("type", "rich_link", "url", "https://example.com"));

        assertThat(world.failed).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("body"));
        assertThat(world.twin.journal("+14155550120"))
                .extracting(entry -> entry.kind())
                .containsExactly("text", "link");
    }

    @Test
    void refusesAMessageThatIsNoText() {
        world.send("chert:send-text", TO, new Object());
        world.send("chert:send-text", TO, new ContactChosen("A"));
        world.send("chert:send-text", TO, null);
        world.send("chert:upload-attachment?fileName=a.bin", Map.of(), new byte[0]);

        assertThat(world.failed).hasSize(4).allMatch(failure -> failure.getKind() == ErrorKind.INVALID_REQUEST);
        assertThat(world.twin.requests()).isEmpty();
    }

    private record ContactChosen(String name) implements Answer {}

    @Test
    void acceptsAnAnswerWithoutTheExpectedFields() {
        Exchange shared = world.send(
                "chert:raw-request?method=POST&path=/webhook-subscriptions",
                Map.of(),
                Map.of("url", "https://x.example/hook"));
        assertThat(shared.getMessage()
                        .getBody(JsonNode.class)
                        .path("subscription")
                        .path("id")
                        .asText())
                .startsWith("wh_");
    }
}
