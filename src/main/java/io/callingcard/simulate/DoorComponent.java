// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

import io.vertx.core.MultiMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** Replaces {@code platform-http}: takes the requests of the twins, and opens no port. */
final class DoorComponent extends DefaultComponent {

    private final Map<String, DefaultConsumer> doors = new HashMap<>();

    DoorComponent() {
        setAutowiredEnabled(false);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new Door(uri, remaining.startsWith("/") ? remaining : "/" + remaining);
    }

    /**
     * Sends a request to a path. Returns false if no route serves the path.
     *
     * @param status receives the HTTP status of the answer
     */
    boolean call(String path, MultiMap headers, byte[] body, IntConsumer status) {
        DefaultConsumer door = doors.get(path);
        if (door == null) {
            return false;
        }
        Exchange exchange = door.createExchange(false);
        headers.forEach(header -> exchange.getMessage().setHeader(header.getKey(), header.getValue()));
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getMessage().setBody(body);
        door.getAsyncProcessor()
                .process(
                        exchange,
                        done -> status.accept(
                                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class)));
        return true;
    }

    private final class Door extends DefaultEndpoint {

        private final String path;

        Door(String uri, String path) {
            super(uri, DoorComponent.this);
            this.path = path;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("platform-http: cannot be sent to. Use it in a from step.");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor) {
                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    doors.put(path, this);
                }

                @Override
                protected void doStop() throws Exception {
                    doors.remove(path, this);
                    super.doStop();
                }
            };
        }
    }
}
