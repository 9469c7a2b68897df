// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.ProviderProducer;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;

/** Runs a {@link ChertOperation} for an account. */
class ChertProducer extends ProviderProducer<ChertConfiguration> {

    private final ChertConfiguration configuration;

    ChertProducer(ProviderEndpoint endpoint, ChertConfiguration configuration, ChertOperation operation) {
        super(endpoint, configuration, operation);
        this.configuration = configuration;
    }

    @Override
    protected ProviderClient client(Wire wire) {
        return client(configuration, wire);
    }

    static ProviderClient client(ChertConfiguration configuration, Wire wire) {
        return new ProviderClient(
                ChertConfiguration.SCHEME,
                wire,
                new ChertSigner(configuration),
                new ChertErrors(configuration),
                configuration.retryPolicy());
    }

    @Override
    protected ProviderHealthCheck healthCheck(ProviderClient client) {
        return new ChertHealthCheck(configuration, client);
    }
}
