// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.Fault;
import io.callingcard.twin.ReceivedRequest;
import io.callingcard.wa.model.Group;

import static org.assertj.core.api.Assertions.assertThat;

/** Texts, links, pins and polls, and their addresses. */
class WaSendTest {

    private static final String PHONE = WaWorld.PHONE;
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", PHONE);

    private WaWorld world;

    @BeforeEach
    void start() {
        world = new WaWorld();
        world.forget();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    static Stream<Arguments> refused() {
        Map<String, Object> none = Map.of();
        return Stream.of(
                Arguments.of("wa:send-text", none, "Hello", "to: is missing"),
                Arguments.of("wa:send-text", TO, "  ", "body: is empty"),
                Arguments.of("wa:send-text", TO, Map.of("a", "b"), "body: must be text"),
                Arguments.of("wa:send-text?duration=60", TO, "Hello", "duration: must be 0, 86400"),
                Arguments.of("wa:send-text?CamelWaMentions=0812", TO, "Hello", "CamelWaMentions:"),
                Arguments.of("wa:send-text", Map.of("CamelCardChatId", "c-17"), "Hello", "chatId:"),
                Arguments.of(
                        "wa:send-text",
                        Map.of("CamelCardChatId", "120363000000000001@g.us", "CamelCardRecipient", PHONE),
                        "Hello",
                        "name two different chats"),
                Arguments.of("wa:send-link", TO, "https://example.com", "CamelCardCaption: is missing"),
                Arguments.of("wa:send-link?CamelCardCaption=a", TO, "example.com", "body: must be an http"),
                Arguments.of(
                        "wa:send-location?CamelCardLatitude=91&CamelCardLongitude=0",
                        TO,
                        null,
                        "CamelCardLatitude: must be between"),
                Arguments.of("wa:send-location?CamelCardLatitude=1", TO, null, "CamelCardLongitude: is missing"),
                Arguments.of("wa:send-poll", TO, "{\"options\":[\"a\",\"b\"]}", "body.question: is missing"),
                Arguments.of("wa:send-poll", TO, "{\"question\":\" \",\"options\":[\"a\",\"b\"]}", "body.question:"),
                Arguments.of("wa:send-poll", TO, "{\"question\":\"q\",\"options\":[\"a\"]}", "body.options: must be"),
                Arguments.of("wa:send-poll", TO, "{\"question\":\"q\",\"options\":[\"a\",\"a \"]}", "body.options:"),
                Arguments.of("wa:send-poll", TO, "{\"question\":\"q\",\"options\":[\"a\",\"\"]}", "body.options:"),
                Arguments.of(
                        "wa:send-poll",
                        TO,
                        "{\"question\":\"q\",\"options\":[\"a\",\"b\"],\"max_answer\":3}",
                        "body.max_answer: must be 1 to 2"),
                Arguments.of(
                        "wa:send-poll",
                        TO,
                        "{\"question\":\"q\",\"options\":[\"a\",\"b\"],\"max_answer\":0}",
                        "body.max_answer:"),
                Arguments.of("wa:send-media?mediaUrl=menu.pdf", TO, null, "mediaUrl: must be an http"),
                Arguments.of("wa:send-media", TO, "bytes", "fileName: is missing"),
                Arguments.of("wa:send-media?fileName=a.txt", TO, "", "body: must hold 1 byte"),
                Arguments.of("wa:send-media?fileName=a.txt", TO, Map.of("a", 1), "body: must be a file"),
                Arguments.of("wa:typing?typingState=sleeping", TO, null, "typingState: must be"),
                Arguments.of(
                        "wa:react?CamelCardMessageId=m/1&reaction=x", TO, null, "CamelCardMessageId: has characters"),
                Arguments.of(
                        "wa:react?CamelCardMessageId=..&reaction=x", TO, null, "CamelCardMessageId: has characters"),
                Arguments.of("wa:react?reaction=x", TO, null, "CamelCardMessageId: is missing"),
                Arguments.of("wa:find-sent?CamelWaSince=yesterday", TO, "Hello", "CamelWaSince: must be a time"),
                Arguments.of("wa:find-sent", TO, "Hello", "CamelWaSince: is missing"),
                Arguments.of("wa:check-number", Map.of("CamelCardRecipient", "1@lid"), null, "to:"),
                Arguments.of(
                        "wa:check-number",
                        Map.of("CamelCardRecipient", "120363000000000001@g.us"),
                        null,
                        "to: must be a person's number"),
                Arguments.of("wa:set-timer", TO, null, "duration: is missing"),
                Arguments.of("wa:get-chat", TO, null, "chatId: must be a group"),
                Arguments.of("wa:update-chat?CamelCardDisplayName=a", TO, null, "chatId: must be a group"),
                Arguments.of("wa:set-group-photo?fileName=a.png", TO, "picture", "chatId: must be a group"),
                Arguments.of(
                        "wa:update-chat?chatId=120363000000000001@g.us",
                        none,
                        null,
                        "CamelCardDisplayName: is missing"),
                Arguments.of(
                        "wa:update-chat?CamelCardDisplayName=A name that is much too long&chatId=120363000000000001@g.us",
                        none,
                        null,
                        "CamelCardDisplayName: must have 1 to 25"),
                Arguments.of("wa:create-chat", TO, null, "CamelCardDisplayName: is missing"),
                Arguments.of(
                        "wa:create-chat?CamelCardDisplayName=a",
                        Map.of("CamelCardRecipient", "120363000000000001@g.us"),
                        null,
                        "to: must be numbers of people"),
                Arguments.of(
                        "wa:add-participant?chatId=120363000000000001@g.us",
                        none,
                        null,
                        "CamelCardParticipant: is missing"),
                Arguments.of(
                        "wa:add-participant?chatId=120363000000000001@g.us",
                        Map.of("CamelCardParticipant", List.of()),
                        null,
                        "CamelCardParticipant: is missing"),
                Arguments.of("wa:join-chat", none, null, "CamelWaInviteLink: is missing"),
                Arguments.of("wa:reject-call", TO, null, "CamelWaCallId: is missing"),
                Arguments.of("wa:get-device", none, null, "deviceId: is missing"),
                Arguments.of("wa:get-device?deviceId=a b", none, null, "deviceId: has characters"),
                Arguments.of("wa:update-webhook?deviceId=twin", none, null, "webhookUrl: is missing"),
                Arguments.of("wa:login-code", none, null, "from: is missing"),
                Arguments.of("wa:set-name", none, null, "CamelCardDisplayName: is missing"),
                Arguments.of("wa:raw-request", none, null, "path: must start with a slash"),
                Arguments.of("wa:raw-request?path=app", none, null, "path: must start with a slash"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesInvalidInputAndNamesTheFieldBeforeSending(
            String uri, Map<String, Object> headers, Object body, String error) {
        world.send(uri, headers, body);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getKind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.getMessage()).contains(error);
        assertThat(world.twin.requests()).isEmpty();
    }

    @Test
    void acceptsAChatAndARecipientThatAreTheSamePerson() {
        Map<String, Object> both = Map.of("CamelCardRecipient", PHONE, "CamelCardChatId", WaWorld.JID);

        world.send("wa:send-text", both, "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal(PHONE)).hasSize(1);
    }

    @Test
    void preferChatIdSendsToTheChatWhenBothAreGiven() {
        Map<String, Object> both = Map.of("CamelCardRecipient", PHONE, "CamelCardChatId", "14155550101");

        world.send("wa:send-text?preferChatId=true", both, "Hello");

        assertThat(world.twin.journal("+14155550101")).hasSize(1);
    }

    @Test
    void sendsToAPersonWithAHiddenNumberByTheLid() {
        Exchange done = world.send("wa:send-text?to=123456789012345@lid", Map.of(), "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal("123456789012345@lid")).hasSize(1);
        assertThat(done.getMessage().getHeader(WaConstants.CHAT_ID)).isEqualTo("123456789012345@lid");
        assertThat(done.getMessage().getHeader(WaConstants.RECIPIENT)).isNull();
    }

    @Test
    void readsAPlusInAUriAsAPlus() {
        world.send("wa:send-text?to=+1 415 555 0100", Map.of(), "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(world.twin.journal(PHONE)).hasSize(1);
    }

    @Test
    void countsAnActionThatSucceededDespiteAnErrorAsSent() {
        world.twin.inject(Fault.errorAfterDelivery("INTERNAL_SERVER_ERROR")
                .message("WhatsApp action succeeded, but the local copy stays")
                .on("POST", "/revoke"));

        Exchange done = world.send("wa:revoke?CamelCardMessageId=3EB0AA", TO, null);

        assertThat(world.failed).isEmpty();
        assertThat(done.getMessage().getHeader(WaConstants.OUTCOME)).isEqualTo(Outcome.SENT);
    }

    @Test
    void failsWhenAllMembersAreRefusedAndReportsWhenSomeAre() {
        Exchange group = world.send("wa:create-chat?CamelCardDisplayName=Readers", TO, null);
        String chat = group.getMessage().getHeader(WaConstants.CHAT_ID, String.class);
        world.twin.wa().timelock("+14155550105");

        Exchange some =
                world.send("wa:add-participant?chatId=" + chat + "&CamelCardParticipant=+14155550104,+14155550105");
        assertThat(World.list(some))
                .extracting(each -> ((Group.Change) each).isRefused())
                .containsExactly(false, true);
        world.went.clear();

        world.send("wa:add-participant?chatId=" + chat + "&CamelCardParticipant=+14155550105");
        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.NOT_PERMITTED);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void checkNumberTellsWhetherANumberIsOnWhatsApp() {
        world.twin.wa().unregister("+14155550109");

        assertThat(world.send("wa:check-number", TO, null).getMessage().getHeader(WaConstants.AVAILABLE))
                .isEqualTo(true);
        assertThat(world.send("wa:check-number?to=+14155550109").getMessage().getHeader(WaConstants.AVAILABLE))
                .isEqualTo(false);
        world.went.clear();
        world.send("wa:send-text?to=+14155550109", Map.of(), "Hello");

        ProviderException failure = world.onlyFailure();
        assertThat(failure).isInstanceOf(NotOnWhatsAppException.class);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(world.twin.requests()).hasSize(3);
    }

    @Test
    void sendsOptionalFieldsOnlyWhenTheyAreSet() {
        world.send("wa:send-text", TO, "Hello");
        String id = world.twin.journal(PHONE).get(0).messageId();
        world.send("wa:forward?CamelCardMessageId=" + id, TO, null);
        world.send("wa:get-avatar?preview=true&community=true", TO, null);
        world.send("wa:get-avatar", TO, null);
        List<ReceivedRequest> requests = world.twin.requests();
        assertThat(requests.get(1).text()).isEqualTo("{\"phone\":\"14155550100@s.whatsapp.net\"}");
        assertThat(requests.get(2).path()).contains("is_preview=true", "is_community=true");
        assertThat(requests.get(3).path()).doesNotContain("is_preview", "is_community");
    }
}
