package io.callingcard.ledger;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

import io.callingcard.provider.ProviderComponent;

/** Creates {@code ledger:} endpoints. */
@Component("ledger")
public class LedgerComponent extends DefaultComponent {

    @Metadata(description = "The defaults of all endpoints. Each endpoint may override them.")
    private LedgerConfiguration configuration = new LedgerConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, remaining, configuration.copy());
        ProviderComponent.restorePlus(parameters, "person");
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public LedgerConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(LedgerConfiguration configuration) {
        this.configuration = configuration;
    }
}
