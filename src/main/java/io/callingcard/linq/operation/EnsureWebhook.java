package io.callingcard.linq.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.model.WebhookSubscription;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.ConflictException;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.wire.ProviderClient;

/**
 * Finds the subscription of an address, or makes it. Linq takes an address once only, so there is never a second; but
 * it tells the signing secret only when the subscription is made, so one that is found comes without.
 */
public record EnsureWebhook(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "ensure-webhook";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        String url = Webhooks.url(configuration);
        return existing(url, client)
                .compose(found -> found.isPresent() ? keep(found.get(), client) : create(url, client));
    }

    private Future<Optional<WebhookSubscription>> existing(String url, ProviderClient client) {
        return client.json(LinqRequests.get(NAME, LinqRequests.WEBHOOKS), answer -> Webhooks.readAll(answer).stream()
                .filter(each -> url.equals(each.targetUrl()))
                .findFirst());
    }

    /** What exists is kept; when its events or lines are others, or it is switched off, it is mended in place. */
    private Future<OperationResult> keep(WebhookSubscription found, ProviderClient client) {
        if (isAsWanted(found)) {
            return Future.succeededFuture(result(found, false));
        }
        ObjectNode body = Webhooks.body(configuration).put("is_active", true);
        return client.json(
                LinqRequests.set(NAME, HttpMethod.PUT, Webhooks.path(found.id()), body),
                answer -> result(Webhooks.read(answer), false));
    }

    private boolean isAsWanted(WebhookSubscription found) {
        return isSame(ListOf.texts(configuration.getWebhookEvents()), found.subscribedEvents())
                && (configuration.getWebhookLines() == null
                        || isSame(Webhooks.lines(configuration), found.phoneNumbers()))
                && !Boolean.FALSE.equals(found.isActive());
    }

    private static boolean isSame(List<String> wanted, List<String> is) {
        return Set.copyOf(wanted).equals(is == null ? Set.of() : Set.copyOf(is));
    }

    /** Lost, or made by someone else at the same moment: the list tells. */
    private Future<OperationResult> create(String url, ProviderClient client) {
        return client.json(
                        LinqRequests.send(NAME, HttpMethod.POST, LinqRequests.WEBHOOKS, Webhooks.body(configuration)),
                        answer -> result(Webhooks.read(answer), true))
                .recover(failure -> failure instanceof InDoubtException || failure instanceof ConflictException
                        ? look(url, (ProviderException) failure, client)
                        : Future.failedFuture(failure));
    }

    private Future<OperationResult> look(String url, ProviderException failure, ProviderClient client) {
        boolean lost = failure instanceof InDoubtException;
        return existing(url, client)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(result(found.get(), lost))
                        : Future.failedFuture(lost ? failure.provenNotSent() : failure));
    }

    private static OperationResult result(WebhookSubscription subscription, boolean created) {
        return Webhooks.result(subscription).with(LinqConstants.WEBHOOK_CREATED, created);
    }
}
