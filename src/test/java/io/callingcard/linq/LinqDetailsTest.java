// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.callingcard.linq.model.Attachment;
import io.callingcard.linq.model.Chat;
import io.callingcard.linq.model.Handle;
import io.callingcard.linq.model.Line;
import io.callingcard.linq.model.Line.CardShared;
import io.callingcard.linq.model.Message;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Cases that the tables of operations do not cover. */
class LinqDetailsTest {

    private LinqWorld world;

    @BeforeEach
    void start() {
        world = new LinqWorld();
        world.refurnish();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private List<ReceivedRequest> sent(String uri, Map<String, ?> headers, Object body) {
        return world.requestsDuring(() -> world.send(uri, headers, body));
    }

    @Test
    void acceptsOnePartOrAListAsMapsAndTrees() {
        String chat = "linq:send-text?chatId={chat}";
        ObjectNode one = Json.object().put("type", "text").put("value", "One");
        world.send(chat, Map.of(), one);
        world.send(chat, Map.of(), Map.of("type", "link", "value", "https://example.com"));
        world.send(chat, Map.of(), List.of(one, Map.of("type", "media", "attachment_id", world.name("{attachment}"))));
        assertThat(world.failed).isEmpty();

        world.send(chat, Map.of(), Map.of("type", "imessage_app"));
        assertThat(world.onlyFailureAfterSuccess().getCode()).isEqualTo("1008");
    }

    @Test
    void refusesALinkThatIsTooLongOrMissing() {
        world.send("linq:send-link?chatId={chat}", Map.of(), "https://example.com/" + "x".repeat(2048));
        assertThat(world.onlyFailure().getMessage()).contains("body: must be an http");
        world.failed.clear();
        world.send("linq:send-text?chatId={chat}", Map.of(), Map.of("type", "link"));
        assertThat(world.onlyFailure().getMessage()).contains("body[0].value");
    }

    @Test
    void sendsAReplyAndAScreenEffect() {
        ReceivedRequest request = sent(
                        "linq:send-text?chatId={chat}",
                        Map.of(LinqConstants.REPLY_TO, world.name("{message}"), LinqConstants.EFFECT, "confetti"),
                        "Yes")
                .get(0);

        assertThat(request.text())
                .contains("\"reply_to\":{\"message_id\":\"" + world.name("{message}") + "\"}")
                .contains("\"effect\":{\"type\":\"screen\",\"name\":\"confetti\"}");
    }

    @Test
    void updatesOnlyTheGivenFieldsOfAGroup() {
        assertThat(sent("linq:update-chat?chatId={group}&CamelCardDisplayName=Readers", Map.of(), null)
                        .get(0)
                        .text())
                .isEqualTo("{\"display_name\":\"Readers\"}");
        assertThat(sent(
                                "linq:update-chat?chatId={group}&CamelCardGroupChatIcon=https://e.example/i.png",
                                Map.of(),
                                null)
                        .get(0)
                        .text())
                .isEqualTo("{\"group_chat_icon\":\"https://e.example/i.png\"}");
    }

    @Test
    void anEditAndAReactionNeedNoPart() {
        assertThat(sent("linq:edit?CamelCardMessageId={message}", Map.of(), "New")
                        .get(0)
                        .text())
                .isEqualTo("{\"text\":\"New\"}");
        assertThat(sent("linq:react?CamelCardMessageId={message}", Map.of(), "Love")
                        .get(0)
                        .text())
                .isEqualTo("{\"operation\":\"add\",\"type\":\"love\"}");
    }

    @Test
    void rawRequestSendsABodyOnlyWithPost() {
        assertThat(sent("linq:raw-request?path=/chats/{chat}", Map.of(), "ignored")
                        .get(0))
                .satisfies(
                        request -> assertThat(request.method() + request.size()).isEqualTo("GET0"));
        assertThat(sent(
                                "linq:raw-request?method=POST&path=/blocked_handles",
                                Map.of(),
                                Map.of("handle", "+14155550111"))
                        .get(0)
                        .text())
                .isEqualTo("{\"handle\":\"+14155550111\"}");
        assertThat(world.failed).isEmpty();
    }

    @Test
    void findsALineForSeveralPeople() {
        ReceivedRequest request = sent(
                        "linq:get-available-line?excludeFrom=+12025550145",
                        Map.of("CamelCardRecipient", "+14155550100, ann@example.com"),
                        null)
                .get(0);

        assertThat(request.path()).endsWith("?to=%2B14155550100&to=ann%40example.com&exclude_from=%2B12025550145");
        assertThat(world.went.get(0).getMessage().getHeader(LinqConstants.VCF_URL))
                .asString()
                .contains("/vcf/");
    }

    @Test
    void reportsAMissingCapability() {
        world.twin.linq().service("+14155550177", "SMS");

        Exchange no = world.send("linq:check-capability?service=RCS&to=+14155550177");

        assertThat(no.getMessage().getHeader(LinqConstants.AVAILABLE)).isEqualTo(false);
        assertThat(no.getMessage().getBody(Handle.Capability.class).reason()).isEqualTo("not_supported");
        assertThat(no.getMessage().getHeader(LinqConstants.SERVICE)).isNull();
    }

    @Test
    void aVoiceMemoIsSentEvenWithAShortAnswer() {
        Exchange done = world.send(
                "linq:send-voice?chatId={chat}", Map.of(LinqConstants.ATTACHMENT_ID, world.name("{attachment}")), null);

        assertThat(done.getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(done.getMessage().getBody(Chat.Voice.class))
                .hasToString("Voice[" + done.getMessage().getHeader(LinqConstants.MESSAGE_ID) + ", queued]");
    }

    @Test
    void makesNoCallForConditionsThatAreOff() {
        List<ReceivedRequest> requests = world.requestsDuring(() -> {
            world.forget();
            world.send("linq:share-card?chatId={chat}&requireIMessage=false&checkCard=false&requireOutbound=false");
        });
        assertThat(requests).hasSize(1);
    }

    @Test
    void endsAtARepeatedCursor() throws Exception {
        String page = "{\"messages\":[{\"id\":\"m\",\"is_from_me\":false}],\"next_cursor\":\"again\"}";
        try (RawServer circle = RawServer.answering(request -> RawServer.Answer.ok(page))) {
            Exchange done = world.send(
                    "linq:share-card?requireIMessage=false&checkCard=false&chatId=c&baseUrl=" + circle.url());

            assertThat(done.getMessage().getHeader(LinqConstants.SHARE_REFUSAL))
                    .isEqualTo(CardShared.Refusal.NOTHING_SENT_YET);
            assertThat(circle.requests()).hasSize(2);
        }
    }

    @Test
    void anAnswerOfUnknownShapeIsInDoubt() {
        for (String answer : List.of("{}", "[]", "{\"message\":7}", "{\"message\":")) {
            world.failed.clear();
            world.went.clear();
            try (RawServer odd = RawServer.answering(request -> RawServer.Answer.ok(answer))) {
                world.send("linq:send-text?maxRetries=0&chatId=c&baseUrl=" + odd.url(), Map.of(), "Hello");

                assertThat(world.onlyFailure().getOutcome()).as(answer).isEqualTo(Outcome.IN_DOUBT);
            }
        }
    }

    @Test
    void readsAMessageBesideItsChat() {
        String answer = "{\"chat\":{\"id\":\"chat-1\",\"handles\":[{\"handle\":\"+12025550143\",\"is_me\":true}]},"
                + "\"message\":{\"id\":\"message-1\"}}";
        try (RawServer older = RawServer.answering(request -> RawServer.Answer.ok(answer))) {
            Exchange done = world.send("linq:send-text?chatId=chat-1&baseUrl=" + older.url(), Map.of(), "Hello");

            assertThat(done.getMessage().getHeaders())
                    .containsEntry(LinqConstants.CHAT_ID, "chat-1")
                    .containsEntry(LinqConstants.MESSAGE_ID, "message-1")
                    .containsEntry(LinqConstants.FROM, "+12025550143");
        }
    }

    @Test
    void recordsPrintNoPersonalData() {
        Chat bare = new Chat("c", null, null, null, null, null, null, null, null, null);
        assertThat(bare.line()).isNull();
        assertThat(bare.health()).isNull();
        assertThat(new Line("l", "+12025550143", null, null).standing()).isNull();
        for (Record each : List.of(
                bare,
                new Handle("h", "+14155550100", "iMessage", "active", false, null, null),
                new Message.Part("text", "secret words", null, null, null, null, null, null, null),
                new Attachment("a", "secret.png", null, null, null, null, null),
                new Handle.Blocked("+14155550100", "secret"),
                new Line.Offer("+14155550100", "https://secret"),
                new Chat.Sent(bare, null, null, null, null, null, null))) {
            assertThat(each.toString()).doesNotContain("secret", "4155550100");
        }
        assertThat(new Chat.Sent(null, "c", null, "SMS", null, null, null).serviceOfMessage())
                .isEqualTo("SMS");
    }
}
