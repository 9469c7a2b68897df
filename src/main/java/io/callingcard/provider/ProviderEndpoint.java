// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.List;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.support.DefaultEndpoint;

import io.callingcard.provider.call.Preview;
import io.callingcard.provider.inbound.EventPipeline;
import io.callingcard.provider.inbound.Webhooks;

/** Base class of the endpoints: one account each, and a URI that prints without secrets or full numbers. */
public abstract class ProviderEndpoint extends DefaultEndpoint
        implements EndpointServiceLocation, WebhookCapableEndpoint, WebhookRegistration.Subscription {

    /** The operation that receives; all other operations send. */
    protected static final String EVENTS = "events";

    protected ProviderEndpoint(String uri, ProviderComponent component) {
        super(PrintableUri.of(uri), component);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getConfiguration().complete(getCamelContext());
    }

    /** Returns the scheme, which is also the provider's name in errors. */
    public abstract String provider();

    public abstract ProviderConfiguration getConfiguration();

    /** Returns the operation, which is the path of the URI. */
    public abstract String getOperation();

    /**
     * Returns what the operation would send for the exchange, with the options of this endpoint. Sends nothing.
     *
     * @return null if the operation does not tell
     * @throws IllegalArgumentException if the provider would refuse the message; the text names the field
     */
    public abstract Preview preview(Exchange exchange);

    /** Creates the verifier and reader of this provider's events. */
    public abstract Webhooks webhooks();

    /** Creates an endpoint with another operation and the same options. */
    protected abstract Endpoint endpoint(String operation);

    @Override
    public Endpoint ensureWebhook() {
        return endpoint("ensure-webhook");
    }

    @Override
    public Endpoint deleteWebhook() {
        return endpoint("delete-webhook");
    }

    protected void requireEvents() {
        if (!EVENTS.equals(getOperation())) {
            throw new IllegalArgumentException("operation: " + provider() + ":" + getOperation()
                    + " sends; use it in a to step. A from step can receive " + provider() + ":" + EVENTS);
        }
    }

    /** Handles the calls of {@code webhook:}, which camel-webhook hosts. */
    @Override
    public Processor createWebhookHandler(Processor next) {
        return pipeline(next);
    }

    /**
     * Creates the pipeline from the provider's calls to the route, for {@code from: chert:events} and for {@code
     * webhook:}.
     */
    EventPipeline pipeline(Processor next) {
        requireEvents();
        Webhooks webhooks = webhooks();
        return new EventPipeline(
                provider(),
                this,
                getConfiguration(),
                webhooks,
                // Looked up per event: the component may start after the route is created.
                work -> getComponent().eventThreads().execute(work),
                () -> new WebhookRegistration(
                        provider(), getConfiguration(), () -> getComponent().activeVertx(), this, webhooks),
                next);
    }

    /** Does nothing: camel-webhook calls this before its port is open. {@code autoRegister} waits for the port. */
    @Override
    public void registerWebhook() {}

    @Override
    public void unregisterWebhook() {}

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST", "GET", "HEAD");
    }

    /** Does nothing: camel-webhook handles path and host, and {@code webhookUrl} is registered. */
    @Override
    public void setWebhookConfiguration(WebhookConfiguration webhook) {}

    @Override
    public ProviderComponent getComponent() {
        return (ProviderComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return getConfiguration().getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "rest";
    }

    /** An endpoint equals only itself: the masked URIs of two accounts may be the same. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
