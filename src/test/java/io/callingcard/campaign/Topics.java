// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Topics without a broker, in place of {@code kafka:}. A test hands each record to the route that reads its topic. */
final class Topics extends DefaultComponent {

    /** A record as it was written. */
    record Written(String topic, String key, byte[] value, Map<String, Object> headers) {

        String text() {
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    private final List<Written> written = new CopyOnWriteArrayList<>();
    private final Map<String, Consumer> readers = new ConcurrentHashMap<>();

    /** Camel's own configurer of this scheme wants its own component. */
    @Override
    public boolean isAutowiredEnabled() {
        return false;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String topic, Map<String, Object> parameters) {
        parameters.clear();
        return new Topic(uri, topic);
    }

    /** Returns the records of a topic. */
    List<Written> in(String topic) {
        return written.stream().filter(each -> each.topic().equals(topic)).toList();
    }

    /** Reads a record. Returns the failure after which Kafka lets it be read again; null if it is done. */
    Exception read(String topic, byte[] value, Map<String, Object> headers) throws Exception {
        Consumer reader = readers.get(topic);
        Exchange exchange = reader.getEndpoint().createExchange();
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        exchange.getMessage().setHeader("kafka.TOPIC", topic);
        exchange.getMessage().setHeader("kafka.PARTITION", 3);
        exchange.getMessage().setHeader("kafka.OFFSET", 17L);
        exchange.getMessage().setHeader("kafka.KEY", "the key");
        exchange.getMessage().setBody(value);
        reader.getProcessor().process(exchange);
        return exchange.getException();
    }

    Exception read(Written record) throws Exception {
        return read(record.topic(), record.value(), Map.of());
    }

    private final class Topic extends DefaultEndpoint {

        private final String topic;

        private Topic(String uri, String topic) {
            super(uri, Topics.this);
            this.topic = topic;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    written.add(new Written(
                            topic,
                            exchange.getMessage().getHeader("kafka.KEY", String.class),
                            exchange.getMessage().getBody(byte[].class),
                            Map.copyOf(new HashMap<>(exchange.getMessage().getHeaders()))));
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            Consumer reader = new DefaultConsumer(this, processor);
            readers.put(topic, reader);
            return reader;
        }
    }
}
