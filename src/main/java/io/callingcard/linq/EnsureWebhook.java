// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.WebhookSubscription;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.ConflictException;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.error.ProviderException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.Effect;

/**
 * Finds the subscription of an address, or makes it. Linq accepts an address only once, so there is never a second one.
 * It returns the signing secret only when it makes the subscription, so a subscription that is found has none.
 */
record EnsureWebhook(Call<LinqConfiguration> call) {

    Future<OperationResult> run(Exchange exchange) {
        String url = Subscriptions.url(call.options());
        ObjectNode wanted = Subscriptions.wanted(exchange, call.options());
        return existing(url).compose(found -> found.isPresent() ? keep(found.get(), wanted) : create(url, wanted));
    }

    private Future<Optional<WebhookSubscription>> existing(String url) {
        return call.client().json(call.read(Subscriptions.PATH), answer -> Subscriptions.readAll(answer).stream()
                .filter(each -> url.equals(each.targetUrl()))
                .findFirst());
    }

    /** Keeps what exists, and corrects it when its events or lines differ or it is switched off. */
    private Future<OperationResult> keep(WebhookSubscription found, ObjectNode wanted) {
        if (isAsWanted(found)) {
            return Future.succeededFuture(result(found, false));
        }
        return call.client()
                .json(
                        call.request(
                                Effect.SETTLED,
                                HttpMethod.PUT,
                                Subscriptions.target(found.id()),
                                wanted.put("is_active", true)),
                        answer -> result(Subscriptions.read(answer), false));
    }

    private boolean isAsWanted(WebhookSubscription found) {
        return isSame(LinqParameters.listed(call.options().getWebhookEvents()), found.subscribedEvents())
                && (call.options().getWebhookLines() == null
                        || isSame(Subscriptions.lines(call.options()), found.phoneNumbers()))
                && !Boolean.FALSE.equals(found.isActive());
    }

    private static boolean isSame(List<String> wanted, List<String> is) {
        return Set.copyOf(wanted).equals(is == null ? Set.of() : Set.copyOf(is));
    }

    /** If the answer is lost, or another node makes one at the same moment, the list shows the result. */
    private Future<OperationResult> create(String url, ObjectNode wanted) {
        return call.client()
                .json(
                        call.request(HttpMethod.POST, Subscriptions.PATH, wanted),
                        answer -> result(Subscriptions.read(answer), true))
                .recover(failure -> failure instanceof InDoubtException || failure instanceof ConflictException
                        ? lookUp(url, (ProviderException) failure)
                        : Future.failedFuture(failure));
    }

    private Future<OperationResult> lookUp(String url, ProviderException failure) {
        boolean lost = failure instanceof InDoubtException;
        return existing(url)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(result(found.get(), lost))
                        : Future.failedFuture(lost ? UnavailableException.notSent(failure) : failure));
    }

    private static OperationResult result(WebhookSubscription subscription, boolean created) {
        return subscription.result().with(LinqConstants.WEBHOOK_CREATED, created);
    }
}
