package io.callingcard.linq.operation;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import org.apache.camel.Exchange;

import io.callingcard.linq.ContactCardExistsException;
import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqEndpoint;
import io.callingcard.linq.model.LineCard;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.Json;
import io.callingcard.provider.wire.ProviderClient;

/**
 * Gives a line its name and photo, whether it had one or not, and waits until the card can be shared. Writes only what
 * differs, since the provider takes three writes in ten minutes.
 */
public record EnsureCard(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "ensure-card";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String line = new Delivery(NAME, configuration).requiredLine(exchange);
        ObjectNode fields = CardFields.of(exchange, configuration);
        Instant limit = configuration.getClock().instant().plusMillis(configuration.getAwaitActive());
        return cards().read(line, client)
                .compose(found -> found.isEmpty()
                        ? cards().create(line, CardFields.complete(fields), client)
                        : mend(line, found.get(), fields, client))
                .compose(card -> active(line, card, limit, client))
                .map(LineCards::result);
    }

    private LineCards cards() {
        return new LineCards(NAME, configuration);
    }

    private Future<LineCard> mend(String line, LineCard found, ObjectNode wanted, ProviderClient client) {
        ObjectNode other = wanted.deepCopy();
        removeSame(other, CardFields.FIRST, found.firstName());
        removeSame(other, CardFields.LAST, found.lastName());
        removeSame(
                other,
                CardFields.IMAGE,
                found.imageUrl() == null ? null : configuration.memory().picture(line));
        if (other.isEmpty()) {
            return Future.succeededFuture(found);
        }
        return found.active() ? cards().update(line, other, client) : again(line, found, wanted, client);
    }

    private static void removeSame(ObjectNode fields, String field, String is) {
        if (fields.has(field) && fields.get(field).asText().equals(is)) {
            fields.remove(field);
        }
    }

    /** A card that is not active yet is written anew; should it have become active meanwhile, it is changed. */
    private Future<LineCard> again(String line, LineCard found, ObjectNode wanted, ProviderClient client) {
        ObjectNode whole = wanted.deepCopy();
        if (!whole.has(CardFields.FIRST)) {
            Json.put(whole, CardFields.FIRST, found.firstName());
        }
        return cards().create(line, whole, client)
                .recover(failure -> failure instanceof ContactCardExistsException
                        ? cards().update(line, wanted, client)
                        : Future.failedFuture(failure));
    }

    private Future<LineCard> active(String line, LineCard card, Instant limit, ProviderClient client) {
        if (card.active() || configuration.getAwaitActive() == 0) {
            return Future.succeededFuture(card);
        }
        if (!configuration.getClock().instant().isBefore(limit)) {
            String reason = "the contact card is stored, but not active yet; ask again later, or raise awaitActive";
            return Future.failedFuture(new UnavailableException(
                    Failure.local(LinqEndpoint.SCHEME, NAME, Outcome.NOT_SENT, reason, true), null));
        }
        return client.after(Duration.ofMillis(configuration.getActivePoll()))
                .compose(waited -> cards().read(line, client))
                .compose(found -> active(line, found.orElse(card), limit, client));
    }
}
