// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

import io.callingcard.provider.ProviderComponent;

/** Sends and receives iMessages by the Chert Messaging API. */
@Component("chert")
public class ChertComponent extends ProviderComponent {

    @Metadata(description = "The account, and the defaults for all endpoints. An endpoint may override each option.")
    private ChertConfiguration configuration = new ChertConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ChertEndpoint endpoint = new ChertEndpoint(uri, this, remaining, configuration.copy());
        restorePlus(parameters, "to", "from");
        setProperties(endpoint, parameters);
        if (endpoint.getConfiguration().getSslContextParameters() == null) {
            endpoint.getConfiguration().setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    public ChertConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(ChertConfiguration configuration) {
        this.configuration = configuration;
    }
}
