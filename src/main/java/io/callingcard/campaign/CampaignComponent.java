package io.callingcard.campaign;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

import io.callingcard.provider.ProviderComponent;

/** Creates {@code campaign:} endpoints. */
@Component("campaign")
public class CampaignComponent extends DefaultComponent {

    @Metadata(description = "The defaults of all endpoints. Each endpoint may override them.")
    private CampaignConfiguration configuration = new CampaignConfiguration();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        CampaignEndpoint endpoint = new CampaignEndpoint(uri, this, remaining, configuration.copy());
        ProviderComponent.restorePlus(parameters, "person");
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private CampaignStore store() {
        return CampaignStore.of(configuration, getCamelContext());
    }

    /** Returns how many chats the sweeps of this process have read. */
    public long countSweptChats() {
        return store().swept.sum();
    }

    /** Returns how many of the swept chats were due. */
    public long countDueChats() {
        return store().due.sum();
    }

    /** Returns how often the leads of a line, or a chat that was due, had to wait for the budget of the line. */
    public long countPacingWaits() {
        CampaignStore store = store();
        return store.leads.waits.sum() + store.paced.sum();
    }

    public CampaignConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(CampaignConfiguration configuration) {
        this.configuration = configuration;
    }
}
