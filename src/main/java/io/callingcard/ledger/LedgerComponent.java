// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

import io.callingcard.provider.ProviderComponent;
import io.callingcard.provider.StrictNumbers;

/** Creates {@code ledger:} endpoints. JMX shows the state of the ledger, once it is open. */
@ManagedResource(description = "Managed ledger of Calling Card")
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

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return StrictNumbers.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return StrictNumbers.of(super.getEndpointPropertyConfigurer());
    }

    /** Returns the ledger, or null if it is not open: only to look must not create a file. */
    private ChatLedger open() {
        ChatLedger ledger = configuration.getLedger() == null
                ? getCamelContext().getRegistry().findSingleByType(ChatLedger.class)
                : configuration.getLedger();
        return ledger == null || !ledger.isOpen() ? null : ledger;
    }

    @ManagedAttribute(description = "Steps that are in doubt and undecided")
    public long getStepsInDoubt() {
        ChatLedger ledger = open();
        return ledger == null ? 0 : ledger.countDoubts();
    }

    @ManagedAttribute(description = "Steps that this process is working on")
    public int getOpenClaims() {
        ChatLedger ledger = open();
        return ledger == null ? 0 : ledger.getOpenClaims();
    }

    @ManagedAttribute(description = "Outcomes that still have to be recorded")
    public int getUnwrittenOutcomes() {
        ChatLedger ledger = open();
        return ledger == null ? 0 : ledger.getUnwritten();
    }

    public LedgerConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(LedgerConfiguration configuration) {
        this.configuration = configuration;
    }
}
