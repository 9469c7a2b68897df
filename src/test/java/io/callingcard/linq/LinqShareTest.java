// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.linq.model.Line.CardShared;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.fixture.MovableClock;
import io.callingcard.twin.Fault;
import io.callingcard.twin.ReceivedRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Shares the line's card only where the phone shows it, and once a day. */
class LinqShareTest {

    private static final String PHONE = "+14155550100";

    private LinqWorld world;
    private MovableClock clock;

    @BeforeEach
    void start() {
        world = new LinqWorld();
        clock = new MovableClock();
        world.forget();
        world.configuration().setClock(clock);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void card() {
        world.send("linq:create-card?firstName=Harbour&from=" + LinqWorld.LINE);
    }

    private String chat() {
        return world.send("linq:send-text?from=" + LinqWorld.LINE, Map.of("CamelCardRecipient", PHONE), "Hello")
                .getMessage()
                .getHeader(LinqConstants.CHAT_ID, String.class);
    }

    private long prompts() {
        return world.twin.journal(PHONE).stream()
                .filter(entry -> entry.kind().equals("share"))
                .count();
    }

    private static void assertRefused(Exchange done, CardShared.Refusal refusal) {
        assertThat(done.getMessage().getBody(CardShared.class).refusal()).isEqualTo(refusal);
        assertThat(done.getMessage().getBody(CardShared.class).status()).isEqualTo("not_shared");
        assertThat(done.getMessage().getHeader(LinqConstants.SHARE_REFUSAL)).isEqualTo(refusal);
        assertThat(done.getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.NOT_SENT);
        assertThat(done.getProperty(LinqConstants.OUTCOME)).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void sharesWithoutFurtherCallsWhenEarlierAnswersToldEnough() {
        card();
        String chat = chat();

        Exchange[] done = new Exchange[1];
        List<ReceivedRequest> requests =
                world.requestsDuring(() -> done[0] = world.send("linq:share-card?chatId=" + chat));

        assertThat(requests).singleElement().satisfies(share -> {
            assertThat(share.path()).endsWith("/share_contact_card");
            assertThat(share.size()).isZero();
            assertThat(share.header("content-type")).isNull();
        });
        assertThat(prompts()).isEqualTo(1);
        assertThat(done[0].getMessage().getBody(CardShared.class)).isEqualTo(CardShared.shared(chat));
        assertThat(done[0].getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(done[0].getMessage().getHeader(LinqConstants.SHARE_REFUSAL)).isNull();
    }

    @Test
    void checksAllConditionsFirstWhenNothingIsKnown() {
        card();
        String chat = chat();
        world.forget();

        List<ReceivedRequest> requests = world.requestsDuring(() -> world.send("linq:share-card?chatId=" + chat));

        assertThat(requests).extracting(ReceivedRequest::method).containsExactly("GET", "GET", "GET", "POST");
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void findsTheChatOfANumber() {
        card();
        chat();

        Exchange done = world.send("linq:share-card?from=" + LinqWorld.LINE, Map.of("CamelCardRecipient", PHONE), null);

        assertThat(done.getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void refusesANumberThatNothingWasSentTo() {
        card();
        assertRefused(
                world.send("linq:share-card", Map.of("CamelCardRecipient", PHONE), null),
                CardShared.Refusal.NOTHING_SENT_YET);
        assertThat(prompts()).isZero();
    }

    @Test
    void refusesAChatWithReceivedMessagesOnly() {
        card();
        String chat = world.twin.linq().receive(LinqWorld.LINE, PHONE, "Hi");

        assertRefused(world.send("linq:share-card?chatId=" + chat), CardShared.Refusal.NOTHING_SENT_YET);

        world.send("linq:send-text?chatId=" + chat, Map.of(), "Hello");
        world.send("linq:share-card?chatId=" + chat);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void findsASentMessageFarBackInTheHistory() {
        card();
        String chat = chat();
        for (int i = 0; i < 3; i++) {
            world.twin.linq().receiveIn(chat, "Hm");
        }
        world.forget();

        world.send("linq:share-card?chatId=" + chat);

        assertThat(prompts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMS", "RCS"})
    void refusesAChatWithoutIMessageUnlessTheOptionIsOff(String service) {
        card();
        world.twin.linq().service(PHONE, service);
        String chat = chat();

        List<ReceivedRequest> requests = world.requestsDuring(
                () -> assertRefused(world.send("linq:share-card?chatId=" + chat), CardShared.Refusal.NOT_IMESSAGE));
        assertThat(requests).isEmpty();

        world.send("linq:share-card?requireIMessage=false&chatId=" + chat);
        assertThat(world.went.get(world.went.size() - 1).getMessage().getHeader(LinqConstants.OUTCOME))
                .isEqualTo(Outcome.SENT);
        assertThat(prompts()).isZero();
    }

    /** A write that did not reach the line leaves the card inactive, whatever was known before. */
    @Test
    void looksAtTheCardAgainAfterAWriteThatFailed() {
        card();
        String chat = chat();
        world.send("linq:get-card?from=" + LinqWorld.LINE);
        world.twin.linq().pauseCardWrites(Duration.ofMinutes(10));
        world.send("linq:update-card?firstName=B", Map.of("CamelCardFrom", LinqWorld.LINE), null);
        assertThat(world.onlyFailureAfterSuccess().getCode()).isEqualTo("4004");
        world.failed.clear();

        assertRefused(world.send("linq:share-card?chatId=" + chat), CardShared.Refusal.NO_ACTIVE_CARD);
    }

    @Test
    void sharesOnlyOnceTheCardIsActive() {
        String chat = chat();
        assertRefused(world.send("linq:share-card?chatId=" + chat), CardShared.Refusal.NO_ACTIVE_CARD);

        world.twin.linq().activateCardsAfter(Duration.ofMinutes(2));
        card();
        assertRefused(world.send("linq:share-card?chatId=" + chat), CardShared.Refusal.NO_ACTIVE_CARD);

        world.twin.clockOffset(Duration.ofMinutes(2));
        world.send("linq:get-card?from=" + LinqWorld.LINE);
        world.send("linq:share-card?chatId=" + chat);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void aRefusalByTheProviderIsANoContactCardException() {
        String chat = chat();

        world.send("linq:share-card?checkCard=false&chatId=" + chat);

        assertThat(world.onlyFailureAfterSuccess()).isInstanceOf(NoContactCardException.class);
        assertThat(world.failed.get(0).getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void asksAgainAfterTheProviderContradictsWhatIsKnown() {
        card();
        String chat = chat();
        world.twin.inject(Fault.error(2012));
        world.send("linq:share-card?chatId=" + chat);
        assertThat(world.onlyFailureAfterSuccess()).isInstanceOf(NoContactCardException.class);

        List<ReceivedRequest> requests = world.requestsDuring(() -> world.send("linq:share-card?chatId=" + chat));

        assertThat(requests).extracting(ReceivedRequest::method).containsExactly("GET", "POST");
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void sharesAgainOnlyAfterADay() {
        card();
        String chat = chat();
        world.send("linq:share-card?chatId=" + chat);

        clock.advance(Duration.ofHours(23));
        List<ReceivedRequest> none = world.requestsDuring(
                () -> assertRefused(world.send("linq:share-card?chatId=" + chat), CardShared.Refusal.SHARED_RECENTLY));
        assertThat(none).isEmpty();

        clock.advance(Duration.ofHours(2));
        world.twin.clockOffset(Duration.ofHours(25));
        world.send("linq:share-card?chatId=" + chat);
        assertThat(prompts()).isEqualTo(2);
    }

    @Test
    void sharesAgainAfterAFailedShare() {
        card();
        String chat = chat();
        world.twin.inject(Fault.error(2013));
        world.send("linq:share-card?chatId=" + chat);
        assertThat(world.failed).hasSize(1);

        world.send("linq:share-card?chatId=" + chat);

        assertThat(world.failed).hasSize(1);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void retriesAfterALostAnswerAndThePhoneShowsItOnce() {
        card();
        String chat = chat();
        world.twin.inject(
                Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "share").times(2));

        Exchange done = world.send("linq:share-card?chatId=" + chat);

        assertThat(world.failed).isEmpty();
        assertThat(done.getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void anIntervalOfZeroLeavesTheLimitToTheProvider() {
        card();
        String chat = chat();
        world.send("linq:share-card?shareInterval=0&chatId=" + chat);
        List<ReceivedRequest> again =
                world.requestsDuring(() -> world.send("linq:share-card?shareInterval=0&chatId=" + chat));

        assertThat(again).hasSize(1);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void failsOnAnUnmetConditionWithTheOption() {
        String chat = chat();

        world.send("linq:share-card?failOnUnmet=true&chatId=" + chat);

        ProviderException failure = world.onlyFailureAfterSuccess();
        assertThat(failure).isInstanceOf(ShareRefusedException.class);
        assertThat(((ShareRefusedException) failure).getRefusal()).isEqualTo(CardShared.Refusal.NO_ACTIVE_CARD);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getMessage()).contains("no active contact card");
    }

    @Test
    void aRepositoryKeepsOnlySharesThatWereMade() {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        repository.start();
        world.camel.getRegistry().bind("shares", repository);
        String chat = chat();
        String share = "linq:share-card?shareRepository=#shares&chatId=" + chat;

        assertRefused(world.send(share), CardShared.Refusal.NO_ACTIVE_CARD);
        assertThat(repository.getCacheSize()).isZero();
        card();
        world.send(share);
        assertThat(repository.contains("linq:share-card:" + chat)).isTrue();
        assertRefused(world.send(share), CardShared.Refusal.SHARED_RECENTLY);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void aRepositoryFailureAfterTheShareDoesNotFailTheShare() {
        MemoryIdempotentRepository broken = new MemoryIdempotentRepository() {
            @Override
            public boolean confirm(String key) {
                throw new IllegalStateException("the database is gone");
            }
        };
        broken.start();
        world.camel.getRegistry().bind("broken", broken);
        card();
        String chat = chat();

        Exchange done = world.send("linq:share-card?shareRepository=#broken&chatId=" + chat);

        assertThat(done.getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.SENT);
        assertThat(prompts()).isEqualTo(1);
    }

    @Test
    void sharesNothingWhenTheRepositoryIsNotAvailable() {
        MemoryIdempotentRepository broken = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                throw new IllegalStateException("the database is gone");
            }
        };
        broken.start();
        world.camel.getRegistry().bind("broken", broken);
        card();
        String chat = chat();

        world.send("linq:share-card?shareRepository=#broken&chatId=" + chat);

        ProviderException failure = world.onlyFailureAfterSuccess();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("shareRepository").hasMessageNotContaining("database");
        assertThat(prompts()).isZero();
    }
}
