package io.callingcard.linq.operation;

import java.time.Duration;
import java.time.Instant;

import io.vertx.core.Future;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqEndpoint;
import io.callingcard.provider.claim.RepositoryClaim;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.wire.ProviderClient;

/** The right to share a card with a chat, had once in an interval: in memory, or in a repository that several share. */
record ShareClaim(LinqConfiguration configuration, String chatId, ProviderClient client) {

    private static final String KEY = "linq:share-card:";

    Future<Boolean> take() {
        if (configuration.getShareRepository() != null) {
            return claim().take(LinqEndpoint.SCHEME, "share-card");
        }
        Duration interval = Duration.ofMillis(configuration.getShareInterval());
        Instant now = configuration.getClock().instant();
        return Future.succeededFuture(
                interval.isZero() || configuration.memory().claimShare(chatId, now, interval));
    }

    /** Keeps the claim of what was shared. What is in doubt may be shared again: within a day a phone shows it once. */
    Future<Boolean> settle(Outcome outcome) {
        boolean shared = outcome == Outcome.SENT;
        if (configuration.getShareRepository() != null) {
            return claim().settle(shared ? Outcome.SENT : Outcome.NOT_SENT);
        }
        if (!shared) {
            configuration.memory().releaseShare(chatId);
        }
        return Future.succeededFuture(true);
    }

    private RepositoryClaim claim() {
        return new RepositoryClaim(configuration.getShareRepository(), "shareRepository", KEY + chatId, client);
    }

    @Override
    public String toString() {
        return "ShareClaim[" + chatId + "]";
    }
}
