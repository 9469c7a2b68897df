package io.callingcard.provider.inbound;

import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.Service;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

import io.callingcard.provider.ProviderEndpoint;

/** Receives events by a webhook that it hosts itself, on the port that Camel's platform HTTP has. */
public abstract class ProviderConsumer extends DefaultConsumer implements Suspendable {

    private final ProviderEndpoint endpoint;
    private final EventReception reception;
    private Service host;
    private String path;

    protected ProviderConsumer(ProviderEndpoint endpoint, Webhooks webhooks, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.reception = new EventReception(endpoint, webhooks, processor);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        path = path();
        endpoint.getComponent().claimPath(path);
        ServiceHelper.startService(reception);
        host = VertxHost.of(endpoint.getCamelContext(), path, reception.receiver());
        if (host == null) {
            host = httpEndpoint().createConsumer(reception);
        }
        ServiceHelper.startService(host);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopAndShutdownService(host);
        host = null;
        ServiceHelper.stopService(reception);
        if (path != null) {
            endpoint.getComponent().freePath(path);
            path = null;
        }
        super.doStop();
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
