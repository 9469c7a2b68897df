// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.Map;
import java.util.function.Consumer;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.util.URISupport;

/**
 * Replaces a component that connects to the outside, such as {@code http}. Its consumers receive nothing. Its producers and
 * polling consumers return an empty answer.
 */
final class StubComponent extends DefaultComponent {

    private final Consumer<String> seen;

    /** @param seen receives the URI of each endpoint, without its query */
    StubComponent(Consumer<String> seen) {
        this.seen = seen;
        setAutowiredEnabled(false);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return stub(uri);
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        // A stub uses no options.
    }

    Endpoint stub(String uri) {
        seen.accept(URISupport.sanitizeUri(URISupport.stripQuery(uri)));
        return new Stub(uri);
    }

    private final class Stub extends DefaultEndpoint {

        Stub(String uri) {
            super(uri, StubComponent.this);
        }

        @Override
        public boolean isLenientProperties() {
            return true;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    exchange.getMessage().setBody(null);
                }
            };
        }

        @Override
        public PollingConsumer createPollingConsumer() {
            return new PollingConsumerSupport(this) {
                @Override
                public Exchange receive() {
                    return null;
                }

                @Override
                public Exchange receive(long timeout) {
                    return null;
                }

                @Override
                public Exchange receiveNoWait() {
                    return null;
                }
            };
        }

        @Override
        public org.apache.camel.Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor);
        }
    }
}
