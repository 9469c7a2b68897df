package io.callingcard.linq.operation;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqConstants;
import io.callingcard.linq.NoContactCardException;
import io.callingcard.linq.ShareRefusal;
import io.callingcard.linq.ShareRefusedException;
import io.callingcard.linq.model.CardShared;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.WireRequest;

/**
 * Shares the line's own card with a chat. Linq answers success also where it shows nothing; so what it needs is looked
 * after first: an active card, an iMessage chat, something sent there before, and no share within the last day.
 */
public record ShareCard(LinqConfiguration configuration) implements Operation {

    private static final String NAME = "share-card";

    @Override
    public Future<OperationResult> run(Exchange exchange, ProviderClient client) {
        Address address = Address.of(exchange, configuration);
        if (address.hasChat()) {
            return share(address.chatId(), client).map(address::onto);
        }
        String line = new Delivery(NAME, configuration).line(exchange);
        return new KnownChats(NAME, configuration)
                .idOf(address.recipient(), line, client)
                .compose(chat ->
                        chat.isEmpty() ? refused(null, ShareRefusal.NOTHING_SENT_YET) : share(chat.get(), client))
                .map(address::onto);
    }

    private Future<OperationResult> share(String chatId, ProviderClient client) {
        ShareClaim claim = new ShareClaim(configuration, chatId, client);
        return claim.take().compose(taken -> {
            if (!taken) {
                return refused(chatId, ShareRefusal.SHARED_RECENTLY);
            }
            return new ShareConditions(NAME, configuration, client)
                    .unmet(chatId)
                    .compose(unmet -> unmet.isPresent() ? refused(chatId, unmet.get()) : shared(chatId, client))
                    .transform(done -> claim.settle(
                                    done.succeeded() ? done.result().outcome() : Outcome.NOT_SENT)
                            .transform(settled -> done.succeeded()
                                    ? Future.succeededFuture(done.result())
                                    : Future.failedFuture(done.cause())));
        });
    }

    private Future<OperationResult> shared(String chatId, ProviderClient client) {
        WireRequest request = LinqRequests.set(NAME, HttpMethod.POST, LinqRequests.chat(chatId, "/share_contact_card"));
        return client.call(request)
                .map(done -> OperationResult.of(CardShared.shared(chatId))
                        .with(LinqConstants.CHAT_ID, chatId)
                        .replacing(LinqConstants.SHARE_REFUSAL, null))
                .onFailure(failure -> forget(failure, chatId));
    }

    /** The provider knows better than our memory. */
    private void forget(Throwable failure, String chatId) {
        if (failure instanceof NoContactCardException) {
            configuration.memory().forgetCardOf(chatId);
        }
    }

    private Future<OperationResult> refused(String chatId, ShareRefusal refusal) {
        return configuration.isFailOnUnmet()
                ? Future.failedFuture(new ShareRefusedException(NAME, refusal))
                : Future.succeededFuture(OperationResult.notSent(CardShared.refused(chatId, refusal))
                        .with(LinqConstants.CHAT_ID, chatId)
                        .with(LinqConstants.SHARE_REFUSAL, refusal));
    }
}
