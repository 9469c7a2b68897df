package io.callingcard.linq;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

import io.callingcard.provider.ProviderComponent;

/** The {@code linq:} component. */
@Component("linq")
public class LinqComponent extends ProviderComponent {

    @Metadata(description = "The account and the defaults of all endpoints; each endpoint may override them.")
    private LinqConfiguration configuration = new LinqConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LinqEndpoint endpoint = new LinqEndpoint(uri, this, remaining, configuration.copy());
        restorePlus(parameters, "to", "from", "participant", "excludeFrom", "forwardingNumber", "webhookLines");
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
