// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.Collection;

import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;

import io.callingcard.provider.inbound.EventPipeline;
import io.callingcard.provider.inbound.Pump;
import io.callingcard.provider.wire.Wire;

/** Receives events and routes them. By default they arrive at a webhook on the port of Camel's platform HTTP. */
public class ProviderConsumer extends DefaultConsumer implements Suspendable, Pump.DrainsOnShutdown {

    private final ProviderEndpoint endpoint;
    private volatile EventPipeline pipeline;
    private Service host;
    private Service source;

    public ProviderConsumer(ProviderEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    /**
     * Takes the path of the webhook before any route starts, so that the provider is asked to send again what arrives too
     * early. Camel initializes a consumer only when its route starts, but sets its route before. A route with
     * autoStartup=false needs no secret until it starts.
     */
    @Override
    public void setRoute(Route route) {
        super.setRoute(route);
        reserve();
        endpoint.getCamelContext().addLifecycleStrategy(new Reservation());
        if (route.isAutoStartup()) {
            prepare();
        }
    }

    private void reserve() {
        if (host == null && hasWebhook()) {
            host = EventPipeline.host(endpoint.getCamelContext(), path(), () -> pipeline);
            ServiceHelper.initService(host);
        }
    }

    private void prepare() {
        if (pipeline == null) {
            pipeline = endpoint.pipeline(getProcessor());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        reserve();
        prepare();
        ServiceHelper.startService(pipeline);
        source = source(pipeline);
        ServiceHelper.startService(source);
    }

    /** Keeps the path: until the route is removed, the provider is asked to send its events again. */
    @Override
    protected void doStop() throws Exception {
        if (source == host) {
            ServiceHelper.stopService(host);
        } else {
            ServiceHelper.stopAndShutdownService(source);
        }
        source = null;
        ServiceHelper.stopService(pipeline);
        endpoint.getComponent().freePath(path(), this);
        super.doStop();
    }

    /** Gives the path back when the route is removed. Camel stops the consumer then, but does not shut it down. */
    private final class Reservation extends LifecycleStrategySupport {

        @Override
        public void onRoutesRemove(Collection<Route> routes) {
            if (routes.contains(getRoute())) {
                ServiceHelper.stopAndShutdownService(host);
                endpoint.getCamelContext().getLifecycleStrategies().remove(this);
            }
        }
    }

    @Override
    public int getPendingExchangesSize() {
        return pipeline.inProgress();
    }

    /** Whether events arrive at a webhook. */
    protected boolean hasWebhook() {
        return true;
    }

    /** Creates the source of events: by default a webhook that Camel hosts. */
    protected Service source(EventPipeline pipeline) throws Exception {
        endpoint.getComponent().claimPath(path(), this);
        return host == null ? httpEndpoint().createConsumer(pipeline) : host;
    }

    /** Creates a wire for calls that fetch events. Its answers are processed on the event threads. */
    protected Wire wire() {
        ProviderComponent component = endpoint.getComponent();
        return component.wire(endpoint.getConfiguration(), component.eventThreads());
    }

    @Override
    protected void doSuspend() {
        pipeline.suspend();
    }

    @Override
    protected void doResume() {
        pipeline.resume();
    }

    private String path() {
        String given = endpoint.getConfiguration().getWebhookPath();
        if (given == null) {
            return "/webhooks/" + endpoint.provider();
        }
        return given.startsWith("/") ? given : "/" + given;
    }

    /** Hosts the webhook where Camel's platform HTTP does not run on Vert.x. */
    private Endpoint httpEndpoint() {
        try {
            return endpoint.getCamelContext().getEndpoint("platform-http:" + path());
        } catch (ResolveEndpointFailedException e) {
            throw new IllegalStateException(
                    endpoint.provider() + ":events needs Camel's platform HTTP: add camel-platform-http-main,"
                            + " camel-quarkus-platform-http or camel-platform-http-starter",
                    e);
        }
    }
}
