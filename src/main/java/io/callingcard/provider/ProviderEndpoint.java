package io.callingcard.provider;

import java.util.List;

import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.support.DefaultEndpoint;

import io.callingcard.provider.inbound.EventPipeline;
import io.callingcard.provider.inbound.Webhooks;

/** What the endpoints share: one account, and a printed form without phone numbers and secrets. */
public abstract class ProviderEndpoint extends DefaultEndpoint
        implements EndpointServiceLocation, WebhookCapableEndpoint {

    /** The only operation that receives; all others send. */
    protected static final String EVENTS = "events";

    protected ProviderEndpoint(String uri, ProviderComponent component) {
        super(PrintableUri.of(uri), component);
    }

    /** The scheme, which is also the provider's name in errors. */
    public abstract String provider();

    public abstract ProviderConfiguration getConfiguration();

    /** How this provider signs and writes its events. */
    public abstract Webhooks webhooks();

    protected void requireEvents(String operation) {
        if (!EVENTS.equals(operation)) {
            throw new IllegalArgumentException("operation: " + provider() + ":" + operation
                    + " sends; use it in a to step. A from step can receive " + provider() + ":" + EVENTS);
        }
    }

    /** Handles a call that camel-webhook hosts ({@code webhook:}). */
    @Override
    public Processor createWebhookHandler(Processor next) {
        return pipeline(next);
    }

    /** Everything between the provider's calls and the route; the same for {@code from: chert:events} and {@code webhook:}. */
    EventPipeline pipeline(Processor next) {
        Webhooks webhooks = webhooks();
        return new EventPipeline(
                provider(),
                this,
                getConfiguration(),
                webhooks,
                // Looked up for each event: the component may start after the route was made.
                work -> getComponent().eventThreads().execute(work),
                () -> new WebhookRegistration(this, webhooks),
                next);
    }

    /** The endpoint that registers {@code webhookUrl}. */
    public abstract Endpoint registering();

    /** The endpoint that deletes a subscription by its id, which is a header. */
    public abstract Endpoint unregistering();

    /** The secret in an answer about a subscription, or null; most answers do not contain it. */
    public abstract String secretOf(Object subscription);

    /** Camel's webhook calls this before its port serves; {@code autoRegister} waits until it does. */
    @Override
    public void registerWebhook() {}

    @Override
    public void unregisterWebhook() {}

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST", "GET", "HEAD");
    }

    /** Camel-webhook decides path and host; {@code webhookUrl} is what is registered. */
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

    /** Printable URIs of two accounts may be alike, so an endpoint equals only itself. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
