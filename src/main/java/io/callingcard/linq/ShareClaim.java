// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.time.Duration;
import java.time.Instant;

import io.vertx.core.Future;

import io.callingcard.provider.call.Call;
import io.callingcard.provider.claim.RepositoryClaim;
import io.callingcard.provider.error.Outcome;

/** The right to share a card with a chat once in an interval, kept in memory or in a repository that nodes share. */
record ShareClaim(Call<LinqConfiguration> call, String chatId) {

    private static final String KEY = "linq:share-card:";

    Future<Boolean> acquire() {
        if (call.options().getShareRepository() != null) {
            return claim().acquire(LinqConfiguration.SCHEME, call.operation());
        }
        Duration interval = Duration.ofMillis(call.options().getShareInterval());
        Instant now = call.options().getClock().instant();
        return Future.succeededFuture(
                interval.isZero() || call.options().memory().claimShare(chatId, now, interval));
    }

    /** Keeps the claim if the card was shared. A share in doubt may be repeated: within a day a phone shows it only once. */
    Future<Boolean> settle(Outcome outcome) {
        boolean shared = outcome == Outcome.SENT;
        if (call.options().getShareRepository() != null) {
            return claim().settle(shared ? Outcome.SENT : Outcome.NOT_SENT);
        }
        if (!shared) {
            call.options().memory().releaseShare(chatId);
        }
        return Future.succeededFuture(true);
    }

    private RepositoryClaim claim() {
        return new RepositoryClaim(call.options().getShareRepository(), "shareRepository", KEY + chatId, call.client());
    }

    @Override
    public String toString() {
        return "ShareClaim[" + chatId + "]";
    }
}
