// SPDX-License-Identifier: Apache-2.0
package io.callingcard.wa;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

import io.callingcard.provider.ProviderComponent;

/** The {@code wa:} component. */
@Component("wa")
public class WaComponent extends ProviderComponent {

    @Metadata(description = "The gateway and the defaults of all endpoints; each endpoint may override them.")
    private WaConfiguration configuration = new WaConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WaEndpoint endpoint = new WaEndpoint(uri, this, remaining, configuration.copy());
        restorePlus(parameters, "to", "chatId", "from");
        setProperties(endpoint, parameters);
        if (endpoint.getConfiguration().getSslContextParameters() == null) {
            endpoint.getConfiguration().setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    public WaConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(WaConfiguration configuration) {
        this.configuration = configuration;
    }
}
