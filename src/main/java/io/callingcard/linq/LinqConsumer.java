package io.callingcard.linq;

import org.apache.camel.Processor;

import io.callingcard.provider.ProviderConsumer;

/** Receives the events of the account of its endpoint. */
class LinqConsumer extends ProviderConsumer {

    LinqConsumer(LinqEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }
}
