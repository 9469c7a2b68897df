// SPDX-License-Identifier: Apache-2.0
package io.callingcard.linq;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

import io.callingcard.provider.ProviderComponent;

/** The {@code linq:} component. */
@Component("linq")
public class LinqComponent extends ProviderComponent {

    @Metadata(description = "The account, and the defaults for all endpoints. An endpoint may override each option.")
    private LinqConfiguration configuration = new LinqConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LinqEndpoint endpoint = new LinqEndpoint(uri, this, remaining, configuration.copy());
        restorePlus(parameters, "to", "from", "excludeFrom", "webhookLines");
        setProperties(endpoint, parameters);
        if (endpoint.getConfiguration().getSslContextParameters() == null) {
            endpoint.getConfiguration().setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    public LinqConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(LinqConfiguration configuration) {
        this.configuration = configuration;
    }
}
