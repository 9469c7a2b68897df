// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.claim;

import io.vertx.core.Future;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.ProviderException.Failure;
import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.ProviderClient;

/**
 * The right to do something once, held in a shared idempotent repository.
 *
 * @param repository the repository that holds the key
 * @param option     the option that sets the repository, for errors
 */
public record RepositoryClaim(IdempotentRepository repository, String option, String key, ProviderClient client) {

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryClaim.class);

    /**
     * Acquires the claim: true if it is ours now. Fails if the repository is not available, so that nothing is sent.
     */
    public Future<Boolean> acquire(String provider, String operation) {
        return client.blocking(() -> repository.add(key))
                .recover(e -> Future.failedFuture(new UnavailableException(
                        Failure.local(provider, operation, Outcome.NOT_SENT, "could not read the " + option, true),
                        new RedactedException(e))));
    }

    /**
     * Settles the claim: keeps it for a sent message, releases it for one that was surely not sent, and leaves it as
     * it is in doubt.
     */
    public Future<Boolean> settle(Outcome outcome) {
        return switch (outcome) {
            case SENT -> logFailure(client.blocking(() -> repository.confirm(key)));
            case NOT_SENT -> logFailure(client.blocking(() -> repository.remove(key)));
            case IN_DOUBT -> Future.succeededFuture(true);
        };
    }

    private Future<Boolean> logFailure(Future<Boolean> settling) {
        return settling.onFailure(
                e -> LOG.warn("Could not record in the {} whether a message was sent; the claim is kept", option, e));
    }

    @Override
    public String toString() {
        return "RepositoryClaim[" + option + "]";
    }
}
