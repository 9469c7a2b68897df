package io.callingcard.provider;

import java.time.Duration;

import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.Service;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

import io.callingcard.provider.inbound.DrainsOnShutdown;
import io.callingcard.provider.inbound.EventPipeline;
import io.callingcard.provider.wire.Wire;

/** Brings events from where they come in to the route; by default from a webhook on the port of Camel's platform HTTP. */
public abstract class ProviderConsumer extends DefaultConsumer implements Suspendable, DrainsOnShutdown {

    private final ProviderEndpoint endpoint;
    private EventPipeline reception;
    private Service source;
    private String path;

    protected ProviderConsumer(ProviderEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // Only now: a route that is not to start needs no secret.
        reception = endpoint.pipeline(getProcessor());
        ServiceHelper.startService(reception);
        source = source(reception);
        ServiceHelper.startService(source);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopAndShutdownService(source);
        source = null;
        ServiceHelper.stopService(reception);
        if (path != null) {
            endpoint.getComponent().freePath(path);
            path = null;
        }
        super.doStop();
    }

    @Override
    public int getPendingExchangesSize() {
        return reception.inHand();
    }

    /** Where events come from: by default a webhook that we host ourselves. */
    protected Service source(EventPipeline taker) throws Exception {
        path = path();
        endpoint.getComponent().claimPath(path);
        Service host = taker.host(path);
        return host == null ? httpEndpoint().createConsumer(taker) : host;
    }

    /** Calls of our own, whose answers are events: those go on with the threads of events. */
    protected Wire wire() throws Exception {
        ProviderConfiguration configuration = endpoint.getConfiguration();
        ProviderComponent component = endpoint.getComponent();
        return new Wire(
                component.connectionPools().connections(configuration.transport()),
                configuration.getBaseUrl(),
                Duration.ofMillis(configuration.getRequestTimeout()),
                configuration.getMaxResponseSize(),
                component.eventThreads());
    }

    @Override
    protected void doSuspend() {
        reception.suspend();
    }

    @Override
    protected void doResume() {
        reception.resume();
    }

    private String path() {
        String given = endpoint.getConfiguration().getWebhookPath();
        if (given == null) {
            return "/webhooks/" + endpoint.provider();
        }
        return given.startsWith("/") ? given : "/" + given;
    }

    /** Where the platform's HTTP is another than Vert.x's. */
    private Endpoint httpEndpoint() {
        try {
            return endpoint.getCamelContext().getEndpoint("platform-http:" + path);
        } catch (ResolveEndpointFailedException e) {
            throw new IllegalStateException(
                    endpoint.provider() + ":events needs Camel's platform HTTP: add camel-platform-http-main,"
                            + " camel-quarkus-platform-http or camel-platform-http-starter",
                    e);
        }
    }
}
