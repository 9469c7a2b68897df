package io.callingcard.linq;

import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.ProviderProducer;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;

/** Runs one {@link LinqOperation} for the account of its endpoint. */
class LinqProducer extends ProviderProducer<LinqConfiguration> {

    private final LinqConfiguration configuration;

    LinqProducer(LinqEndpoint endpoint, LinqOperation operation) {
        super(endpoint, endpoint.getConfiguration(), operation);
        this.configuration = endpoint.getConfiguration();
    }

    @Override
    protected ProviderClient client(Wire wire) {
        return new ProviderClient(
                LinqEndpoint.SCHEME,
                wire,
                new LinqSigner(configuration),
                new LinqErrors(configuration),
                configuration.retryPolicy());
    }

    @Override
    protected ProviderHealthCheck healthCheck(ProviderClient client) {
        return new LinqHealthCheck(configuration, client);
    }
}
