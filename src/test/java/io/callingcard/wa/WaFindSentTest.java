// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.twin.Fault;
import io.callingcard.twin.JournalEntry;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages whose answer was lost are looked up in the gateway's history. */
class WaFindSentTest {

    private static final String PHONE = WaWorld.PHONE;
    private static final Map<String, Object> TO = Map.of("CamelCardRecipient", PHONE);
    private static final String CHECKING = "checkHistory=true&historyDelay=50&maxRetries=0&requestTimeout=500";
    private static final Map<String, Object> CONTACT = Map.of(
            "full_name", "Mira Okafor", "phones", List.of(Map.of("value", "+1 202 555 0143", "label", "mobile")));

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

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"RESET_AFTER_DELIVERY", "NO_ANSWER", "CUT_ANSWER", "STALL_AFTER_HEAD", "FOREIGN_PAGE"})
    void aHistoryRowProvesThatATextWasSent(Fault.Kind kind) {
        world.twin.inject(Fault.of(kind).on("POST", "/send"));

        Exchange done = world.send("wa:send-text?" + CHECKING, TO, "Hello");

        assertThat(world.failed).isEmpty();
        JournalEntry entry = world.twin.journal(PHONE).get(0);
        assertThat(done.getMessage().getHeader(WaConstants.MESSAGE_ID)).isEqualTo(entry.messageId());
        assertThat(done.getMessage().getHeader(WaConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(done.getMessage().getHeader(WaConstants.CHAT_ID)).isEqualTo(WaWorld.JID);
    }

    @Test
    void aHistoryRowProvesThatACardWasSent() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send"));

        Exchange done = world.send("wa:send-contact?" + CHECKING, TO, CONTACT);

        assertThat(world.failed).isEmpty();
        assertThat(done.getMessage().getHeader(WaConstants.OUTCOME)).isEqualTo(Outcome.SENT);
    }

    @Test
    void staysInDoubtWhenTheGatewayTimedOutAndWroteNoRow() {
        world.twin.inject(Fault.errorAfterDelivery("GATEWAY_TIMEOUT").on("POST", "/send"));

        world.send("wa:send-text?" + CHECKING, TO, "Hello");

        ProviderException failure = world.onlyFailure();
        assertThat(failure).isInstanceOf(InDoubtException.class);
        assertThat(failure.getCode()).isEqualTo("GATEWAY_TIMEOUT");
        assertThat(world.twin.journal(PHONE)).hasSize(1);
        assertThat(world.twin.requests()).hasSize(2);
    }

    @Test
    void staysInDoubtWhenTheRowAppearsTooLate() {
        world.twin.wa().historyDelay(Duration.ofMinutes(1));
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send"));

        world.send("wa:send-text?" + CHECKING, TO, "Hello");

        assertThat(world.onlyFailure()).isInstanceOf(InDoubtException.class);
    }

    @Test
    void staysInDoubtWhenTheHistoryCannotBeRead() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send"));
        world.twin.inject(Fault.error("INTERNAL_SERVER_ERROR").on("GET", "/chat"));

        world.send("wa:send-text?" + CHECKING, TO, "Hello");

        assertThat(world.onlyFailure()).isInstanceOf(InDoubtException.class);
    }

    @Test
    void ignoresTheRowOfAnEarlierMessageWithTheSameText() {
        world.send("wa:send-text", TO, "Hello");
        world.went.clear();
        world.twin.inject(Fault.errorAfterDelivery("GATEWAY_TIMEOUT").on("POST", "/send"));

        world.send("wa:send-text?" + CHECKING, TO, "Hello");

        assertThat(world.onlyFailure()).isInstanceOf(InDoubtException.class);
    }

    @Test
    void oneRowProvesOneMessageOnly() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send"));
        world.send("wa:send-text?" + CHECKING, TO, "Hello");
        assertThat(world.failed).isEmpty();
        world.went.clear();
        world.twin.inject(Fault.errorAfterDelivery("GATEWAY_TIMEOUT").on("POST", "/send"));

        world.send("wa:send-text?" + CHECKING, TO, "Hello");

        assertThat(world.onlyFailure()).isInstanceOf(InDoubtException.class);
    }

    @Test
    void doesNotSearchTheHistoryWhenTheGatewayRefused() {
        world.twin.inject(Fault.error("VALIDATION_ERROR").on("POST", "/send"));

        world.send("wa:send-text?" + CHECKING, TO, "Hello");

        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(world.twin.requests()).hasSize(1);
    }

    @Test
    void doesNotSearchTheHistoryUnlessConfigured() {
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "/send"));

        world.send("wa:send-text?maxRetries=0", TO, "Hello");

        assertThat(world.onlyFailure()).isInstanceOf(InDoubtException.class);
        assertThat(world.twin.requests()).hasSize(1);
    }

    @Test
    void findSentFindsTextsAndCards() {
        String before = Instant.now().minusSeconds(1).toString();
        world.send("wa:send-text", TO, "Hello");
        world.send("wa:send-contact", TO, CONTACT);
        String findSent = "wa:find-sent?CamelWaSince=" + before;

        Exchange text = world.send(findSent, TO, "Hello");
        Exchange card = world.send(findSent, TO, CONTACT);
        Exchange cardText =
                world.send(findSent, TO, "BEGIN:VCARD\nVERSION:3.0\nFN:Mira Okafor\nTEL:+12025550143\nEND:VCARD");
        Exchange none = world.send(findSent, TO, "Bye");
        Exchange later = world.send(
                "wa:find-sent?historyMargin=0&CamelWaSince=" + Instant.now().plusSeconds(60), TO, "Hello");

        assertThat(world.failed).isEmpty();
        assertThat(text.getMessage().getHeader(WaConstants.FOUND)).isEqualTo(true);
        assertThat(text.getMessage().getHeader(WaConstants.MESSAGE_ID))
                .isEqualTo(world.twin.journal(PHONE).get(0).messageId());
        assertThat(card.getMessage().getHeader(WaConstants.FOUND)).isEqualTo(true);
        assertThat(cardText.getMessage().getHeader(WaConstants.FOUND)).isEqualTo(true);
        assertThat(none.getMessage().getHeader(WaConstants.FOUND)).isEqualTo(false);
        assertThat(none.getMessage().getBody()).isEqualTo("Bye");
        assertThat(later.getMessage().getHeader(WaConstants.FOUND)).isEqualTo(false);
    }
}
