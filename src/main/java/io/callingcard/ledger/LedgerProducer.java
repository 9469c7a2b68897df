package io.callingcard.ledger;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Runs one {@link LedgerOperation}. */
class LedgerProducer extends DefaultProducer {

    private final LedgerEndpoint endpoint;
    private final LedgerOperation operation;

    LedgerProducer(LedgerEndpoint endpoint, LedgerOperation operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        operation.run(exchange, endpoint);
    }
}
