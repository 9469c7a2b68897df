package io.callingcard.chert.operation;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.ChertConfiguration;
import io.callingcard.chert.ChertConstants;
import io.callingcard.chert.model.WebhookSubscription;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireBody;
import io.callingcard.provider.wire.WireRequest;

/**
 * Finds the subscription of an address, or makes it, so that events never arrive twice. Chert makes a second
 * subscription whenever it is asked to, so after making one we look again: of several the oldest stays.
 */
public record EnsureWebhook(ChertConfiguration configuration) implements Operation {

    private static final String NAME = "ensure-webhook";
    private static final Comparator<WebhookSubscription> OLDEST_FIRST = Comparator.comparing(
                    WebhookSubscription::createdAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(WebhookSubscription::id);

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Webhooks.url(configuration);
        return existing(client).compose(found -> found.isEmpty() ? create(client) : keep(found.get(0), client));
    }

    private Future<List<WebhookSubscription>> existing(ProviderClient client) {
        return client.json(ChertRequests.get(NAME, Webhooks.PATH), answer -> Webhooks.readAll(answer).stream()
                .filter(each -> configuration.getWebhookUrl().equals(each.url()))
                .sorted(OLDEST_FIRST)
                .toList());
    }

    /** What exists is kept; when its events are others, or it is switched off, it is mended in place. */
    private Future<OperationResult> keep(WebhookSubscription found, ProviderClient client) {
        if (isAsWanted(found)) {
            return Future.succeededFuture(result(found, false));
        }
        WireRequest mend = ChertRequests.send(
                NAME,
                HttpMethod.PATCH,
                ChertRequests.webhooks(found.id()),
                Webhooks.body(configuration).put("is_active", true));
        return client.json(mend, answer -> result(Webhooks.read(answer), false));
    }

    private boolean isAsWanted(WebhookSubscription found) {
        boolean sameEvents = configuration.getWebhookEvents() == null
                || Set.copyOf(Webhooks.events(configuration))
                        .equals(found.events() == null ? Set.of() : Set.copyOf(found.events()));
        boolean sameVersion = configuration.getWebhookVersion() == null
                || configuration.getWebhookVersion().equals(found.version());
        return sameEvents && sameVersion && !Boolean.FALSE.equals(found.isActive());
    }

    private Future<OperationResult> create(ProviderClient client) {
        return client.json(ChertRequests.post(NAME, Webhooks.PATH, Webhooks.body(configuration)), Webhooks::read)
                .compose(made -> settle(made, client))
                .recover(failure ->
                        failure instanceof InDoubtException ? look(failure, client) : Future.failedFuture(failure));
    }

    /** The answer was lost; the list tells whether the subscription was made. */
    private Future<OperationResult> look(Throwable doubt, ProviderClient client) {
        return existing(client)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(doubt)
                        : Future.succeededFuture(result(found.get(0), true)));
    }

    /** Someone else may have made one at the same moment: then both see both, and the younger one goes. */
    private Future<OperationResult> settle(WebhookSubscription made, ProviderClient client) {
        return existing(client).compose(found -> {
            if (found.isEmpty() || found.get(0).id().equals(made.id())) {
                return Future.succeededFuture(result(made, true));
            }
            WireRequest withdraw =
                    WireRequest.lasting(NAME, HttpMethod.DELETE, ChertRequests.webhooks(made.id()), WireBody.EMPTY);
            return client.call(withdraw).map(gone -> result(found.get(0), false));
        });
    }

    private static OperationResult result(WebhookSubscription subscription, boolean created) {
        return Webhooks.result(subscription).with(ChertConstants.WEBHOOK_CREATED, created);
    }
}
