// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.chert.model.WebhookSubscription;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.InDoubtException;
import io.callingcard.provider.wire.WireRequest;

/**
 * Finds or creates the subscription of an address, so that events never arrive twice. Chert creates a second
 * subscription for the same address if asked. So the list is read again after creating one, and only the oldest is
 * kept.
 */
final class EnsureWebhook implements Operation<ChertConfiguration> {

    private static final Comparator<WebhookSubscription> OLDEST_FIRST = Comparator.comparing(
                    WebhookSubscription::createdAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(WebhookSubscription::id);

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<ChertConfiguration> call) {
        String url = Subscriptions.url(call.options());
        ObjectNode wanted = Subscriptions.wanted(exchange, call.options());
        return existing(url, call)
                .compose(found -> found.isEmpty() ? create(url, wanted, call) : keep(found.get(0), wanted, call));
    }

    private static Future<List<WebhookSubscription>> existing(String url, Call<ChertConfiguration> call) {
        return call.client().json(call.read(Subscriptions.TARGET), answer -> Subscriptions.readAll(answer).stream()
                .filter(each -> url.equals(each.url()))
                .sorted(OLDEST_FIRST)
                .toList());
    }

    /** Keeps an existing subscription, and updates it if its events differ or it is inactive. */
    private static Future<OperationResult> keep(
            WebhookSubscription found, ObjectNode wanted, Call<ChertConfiguration> call) {
        if (isAsWanted(found, call.options())) {
            return Future.succeededFuture(result(found, false));
        }
        WireRequest correction =
                call.request(HttpMethod.PATCH, Subscriptions.target(found.id()), wanted.put("is_active", true));
        return call.client().json(correction, answer -> result(Subscriptions.read(answer), false));
    }

    private static boolean isAsWanted(WebhookSubscription found, ChertConfiguration options) {
        boolean sameEvents = options.getWebhookEvents() == null
                || Set.copyOf(Subscriptions.events(options))
                        .equals(found.events() == null ? Set.of() : Set.copyOf(found.events()));
        boolean sameVersion = options.getWebhookVersion() == null
                || options.getWebhookVersion().equals(found.version());
        return sameEvents && sameVersion && !Boolean.FALSE.equals(found.isActive());
    }

    private static Future<OperationResult> create(String url, ObjectNode wanted, Call<ChertConfiguration> call) {
        return call.client()
                .json(call.request(HttpMethod.POST, Subscriptions.TARGET, wanted), Subscriptions::read)
                .compose(made -> settle(made, url, call))
                .recover(failure -> failure instanceof InDoubtException
                        ? lookUp(failure, url, call)
                        : Future.failedFuture(failure));
    }

    /** Reads after a lost answer whether the subscription was created. */
    private static Future<OperationResult> lookUp(Throwable doubt, String url, Call<ChertConfiguration> call) {
        return existing(url, call)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(doubt)
                        : Future.succeededFuture(result(found.get(0), true)));
    }

    /**
     * Deletes the new subscription if another node created one at the same moment: both nodes see both, and keep the
     * older one.
     */
    private static Future<OperationResult> settle(WebhookSubscription made, String url, Call<ChertConfiguration> call) {
        return existing(url, call).compose(found -> {
            if (found.isEmpty() || found.get(0).id().equals(made.id())) {
                return Future.succeededFuture(result(made, true));
            }
            WireRequest withdrawal = call.request(HttpMethod.DELETE, Subscriptions.target(made.id()));
            return call.client().call(withdrawal).map(gone -> result(found.get(0), false));
        });
    }

    private static OperationResult result(WebhookSubscription subscription, boolean created) {
        return subscription.result().with(ChertConstants.WEBHOOK_CREATED, created);
    }
}
