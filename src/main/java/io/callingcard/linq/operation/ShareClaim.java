package io.callingcard.linq.operation;

import java.time.Duration;
import java.time.Instant;

import io.vertx.core.Future;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.linq.LinqConfiguration;
import io.callingcard.linq.LinqEndpoint;
import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.error.Unquoted;
import io.callingcard.provider.wire.ProviderClient;

/** The right to share a card with a chat, had once in an interval: in memory, or in a repository that several share. */
record ShareClaim(LinqConfiguration configuration, Exchange exchange, String chatId, ProviderClient client) {

    private static final Logger LOG = LoggerFactory.getLogger(ShareClaim.class);
    private static final String KEY = "linq:share-card:";

    Future<Boolean> take() {
        IdempotentRepository repository = configuration.getShareRepository();
        if (repository != null) {
            return client.blocking(() -> repository.add(exchange, KEY + chatId))
                    .recover(e -> Future.failedFuture(new UnavailableException(
                            Failure.local(
                                    LinqEndpoint.SCHEME,
                                    "share-card",
                                    Outcome.NOT_SENT,
                                    "the shareRepository could not be asked",
                                    true),
                            new Unquoted(e))));
        }
        Duration interval = Duration.ofMillis(configuration.getShareInterval());
        Instant now = configuration.getClock().instant();
        return Future.succeededFuture(
                interval.isZero() || configuration.memory().claimShare(chatId, now, interval));
    }

    /** Keeps the claim of what was shared. What is in doubt may be shared again: within a day a phone shows it once. */
    Future<Boolean> settle(Outcome outcome) {
        IdempotentRepository repository = configuration.getShareRepository();
        boolean shared = outcome == Outcome.SENT;
        if (repository != null) {
            return client.blocking(() -> shared
                            ? repository.confirm(exchange, KEY + chatId)
                            : repository.remove(exchange, KEY + chatId))
                    .onFailure(e -> LOG.warn("The shareRepository could not keep whether a card was shared", e));
        }
        if (!shared) {
            configuration.memory().releaseShare(chatId);
        }
        return Future.succeededFuture(true);
    }

    @Override
    public String toString() {
        return "ShareClaim[" + chatId + "]";
    }
}
