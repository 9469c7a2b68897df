package io.callingcard.linq.operation;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.LinqMemory;
import io.callingcard.linq.NoContactCardException;
import io.callingcard.linq.model.LineCard;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Target;
import io.callingcard.provider.wire.WireRequest;

/**
 * Reads and writes the cards of lines. A write whose answer was lost, or whose set-up was not completed, is settled by
 * reading, since the provider takes three writes in ten minutes only.
 */
record LineCards(String operation, LinqConfiguration configuration) {

    private static final String NOT_COMPLETED = "2022";
    private static final Duration USUAL_WAIT = Duration.ofSeconds(5);

    /** The card of a line, or {@link NoContactCardException}. */
    Future<LineCard> get(String line, ProviderClient client) {
        String target = Target.of(LinqRequests.CARD).query("phone_number", line).toString();
        return client.json(LinqRequests.get(operation, target), answer -> first(answer, line))
                .map(card -> learn(line, card));
    }

    /** The card of a line, or none. */
    Future<Optional<LineCard>> read(String line, ProviderClient client) {
        return get(line, client).map(Optional::of).recover(failure -> {
            if (failure instanceof NoContactCardException) {
                learn(line, null);
                return Future.succeededFuture(Optional.empty());
            }
            return Future.failedFuture(failure);
        });
    }

    private static LineCard first(JsonNode answer, String line) {
        return readAll(answer).stream()
                .filter(card -> line.equals(card.phoneNumber()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no card of the line"));
    }

    static List<LineCard> readAll(JsonNode answer) {
        return Arrays.asList(Json.read(answer.withArray("/contact_cards"), LineCard[].class));
    }

    Future<LineCard> create(String line, ObjectNode fields, ProviderClient client) {
        ObjectNode body = Json.object().put("phone_number", line);
        body.setAll(fields);
        return write(LinqRequests.send(operation, HttpMethod.POST, LinqRequests.CARD, body), line, fields, client);
    }

    /** The line stands in the query here, and only what is given changes. */
    Future<LineCard> update(String line, ObjectNode fields, ProviderClient client) {
        String target = Target.of(LinqRequests.CARD).query("phone_number", line).toString();
        return write(LinqRequests.send(operation, HttpMethod.PATCH, target, fields), line, fields, client);
    }

    private Future<LineCard> write(WireRequest request, String line, ObjectNode fields, ProviderClient client) {
        return attempt(request, configuration.getCardRetry(), client)
                .recover(failure -> settle((ProviderException) failure, line, fields, client))
                .map(card -> {
                    if (fields.has(CardFields.IMAGE)) {
                        configuration
                                .memory()
                                .pictured(line, fields.get(CardFields.IMAGE).asText());
                    }
                    return learn(line, card);
                });
    }

    /** Looks whether the card was written, where the answer does not tell. */
    private Future<LineCard> settle(ProviderException failure, String line, ObjectNode fields, ProviderClient client) {
        if (failure.getOutcome() != Outcome.IN_DOUBT && !isNotCompleted(failure)) {
            return Future.failedFuture(failure);
        }
        return read(line, client).transform(card -> {
            if (card.failed()) {
                return Future.failedFuture(failure);
            }
            return card.result().isPresent() && carries(card.result().get(), fields)
                    ? Future.succeededFuture(card.result().get())
                    : Future.failedFuture(failure.provenNotSent());
        });
    }

    private static Future<LineCard> attempt(WireRequest request, int left, ProviderClient client) {
        return client.json(request, answer -> Json.read(answer, LineCard.class)).recover(failure -> {
            if (left > 0 && isNotCompleted(failure)) {
                Duration asked = ((ProviderException) failure).getRetryAfter();
                return client.after(asked == null ? USUAL_WAIT : asked)
                        .compose(waited -> attempt(request, left - 1, client));
            }
            return Future.failedFuture(failure);
        });
    }

    private static boolean isNotCompleted(Throwable failure) {
        return failure instanceof ProviderException known && NOT_COMPLETED.equals(known.getCode());
    }

    /** Whether a card says what was to be written. Pictures are stored under another address, so they tell nothing. */
    static boolean carries(LineCard card, ObjectNode fields) {
        return isSame(card.firstName(), fields.get(CardFields.FIRST))
                && isSame(card.lastName(), fields.get(CardFields.LAST));
    }

    private static boolean isSame(String is, JsonNode wanted) {
        return wanted == null || wanted.asText().equals(is);
    }

    private LineCard learn(String line, LineCard card) {
        boolean active = card != null && card.active();
        configuration
                .memory()
                .learn(
                        line,
                        new LinqMemory.KnownCard(
                                active, configuration.getClock().instant()));
        return card;
    }

    static OperationResult result(LineCard card) {
        return OperationResult.of(card)
                .with(LinqConstants.CARD_ACTIVE, card.active())
                .with(LinqConstants.FROM, card.phoneNumber());
    }
}
