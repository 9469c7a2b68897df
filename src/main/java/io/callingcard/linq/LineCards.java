// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Line;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InvalidValueException;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

import static io.callingcard.provider.wire.Effect.LASTING;

/**
 * Reads and writes the cards of lines. If the answer to a write is lost, or the setup was not completed, the card is read
 * to find out, since the provider accepts only three writes in ten minutes.
 */
record LineCards(Call<LinqConfiguration> call) {

    private static final String NOT_COMPLETED = "2022";
    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

    /** Runs {@code get-card}. */
    Future<OperationResult> get(Exchange exchange) {
        return get(line(exchange)).map(LineCards::result);
    }

    /** Runs {@code create-card}. No recipient sees the card before it is shared. */
    Future<OperationResult> create(Exchange exchange) {
        ObjectNode fields = CardFields.complete(CardFields.of(exchange, call.options()));
        return create(line(exchange), fields).map(LineCards::result);
    }

    /** Runs {@code update-card}, which changes only the given fields. */
    Future<OperationResult> update(Exchange exchange) {
        ObjectNode fields = CardFields.of(exchange, call.options());
        if (fields.isEmpty()) {
            throw new InvalidValueException(
                    "firstName",
                    "is missing, and lastName and imageUrl too; set at least one in the body, a header or an option");
        }
        return update(line(exchange), fields).map(LineCards::result);
    }

    /** Runs {@code delete-card}. If the answer is lost, the card is read to find out. */
    Future<OperationResult> delete(Exchange exchange) {
        String line = line(exchange);
        String target = Target.of(LinqRequests.CARD).query("phone_number", line).toString();
        return call.client()
                .call(call.request(HttpMethod.DELETE, target))
                .<Void>mapEmpty()
                .recover(failure -> gone((ProviderException) failure, line))
                .map(done -> {
                    learn(line, null);
                    return OperationResult.of(null)
                            .with(LinqConstants.CARD_ACTIVE, false)
                            .with(LinqConstants.FROM, line);
                });
    }

    private Future<Void> gone(ProviderException failure, String line) {
        if (failure.getOutcome() != Outcome.IN_DOUBT) {
            return Future.failedFuture(failure);
        }
        return read(line).transform(card -> {
            if (card.failed()) {
                return Future.failedFuture(failure);
            }
            return card.result().isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(UnavailableException.notSent(failure));
        });
    }

    private String line(Exchange exchange) {
        return LinqParameters.requiredLine(exchange, call.options());
    }

    /** The card of a line, or {@link NoContactCardException}. */
    Future<Line.Card> get(String line) {
        String target = Target.of(LinqRequests.CARD).query("phone_number", line).toString();
        return call.client()
                .json(call.read(target), answer -> first(answer, line))
                .map(card -> learn(line, card));
    }

    /** The card of a line, or none. */
    Future<Optional<Line.Card>> read(String line) {
        return get(line).map(Optional::of).recover(failure -> {
            if (failure instanceof NoContactCardException) {
                learn(line, null);
                return Future.succeededFuture(Optional.empty());
            }
            return Future.failedFuture(failure);
        });
    }

    private static Line.Card first(JsonNode answer, String line) {
        return readAll(answer).stream()
                .filter(card -> line.equals(card.phoneNumber()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no card of the line"));
    }

    static List<Line.Card> readAll(JsonNode answer) {
        return Arrays.asList(Json.read(answer.withArray("/contact_cards"), Line.Card[].class));
    }

    Future<Line.Card> create(String line, ObjectNode fields) {
        ObjectNode body = Json.object().put("phone_number", line);
        body.setAll(fields);
        return write(call.request(LASTING, HttpMethod.POST, LinqRequests.CARD, body), line, fields);
    }

    /** The line is in the query here, and only the given fields change. */
    Future<Line.Card> update(String line, ObjectNode fields) {
        String target = Target.of(LinqRequests.CARD).query("phone_number", line).toString();
        return write(call.request(LASTING, HttpMethod.PATCH, target, fields), line, fields);
    }

    private Future<Line.Card> write(WireRequest request, String line, ObjectNode fields) {
        return attempt(request, call.options().getCardRetry())
                .recover(failure -> settle((ProviderException) failure, line, fields))
                .map(card -> {
                    if (fields.has(CardFields.IMAGE)) {
                        call.options()
                                .memory()
                                .pictured(line, fields.get(CardFields.IMAGE).asText());
                    }
                    return learn(line, card);
                });
    }

    /** Reads whether the card was written, if the answer does not show it. */
    private Future<Line.Card> settle(ProviderException failure, String line, ObjectNode fields) {
        if (failure.getOutcome() != Outcome.IN_DOUBT && !isNotCompleted(failure)) {
            // A write that did not reach the line leaves its card inactive.
            call.options().memory().activeCards.forget(line);
            return Future.failedFuture(failure);
        }
        return read(line).transform(card -> {
            if (card.failed()) {
                return Future.failedFuture(failure);
            }
            return card.result().isPresent() && carries(card.result().get(), fields)
                    ? Future.succeededFuture(card.result().get())
                    : Future.failedFuture(UnavailableException.notSent(failure));
        });
    }

    private Future<Line.Card> attempt(WireRequest request, int left) {
        return call.client()
                .json(request, answer -> Json.read(answer, Line.Card.class))
                .recover(failure -> {
                    if (left > 0 && isNotCompleted(failure)) {
                        Duration asked = ((ProviderException) failure).getRetryAfter();
                        return call.client()
                                .after(asked == null ? USUAL_WAIT : asked)
                                .compose(waited -> attempt(request, left - 1));
                    }
                    return Future.failedFuture(failure);
                });
    }

    private static boolean isNotCompleted(Throwable failure) {
        return failure instanceof ProviderException known && NOT_COMPLETED.equals(known.getCode());
    }

    /** Whether a card has the written names. Pictures are stored under another address, so they prove nothing. */
    static boolean carries(Line.Card card, ObjectNode fields) {
        return isSame(card.firstName(), fields.get(CardFields.FIRST))
                && isSame(card.lastName(), fields.get(CardFields.LAST));
    }

    private static boolean isSame(String is, JsonNode wanted) {
        return wanted == null || wanted.asText().equals(is);
    }

    private Line.Card learn(String line, Line.Card card) {
        LinqConfiguration options = call.options();
        options.memory()
                .activeCards
                .learn(line, card != null && card.active(), options.getClock().instant());
        return card;
    }

    static OperationResult result(Line.Card card) {
        return OperationResult.of(card)
                .with(LinqConstants.CARD_ACTIVE, card.active())
                .with(LinqConstants.FROM, card.phoneNumber());
    }
}
