package io.callingcard.provider.claim;

import io.vertx.core.Future;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.error.Failure;
import io.callingcard.provider.error.Outcome;
import io.callingcard.provider.error.RedactedException;
import io.callingcard.provider.error.UnavailableException;
import io.callingcard.provider.wire.ProviderClient;

/**
 * The right to do something once, kept in a repository that several nodes share.
 *
 * @param repository stores the claims
 * @param option     the option that names the repository, for errors
 */
public record RepositoryClaim(IdempotentRepository repository, String option, String key, ProviderClient client) {

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryClaim.class);

    /** Claims the key. If the repository cannot be reached, the call fails and nothing is sent. */
    public Future<Boolean> take(String provider, String operation) {
        return client.blocking(() -> repository.add(key))
                .recover(e -> Future.failedFuture(new UnavailableException(
                        Failure.local(
                                provider, operation, Outcome.NOT_SENT, "the " + option + " could not be asked", true),
                        new RedactedException(e))));
    }

    /** Confirms the claim of a sent message and releases that of an unsent one. A message in doubt stays claimed. */
    public Future<Boolean> settle(Outcome outcome) {
        return switch (outcome) {
            case SENT -> kept(client.blocking(() -> repository.confirm(key)));
            case NOT_SENT -> kept(client.blocking(() -> repository.remove(key)));
            case IN_DOUBT -> Future.succeededFuture(true);
        };
    }

    private Future<Boolean> kept(Future<Boolean> settling) {
        return settling.onFailure(e -> LOG.warn("The {} could not record the outcome of a claim", option, e));
    }

    @Override
    public String toString() {
        return "RepositoryClaim[" + option + "]";
    }
}
