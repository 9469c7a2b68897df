// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Line;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.Json;

/**
 * Creates or updates the card of a line, and waits until it can be shared. Writes only what differs, since the provider
 * accepts three writes in ten minutes.
 */
record EnsureCard(Call<LinqConfiguration> call) {

    Future<OperationResult> run(Exchange exchange) {
        String line = LinqParameters.requiredLine(exchange, call.options());
        ObjectNode fields = CardFields.of(exchange, call.options());
        Instant limit =
                call.options().getClock().instant().plusMillis(call.options().getAwaitActive());
        return cards().read(line)
                .compose(found -> found.isEmpty()
                        ? cards().create(line, CardFields.complete(fields))
                        : correct(line, found.get(), fields))
                .compose(card -> active(line, card, limit))
                .map(LineCards::result);
    }

    private LineCards cards() {
        return new LineCards(call);
    }

    private Future<Line.Card> correct(String line, Line.Card found, ObjectNode wanted) {
        ObjectNode other = wanted.deepCopy();
        removeSame(other, CardFields.FIRST, found.firstName());
        removeSame(other, CardFields.LAST, found.lastName());
        removeSame(
                other,
                CardFields.IMAGE,
                found.imageUrl() == null ? null : call.options().memory().picture(line));
        if (other.isEmpty()) {
            return Future.succeededFuture(found);
        }
        return found.active() ? cards().update(line, other) : again(line, found, wanted);
    }

    private static void removeSame(ObjectNode fields, String field, String is) {
        if (fields.has(field) && fields.get(field).asText().equals(is)) {
            fields.remove(field);
        }
    }

    /** Creates an inactive card again. If it has become active meanwhile, the provider refuses, and it is updated. */
    private Future<Line.Card> again(String line, Line.Card found, ObjectNode wanted) {
        ObjectNode whole = wanted.deepCopy();
        if (!whole.has(CardFields.FIRST)) {
            Json.put(whole, CardFields.FIRST, found.firstName());
        }
        return cards().create(line, whole)
                .recover(failure -> failure instanceof ContactCardExistsException
                        ? cards().update(line, wanted)
                        : Future.failedFuture(failure));
    }

    private Future<Line.Card> active(String line, Line.Card card, Instant limit) {
        if (card.active() || call.options().getAwaitActive() == 0) {
            return Future.succeededFuture(card);
        }
        if (!call.options().getClock().instant().isBefore(limit)) {
            String reason = "the contact card is stored, but not active yet; try again later, or raise awaitActive";
            return Future.failedFuture(new UnavailableException(call.failure(Outcome.NOT_SENT, reason, true), null));
        }
        return call.client()
                .after(Duration.ofMillis(call.options().getActivePoll()))
                .compose(waited -> cards().read(line))
                .compose(found -> active(line, found.orElse(card), limit));
    }
}
