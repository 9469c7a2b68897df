// SPDX-License-Identifier: Apache-2.0
package io.callingcard.chert;

import org.apache.camel.Processor;
import org.apache.camel.Service;

import io.callingcard.provider.ProviderConsumer;
import io.callingcard.provider.ProviderEndpoint;
import io.callingcard.provider.inbound.EventPipeline;

/** Receives the events of an account. */
class ChertConsumer extends ProviderConsumer {

    private final ChertConfiguration configuration;

    ChertConsumer(ProviderEndpoint endpoint, ChertConfiguration configuration, Processor processor) {
        super(endpoint, processor);
        this.configuration = configuration;
    }

    @Override
    protected boolean hasWebhook() {
        return configuration.getMode() == ChertConfiguration.EventMode.WEBHOOK;
    }

    @Override
    protected Service source(EventPipeline pipeline) throws Exception {
        pipeline.startShared(configuration.getCursors());
        return switch (configuration.getMode()) {
            case WEBHOOK -> super.source(pipeline);
            case POLL -> new ChertEventLog(configuration, ChertProducer.client(configuration, wire()), pipeline);
            case STREAM -> new ChertEventStream(configuration, ChertProducer.client(configuration, wire()), pipeline);
        };
    }
}
