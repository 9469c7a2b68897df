// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.callingcard.card.PhoneMask;
import io.callingcard.card.VCards;
import io.callingcard.linq.model.Line;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.ProviderException.ErrorKind;
import io.callingcard.provider.fixture.World;
import io.callingcard.twin.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** Creates, updates and ensures the card of a line, and settles lost answers. */
class LinqCardsTest {

    private static final Map<String, Object> LINE = Map.of("CamelCardFrom", LinqWorld.LINE);

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

    private List<String> writes(Runnable operation) {
        return world.requestsDuring(operation).stream()
                .filter(request -> !request.method().equals("GET"))
                .map(request -> request.method() + " " + request.text())
                .toList();
    }

    private Line.Card card(Exchange done) {
        assertThat(world.failed).isEmpty();
        return done.getMessage().getBody(Line.Card.class);
    }

    @Test
    void createsACardFromAContactCard() {
        Line.Card made = card(world.send(
                "linq:create-card",
                LINE,
                VCards.read("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Desk;Harbour;;;\r\nFN:Harbour Desk\r\n"
                        + "PHOTO;VALUE=uri:https://img.example.com/desk.png\r\nEND:VCARD\r\n")));

        assertThat(made.firstName()).isEqualTo("Harbour");
        assertThat(made.lastName()).isEqualTo("Desk");
        assertThat(made.imageUrl()).startsWith("https://cdn.example.com/");
        assertThat(made.active()).isTrue();
        assertThat(made).hasToString("Card[" + PhoneMask.mask(LinqWorld.LINE) + ", active]");
    }

    @Test
    void theBodyTakesPrecedenceOverHeaderAndOption() {
        Line.Card made = card(world.send(
                "linq:create-card?firstName=Option&lastName=Option",
                Map.of("CamelCardFrom", LinqWorld.LINE, LinqConstants.LAST_NAME, "Header"),
                "{\"first_name\":\"Body\"}"));

        assertThat(made.firstName()).isEqualTo("Body");
        assertThat(made.lastName()).isEqualTo("Header");
    }

    @Test
    void anExistingAndAMissingCardHaveTheirOwnExceptions() {
        world.send("linq:update-card?firstName=A", LINE, null);
        assertThat(world.onlyFailure()).isInstanceOf(NoContactCardException.class);
        world.failed.clear();

        world.send("linq:create-card?firstName=A", LINE, null);
        world.send("linq:create-card?firstName=B", LINE, null);
        assertThat(world.onlyFailureAfterSuccess()).isInstanceOf(ContactCardExistsException.class);
        assertThat(world.failed.get(0).getCode()).isEqualTo("2014");
        assertThat(world.failed.get(0).getDocUrl()).contains("2014");
    }

    @Test
    void ensureCardWritesOnlyWhatDiffers() {
        String ensure = "linq:ensure-card?firstName=Harbour&imageUrl=https://img.example.com/a.png";
        assertThat(writes(() -> card(world.send(ensure, LINE, null)))).hasSize(1);
        assertThat(writes(() -> card(world.send(ensure, LINE, null)))).isEmpty();
        assertThat(writes(() -> card(world.send(ensure + "&lastName=Desk", LINE, null))))
                .containsExactly("PATCH {\"last_name\":\"Desk\"}");
        assertThat(writes(() -> card(world.send("linq:ensure-card", LINE, null))))
                .isEmpty();
    }

    @Test
    void ensureCardSetsThePhotoAgainWhenItsSourceIsUnknown() {
        String ensure = "linq:ensure-card?firstName=Harbour&imageUrl=https://img.example.com/a.png";
        world.send(ensure, LINE, null);
        world.forget();

        assertThat(writes(() -> card(world.send(ensure, LINE, null))))
                .containsExactly("PATCH {\"image_url\":\"https://img.example.com/a.png\"}");
    }

    @Test
    void ensureCardWaitsUntilTheCardIsActive() {
        world.twin.linq().activateCardsAfter(Duration.ofMillis(300));

        Exchange done = world.send("linq:ensure-card?firstName=Harbour", LINE, null);

        assertThat(card(done).active()).isTrue();
        assertThat(done.getMessage().getHeader(LinqConstants.CARD_ACTIVE)).isEqualTo(true);
        assertThat(done.getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.SENT);
    }

    @Test
    void ensureCardFailsRetryablyWhenTheCardStaysInactive() {
        world.twin.linq().activateCardsAfter(Duration.ofHours(1));

        world.send("linq:ensure-card?firstName=Harbour&awaitActive=100", LINE, null);

        ProviderException failure = world.onlyFailure();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.getMessage()).contains("not active yet");

        Exchange done = world.send("linq:ensure-card?firstName=Harbour&awaitActive=0", LINE, null);
        assertThat(done.getMessage().getHeader(LinqConstants.CARD_ACTIVE)).isEqualTo(false);
    }

    @Test
    void ensureCardCreatesAnInactiveCardAgainWithItsEarlierFields() {
        world.twin.linq().activateCardsAfter(Duration.ofHours(1));
        world.send("linq:create-card?firstName=Harbour", LINE, null);

        assertThat(writes(() -> world.send("linq:ensure-card?lastName=Desk&awaitActive=0", LINE, null)))
                .containsExactly("POST {\"phone_number\":\"" + LinqWorld.LINE
                        + "\",\"last_name\":\"Desk\",\"first_name\":\"Harbour\"}");
    }

    @Test
    void ensureCardUpdatesACardThatBecameActiveMeanwhile() {
        world.twin.linq().activateCardsAfter(Duration.ofHours(1));
        world.send("linq:create-card?firstName=Harbour", LINE, null);
        world.twin.inject(Fault.error(2014).on("POST", "contact_card"));
        world.twin.inject(Fault.latency(Duration.ofMillis(1)).on("PATCH", "contact_card"));

        List<String> writes = writes(() -> world.send("linq:ensure-card?lastName=Desk&awaitActive=0", LINE, null));

        assertThat(writes).last().isEqualTo("PATCH {\"last_name\":\"Desk\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-card?firstName=Harbour", "ensure-card?firstName=Harbour"})
    void settlesALostAnswerByReadingTheCard(String operation) {
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("POST", "contact_card"));

        assertThat(writes(() -> card(world.send("linq:" + operation, LINE, null))))
                .hasSize(1);
    }

    @Test
    void reportsNotSentWhenTheCardShowsThatNothingWasWritten() {
        world.twin.inject(Fault.error(3001).on("POST", "contact_card"));

        world.send("linq:create-card?firstName=Harbour&maxRetries=0", LINE, null);

        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(world.failed.get(0).getCode()).isEqualTo("3001");
    }

    @Test
    void aWriteStaysInDoubtWhenTheCardCannotBeRead() {
        world.twin.inject(Fault.error(3001).on("POST", "contact_card"));
        world.twin.inject(Fault.error(3001).on("GET", "contact_card"));

        world.send("linq:create-card?firstName=Harbour&maxRetries=0", LINE, null);

        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.IN_DOUBT);
    }

    @Test
    void retriesAnIncompleteSetupOnce() {
        world.twin.inject(Fault.error(2022).retryAfter(0).on("POST", "contact_card"));
        assertThat(writes(() -> card(world.send("linq:create-card?firstName=Harbour", LINE, null))))
                .hasSize(2);

        world.twin.inject(
                Fault.error(2022).retryAfter(0).on("PATCH", "contact_card").times(2));
        assertThat(writes(() -> world.send("linq:update-card?lastName=Desk", LINE, null)))
                .hasSize(2);
        assertThat(world.onlyFailureAfterSuccess().getCode()).isEqualTo("2022");
    }

    @Test
    void doesNotRetryWhileTheProviderIsPaused() {
        world.twin.inject(Fault.error(4004).times(5));

        assertThat(writes(() -> world.send("linq:create-card?firstName=Harbour", LINE, null)))
                .hasSize(1);
        assertThat(world.onlyFailure().getOutcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void reportsTheWriteLimitOfTheProvider() {
        for (String name : List.of("A", "B", "C")) {
            world.send("linq:ensure-card?firstName=" + name, LINE, null);
        }
        world.send("linq:ensure-card?firstName=D", LINE, null);

        ProviderException failure = world.onlyFailureAfterSuccess();
        assertThat(failure.getKind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(failure.getRetryAfter()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void listsAllCardsAndGetsOne() {
        world.send("linq:create-card?firstName=Harbour", LINE, null);

        assertThat(World.list(world.send("linq:list-cards"))).hasSize(1);
        assertThat(card(world.send("linq:get-card", LINE, null)).firstName()).isEqualTo("Harbour");
    }

    @Test
    void deletesACardAndForgetsThatItWasActive() {
        world.send("linq:create-card?firstName=Harbour", LINE, null);
        world.send("linq:get-card", LINE, null);

        Exchange done = world.send("linq:delete-card", LINE, null);

        assertThat(done.getMessage().getHeader(LinqConstants.CARD_ACTIVE)).isEqualTo(false);
        assertThat(World.list(world.send("linq:list-cards"))).isEmpty();
        world.send("linq:delete-card", LINE, null);
        assertThat(world.onlyFailureAfterSuccess()).isInstanceOf(NoContactCardException.class);
    }

    @Test
    void settlesALostDeletionByReadingTheCard() {
        world.send("linq:create-card?firstName=Harbour", LINE, null);
        world.twin.inject(Fault.of(Fault.Kind.RESET_AFTER_DELIVERY).on("DELETE", "contact_card"));
        Exchange done = world.send("linq:delete-card", LINE, null);
        assertThat(done.getMessage().getHeader(LinqConstants.OUTCOME)).isEqualTo(Outcome.SENT);

        world.send("linq:create-card?firstName=Harbour", LINE, null);
        world.twin.inject(Fault.error(3001).on("DELETE", "contact_card"));
        world.send("linq:delete-card?maxRetries=0", LINE, null);
        assertThat(world.onlyFailureAfterSuccess().getOutcome()).isEqualTo(Outcome.NOT_SENT);
        world.failed.clear();

        world.twin.inject(Fault.error(3001).on("DELETE", "contact_card"));
        world.twin.inject(Fault.error(3001).on("GET", "contact_card"));
        world.send("linq:delete-card?maxRetries=0", LINE, null);
        assertThat(world.onlyFailureAfterSuccess().getOutcome()).isEqualTo(Outcome.IN_DOUBT);
    }
}
