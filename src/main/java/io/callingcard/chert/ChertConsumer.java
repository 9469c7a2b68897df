package io.callingcard.chert;

import org.apache.camel.Processor;

import io.callingcard.provider.inbound.ProviderConsumer;

/** Receives the events of the account of its endpoint. */
class ChertConsumer extends ProviderConsumer {

    ChertConsumer(ChertEndpoint endpoint, Processor processor) {
        super(endpoint, endpoint.webhooks(), processor);
    }
}
