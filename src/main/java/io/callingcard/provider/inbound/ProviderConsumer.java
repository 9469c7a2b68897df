package io.callingcard.provider.inbound;

import java.util.Map;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;

import io.callingcard.provider.ProviderEndpoint;

/** Receives events by a webhook that it hosts itself, on the port that Camel's platform HTTP has. */
public abstract class ProviderConsumer extends DefaultConsumer implements Suspendable {

    private final ProviderEndpoint endpoint;
    private final EventReception reception;
    private Consumer http;
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
        http = httpEndpoint().createConsumer(reception);
        ServiceHelper.startService(http);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopAndShutdownService(http);
        http = null;
        if (path != null) {
            endpoint.getComponent().freePath(path);
            path = null;
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() {
        ServiceHelper.suspendService(http);
    }

    @Override
    protected void doResume() {
        ServiceHelper.resumeService(http);
    }

    private String path() {
        String given = endpoint.getConfiguration().getWebhookPath();
        if (given == null) {
            return "/webhooks/" + endpoint.provider();
        }
        return given.startsWith("/") ? given : "/" + given;
    }

    /** The engine hands the body over untouched: its own reader would parse a form, and lose the bytes. */
    private Endpoint httpEndpoint() {
        try {
            return getEndpoint()
                    .getCamelContext()
                    .getEndpoint("platform-http:" + path, Map.of("useBodyHandler", false));
        } catch (ResolveEndpointFailedException e) {
            throw new IllegalStateException(
                    endpoint.provider() + ":events needs Camel's platform HTTP: add camel-platform-http-main,"
                            + " camel-quarkus-platform-http or camel-platform-http-starter",
                    e);
        }
    }
}
