// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.ProviderProducer;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;

/** Runs one {@link LinqOperation} for the account of its endpoint. */
class LinqProducer extends ProviderProducer<LinqConfiguration> {

    private final LinqConfiguration configuration;

    LinqProducer(ProviderEndpoint endpoint, LinqConfiguration configuration, LinqOperation operation) {
        super(endpoint, configuration, operation);
        this.configuration = configuration;
    }

    @Override
    protected ProviderClient client(Wire wire) {
        return new ProviderClient(
                LinqConfiguration.SCHEME,
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
