// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.ProviderHealthCheck;
import io.callingcard.provider.ProviderProducer;
import io.callingcard.provider.wire.ProviderClient;
import io.callingcard.provider.wire.Wire;

/** Runs one {@link WaOperation} for the device of its endpoint. */
class WaProducer extends ProviderProducer<WaConfiguration> {

    private final WaConfiguration configuration;

    WaProducer(ProviderEndpoint endpoint, WaConfiguration configuration, WaOperation operation) {
        super(endpoint, configuration, operation);
        this.configuration = configuration;
    }

    @Override
    protected ProviderClient client(Wire wire) {
        return new ProviderClient(
                WaConfiguration.SCHEME,
                wire,
                new WaSigner(configuration),
                new WaErrors(configuration),
                configuration.retryPolicy(),
                new DeviceGate(configuration, getEndpoint().getCamelContext()));
    }

    @Override
    protected ProviderHealthCheck healthCheck(ProviderClient client) {
        return new WaHealthCheck(configuration, client);
    }
}
