// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Reports the standing of chats and lines as headers, and refuses bad standing by option. */
class LinqStandingTest {

    private static final String PHONE = "+14155550100";
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", PHONE);

    private LinqWorld world;
    private String chat;

    @BeforeEach
    void start() {
        world = new LinqWorld();
        world.forget();
        chat = world.send("linq:send-text?from=" + LinqWorld.LINE, TO, "Hello")
                .getMessage()
                .getHeader(LinqConstants.CHAT_ID, String.class);
        world.went.clear();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void assertRefused(String words) {
        ProviderException failure = world.onlyFailure();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.NOT_PERMITTED);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getMessage()).contains(words);
        assertThat(world.twin.journal(PHONE)).hasSize(1);
    }

    @Test
    void setsHeadersForTheStandingOfAChatAndALine() {
        world.twin.linq().health(chat, "AT_RISK");
        world.twin.linq().reputation(LinqWorld.LINE, "CRITICAL");

        assertThat(world.send("linq:get-chat?chatId=" + chat).getMessage().getHeader(LinqConstants.CHAT_HEALTH))
                .isEqualTo("AT_RISK");
        assertThat(world.send("linq:list-lines").getMessage().getHeader(LinqConstants.LINE_REPUTATION))
                .isEqualTo("CRITICAL");
        world.twin.linq().addLine(LinqWorld.NEW_LINE);
        assertThat(world.send("linq:list-lines").getMessage().getHeader(LinqConstants.LINE_REPUTATION))
                .isNull();
        assertThat(world.send("linq:list-lines?from=" + LinqWorld.NEW_LINE)
                        .getMessage()
                        .getHeader(LinqConstants.LINE_REPUTATION))
                .isEqualTo("HEALTHY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT_RISK", "OPTED_OUT"})
    void refusesAChatByItsHealth(String health) {
        world.twin.linq().health(chat, health);
        world.forget();

        world.send("linq:send-text?refuseHealth=OPTED_OUT, AT_RISK&chatId=" + chat, Map.of(), "Hello");
        assertRefused("the chat's standing is " + health + ", which refuseHealth refuses");
        world.failed.clear();

        world.send("linq:send-contact?refuseHealth=OPTED_OUT,AT_RISK", TO, Map.of("full_name", "A"));
        assertRefused("refuseHealth");
    }

    @Test
    void sendsToAHealthyChat() {
        world.send("linq:send-text?refuseHealth=CRITICAL&refuseReputation=CRITICAL&chatId=" + chat, Map.of(), "Hello");
        world.send(
                "linq:send-text?refuseHealth=CRITICAL&refuseReputation=CRITICAL",
                Map.of("CamelCardRecipient", "+14155550199"),
                "Hi");

        assertThat(world.failed).isEmpty();
        assertThat(world.went).hasSize(2);
    }

    @Test
    void refusesALineByItsReputation() {
        world.twin.linq().reputation(LinqWorld.LINE, "CRITICAL");

        world.send("linq:send-text?refuseReputation=CRITICAL&chatId=" + chat, Map.of(), "Hello");
        assertRefused("the line's standing is CRITICAL, which refuseReputation refuses");
        world.failed.clear();

        List<ReceivedRequest> requests = world.requestsDuring(
                () -> world.send("linq:send-text?refuseReputation=CRITICAL&from=" + LinqWorld.LINE, TO, "Hello"));
        assertRefused("refuseReputation");
        assertThat(requests).noneMatch(request -> request.path().endsWith("/phone_numbers"));
    }

    @Test
    void readsTheStandingAgainWhenItIsNoLongerFresh() {
        world.send("linq:send-text?refuseHealth=CRITICAL&chatId=" + chat, Map.of(), "Hello");
        world.twin.linq().health(chat, "CRITICAL");

        world.send("linq:send-text?refuseHealth=CRITICAL&knownFor=-1&chatId=" + chat, Map.of(), "Hello");

        assertThat(world.failed).hasSize(1);
    }
}
