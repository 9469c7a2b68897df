// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.apache.camel.Exchange;

import io.callingcard.linq.model.Line.CardShared;
import io.callingcard.provider.call.Address;
import io.callingcard.provider.call.Call;
import io.callingcard.provider.call.Operation;
import io.callingcard.provider.call.OperationResult;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.WireRequest;

/**
 * Shares the line's own card with a chat. Linq reports success even where the phone shows nothing. So the conditions are
 * checked first: an active card, an iMessage chat, an earlier message in the chat, and no share within the last day.
 */
final class ShareCard implements Operation<LinqConfiguration> {

    /** After this time a phone shows the card again. */
    @Override
    public Optional<Duration> settledFor() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public Future<OperationResult> run(Exchange exchange, Call<LinqConfiguration> call) {
        Address address = Address.of(exchange, call.options());
        if (address.hasChat()) {
            return share(call, address.chatId()).map(address::onto);
        }
        String line = LinqParameters.line(exchange, call.options());
        return new KnownChats(call)
                .idOf(address.recipient(), line)
                .compose(chat -> chat.isEmpty()
                        ? refused(call, null, CardShared.Refusal.NOTHING_SENT_YET)
                        : share(call, chat.get()))
                .map(address::onto);
    }

    private static Future<OperationResult> share(Call<LinqConfiguration> call, String chatId) {
        ShareClaim claim = new ShareClaim(call, chatId);
        return claim.acquire().compose(taken -> {
            if (!taken) {
                return refused(call, chatId, CardShared.Refusal.SHARED_RECENTLY);
            }
            Future<OperationResult> sharing = new ShareConditions(call)
                    .unmet(chatId)
                    .compose(unmet -> unmet.isPresent() ? refused(call, chatId, unmet.get()) : shared(call, chatId));
            return sharing.eventually(
                    () -> claim.settle(sharing.succeeded() ? sharing.result().outcome() : Outcome.NOT_SENT));
        });
    }

    private static Future<OperationResult> shared(Call<LinqConfiguration> call, String chatId) {
        WireRequest request = call.request(HttpMethod.POST, LinqRequests.chat(chatId, "/share_contact_card"));
        return call.client()
                .call(request)
                .map(done -> OperationResult.of(CardShared.shared(chatId))
                        .with(LinqConstants.CHAT_ID, chatId)
                        .replacing(LinqConstants.SHARE_REFUSAL, null))
                .andThen(done -> forget(call, done.cause(), chatId));
    }

    /** The provider contradicts what we remember. */
    private static void forget(Call<LinqConfiguration> call, Throwable failure, String chatId) {
        if (failure instanceof NoContactCardException) {
            call.options().memory().forgetCardOf(chatId);
        }
    }

    private static Future<OperationResult> refused(
            Call<LinqConfiguration> call, String chatId, CardShared.Refusal refusal) {
        return call.options().isFailOnUnmet()
                ? Future.failedFuture(new ShareRefusedException(call.operation(), refusal))
                : Future.succeededFuture(OperationResult.notSent(CardShared.refused(chatId, refusal))
                        .with(LinqConstants.CHAT_ID, chatId)
                        .with(LinqConstants.SHARE_REFUSAL, refusal));
    }
}
