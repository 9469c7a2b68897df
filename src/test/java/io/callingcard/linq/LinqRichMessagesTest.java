// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.callingcard.linq.model.Message;
import io.callingcard.provider.error.NotPermittedException;
import io.callingcard.provider.fixture.RawServer;
import io.callingcard.provider.wire.Json;
import io.callingcard.twin.JournalEntry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Stickers, mentions, payments, and accounts that keep nothing. */
class LinqRichMessagesTest {

    private LinqWorld world;

    @BeforeEach
    void open() {
        world = new LinqWorld();
        world.refurnish();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Exchange sticker(Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put("CamelCardMessageId", world.name("{message}"));
        return world.send("linq:react?reaction=sticker", all, null);
    }

    @Test
    void putsAnEmojiOrAnImageOntoAMessage() {
        sticker(Map.of("CamelLinqCustomEmoji", "X", "CamelLinqStickerPlacement", "{\"x\":-1,\"rotation\":20}"));
        sticker(Map.of("CamelCardMediaUrl", "https://cdn.linqapp.com/a.png"));

        assertThat(world.failed).isEmpty();
        List<JournalEntry> journal = world.twin.journal("+14155550100");
        assertThat(journal.get(journal.size() - 2).content().toString())
                .isEqualTo("{\"operation\":\"add\",\"type\":\"sticker\",\"emoji\":\"X\",\"placement\":{\"x\":-1,"
                        + "\"rotation\":20}}");
        assertThat(journal.get(journal.size() - 1).content().toString())
                .isEqualTo("{\"operation\":\"add\",\"type\":\"sticker\",\"url\":\"https://cdn.linqapp.com/a.png\"}");
    }

    @Test
    void aStickerNeedsExactlyOneImage() {
        sticker(Map.of());
        assertThat(refusal()).contains("CamelLinqCustomEmoji");
        sticker(Map.of("CamelLinqCustomEmoji", "X", "CamelCardAttachmentId", "a"));
        assertThat(refusal()).contains("needs one of");
        sticker(Map.of("CamelLinqCustomEmoji", "X", "CamelLinqStickerPlacement", "left"));
        assertThat(refusal()).contains("CamelLinqStickerPlacement");
    }

    private String refusal() {
        String message = world.onlyFailure().getMessage();
        world.failed.clear();
        return message;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"text\",\"value\":\"Hey Mina\",\"mention_range\":[4,8]} | body[0].mention",
                "{\"type\":\"text\",\"value\":\"A cup\",\"inline_stickers\":[{\"range\":[2,5]}]} | body[0].inline_stickers",
            })
    void refusesHalfAMentionAndHalfASticker(String part, String field) {
        world.send(
                "linq:send-text?chatId=" + world.name("{group}"),
                Map.of(),
                Json.read(("[" + part + "]").getBytes(UTF_8)).orElseThrow());

        assertThat(refusal()).contains(field);
    }

    @Test
    void paymentsAreRawRequests() {
        world.send(
                "linq:raw-request?method=POST&path=/payment_requests",
                Map.of(),
                "{\"amount\":500,\"currency\":\"usd\"}");

        assertThat(world.onlyFailureAfterSuccess()).isInstanceOf(NotPermittedException.class);
        assertThat(world.twin.requests().get(world.twin.requests().size() - 1).text())
                .isEqualTo("{\"amount\":500,\"currency\":\"usd\"}");
    }

    @Test
    void readsMessagesWhoseContentTheProviderDoesNotKeep() {
        String answer = "{\"messages\":[{\"id\":\"m1\",\"chat_id\":\"c1\",\"parts\":[],\"is_from_me\":true,"
                + "\"zero_retention\":true,\"created_at\":\"2026-11-20T09:05:00Z\"},{\"id\":\"m2\",\"parts\":null,"
                + "\"zero_retention\":true}],\"next_cursor\":null}";
        try (RawServer server = RawServer.answering(request -> RawServer.Answer.ok(answer))) {
            Exchange done = world.send("linq:list-messages?chatId=c1&baseUrl=" + server.url());

            List<?> messages = done.getMessage().getBody(List.class);
            assertThat(((Message) messages.get(0)).zeroRetention()).isTrue();
            assertThat(((Message) messages.get(0)).text()).isNullOrEmpty();
            assertThat(((Message) messages.get(1)).text()).isNullOrEmpty();
        }
    }
}
