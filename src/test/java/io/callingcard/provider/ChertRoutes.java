// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import io.callingcard.chert.ChertComponent;
import io.callingcard.chert.ChertConfiguration;
import io.callingcard.provider.error.ProviderException;

/** Routes with the {@code chert} component, for tests of code that all components share. */
final class ChertRoutes implements AutoCloseable {

    static final String TEXT = "chert:send-text?chatId=chat-1";
    static final String READ_RECEIPT = "chert:mark-read?chatId=chat-1";
    static final String HISTORY = "chert:list-messages?chatId=chat-1";
    static final String SENT = "{\"message\":{\"id\":\"message-1\",\"chat_id\":\"chat-1\"}}";

    final CamelContext camel = new DefaultCamelContext();

    /** The exchanges that reached {@code onException}. */
    final List<Exchange> caught = new CopyOnWriteArrayList<>();

    private final AtomicInteger routes = new AtomicInteger();

    ChertRoutes(String baseUrl) {
        ChertConfiguration configuration = component().getConfiguration();
        configuration.setBaseUrl(baseUrl);
        configuration.setTenant("acme");
        configuration.setSecretSupplier(() -> "secret-of-acme");
        configuration.setInitialBackoff(1);
        configuration.setMaxRetries(0);
        camel.start();
    }

    ChertComponent component() {
        return camel.getComponent("chert", ChertComponent.class);
    }

    /** Adds a route with one step and a plain {@code onException}. */
    Exchange send(String uri, Map<String, Object> headers, Object body) {
        String start = "direct:route-" + routes.incrementAndGet();
        add(new RouteBuilder() {
            @Override
            public void configure() {
                onException(ProviderException.class).handled(true).process(exchange -> caught.add(exchange.copy()));
                from(start).to(uri);
            }
        });
        return start(start, headers, body);
    }

    Exchange start(String route, Map<String, Object> headers, Object body) {
        return camel.createProducerTemplate().request(route, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    void add(RouteBuilder route) {
        try {
            camel.addRoutes(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static ProviderException failure(Exchange exchange) {
        ProviderException thrown = exchange.getException(ProviderException.class);
        return thrown == null ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ProviderException.class) : thrown;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
