// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ExchangeHelper;

/** Replaces {@code seda}: each message goes on as a new event. */
final class QueueComponent extends DefaultComponent {

    private final VirtualMachine machine;
    private final Map<String, List<DefaultConsumer>> consumers = new HashMap<>();

    QueueComponent(VirtualMachine machine) {
        this.machine = machine;
        setAutowiredEnabled(false);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new Mailbox(uri, remaining);
    }

    private final class Mailbox extends DefaultEndpoint {

        private final String name;

        Mailbox(String uri, String name) {
            super(uri, QueueComponent.this);
            this.name = name;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, true);
                    machine.after(0, () -> deliver(copy));
                }
            };
        }

        private void deliver(Exchange exchange) {
            for (DefaultConsumer consumer : consumers.getOrDefault(name, List.of())) {
                consumer.getAsyncProcessor().process(exchange, done -> {});
            }
        }

        @Override
        public PollingConsumer createPollingConsumer() {
            // It would block the only thread forever.
            throw new UnsupportedOperationException("seda: cannot be polled in a simulation. Use it in a from step.");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor) {
                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    consumers
                            .computeIfAbsent(name, missing -> new ArrayList<>())
                            .add(this);
                }

                @Override
                protected void doStop() throws Exception {
                    consumers.getOrDefault(name, List.of()).remove(this);
                    super.doStop();
                }
            };
        }
    }
}
