package io.callingcard.campaign;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Runs one {@link CampaignOperation}. */
class CampaignProducer extends DefaultProducer {

    private final CampaignEndpoint endpoint;
    private final CampaignOperation operation;

    CampaignProducer(CampaignEndpoint endpoint, CampaignOperation operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        operation.run(exchange, endpoint);
    }
}
