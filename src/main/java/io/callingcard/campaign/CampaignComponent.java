// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

import io.callingcard.campaign.Backlog.Figure;
import io.callingcard.ledger.ChatLedger;
import io.callingcard.provider.ProviderComponent;
import io.callingcard.provider.StrictNumbers;

/** Creates {@code campaign:} endpoints. JMX shows what waits, once the ledger is open. */
@ManagedResource(description = "Managed campaigns of Calling Card")
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

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return StrictNumbers.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return StrictNumbers.of(super.getEndpointPropertyConfigurer());
    }

    private CampaignStore store() {
        return CampaignStore.of(configuration, getCamelContext());
    }

    private long lastTotal(Figure figure) {
        ChatLedger ledger = configuration.getLedger() == null
                ? getCamelContext().getRegistry().findSingleByType(ChatLedger.class)
                : configuration.getLedger();
        return ledger == null || !ledger.isOpen()
                ? 0
                : CampaignStore.of(ledger).backlog.lastTotal(figure);
    }

    @ManagedAttribute(description = "Leads that wait although their time has come")
    public long getLeadsDue() {
        return lastTotal(Figure.DUE);
    }

    @ManagedAttribute(description = "Leads that a person must look at")
    public long getLeadsSetAside() {
        return lastTotal(Figure.SET_ASIDE);
    }

    @ManagedAttribute(description = "Chats whose next share is due")
    public long getSharesDue() {
        return lastTotal(Figure.SHARES_DUE);
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
        return store.turns.waits.sum() + store.paced.sum();
    }

    /**
     * Returns how many lines of a provider rest because they cannot send.
     *
     * @param provider chert, linq or wa
     */
    public long countRestingLines(String provider) {
        return store().turns.resting().stream()
                .filter(rest -> Line.parse(rest.line()).channel().equals(provider))
                .count();
    }

    /** Returns the lines that rest because they cannot send, masked, with the reason of each. */
    public Map<String, String> restingLines() {
        Map<String, String> lines = new TreeMap<>();
        store().turns
                .resting()
                .forEach(rest -> lines.put(Line.parse(rest.line()).masked(), rest.reason()));
        return lines;
    }

    /** Returns what is counted in each campaign: the names of the figures, each with its description. */
    public static Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            figures.put(figure.word(), figure.description);
        }
        return figures;
    }

    /**
     * Returns a figure of a campaign. It can be some seconds old.
     *
     * @param figure one of {@link #figures}
     */
    public long count(String campaign, String figure) {
        return store().backlog.count(campaign, Figure.valueOf(figure.toUpperCase(Locale.ROOT)));
    }

    /** Returns the names of the campaigns. */
    public Set<String> campaigns() {
        return Campaign.all(getCamelContext()).keySet();
    }

    /**
     * Begins to import a file of leads, with the ledger and the lines of this component. Reads the first rows only.
     *
     * @param content CSV with a header line, or JSON
     * @throws RefusedLeadException if the campaign does not exist, or a column
     */
    public LeadImport importOf(LeadImport.Order order, byte[] content) {
        return new LeadImport(store(), getCamelContext(), order, content, configuration.getChannels());
    }

    public CampaignConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(CampaignConfiguration configuration) {
        this.configuration = configuration;
    }
}
