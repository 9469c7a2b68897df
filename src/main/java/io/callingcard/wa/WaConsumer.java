package io.callingcard.wa;

import org.apache.camel.Processor;

import io.callingcard.provider.ProviderConsumer;

/** Receives the events of the account of its endpoint. */
class WaConsumer extends ProviderConsumer {

    WaConsumer(WaEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }
}
