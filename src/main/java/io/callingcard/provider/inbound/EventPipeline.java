// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the events of a provider to one route, for {@code from: chert:events} and for {@code webhook:}. */
public final class EventPipeline extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(EventPipeline.class);
    private static final int REMEMBERED_EVENTS = 10_000;

    private final String provider;
    private final Endpoint endpoint;
    private final Webhooks webhooks;
    private final Executor threads;
    private final Supplier<Service> registrations;
    private final InboundConfiguration configuration;
    private final IdempotentRepository seen;
    private final InboxPump pump;
    private final WebhookHandler handler;
    private Service registration;

    /**
     * Creates a pipeline for one route.
     *
     * @param endpoint      creates the exchanges
     * @param threads       the threads that read and route events
     * @param registrations creates the service that registers the webhook with the provider
     * @param next          the route
     */
    public EventPipeline(
            String provider,
            Endpoint endpoint,
            InboundConfiguration configuration,
            Webhooks webhooks,
            Executor threads,
            Supplier<Service> registrations,
            Processor next) {
        this.provider = provider;
        this.endpoint = endpoint;
        this.configuration = configuration;
        this.webhooks = webhooks;
        this.threads = threads;
        this.registrations = registrations;
        configuration.validateInbound();
        EventRoute route = new EventRoute(
                endpoint,
                AsyncProcessorConverterHelper.convert(next),
                configuration.isDedupe(),
                configuration.isCloudEvents());
        this.seen = repository();
        this.pump = configuration.getAckMode() == InboundConfiguration.AckMode.ACCEPTED ? pump(route) : null;
        EventIntake intake = pump == null
                ? new RoutedIntake(route, configuration.filter(), seen, subscriber())
                : new InboxIntake(
                        configuration.getInbox(),
                        subscriber(),
                        configuration.filter(),
                        configuration.isDedupe(),
                        pump::wake);
        this.handler = new WebhookHandler(
                provider,
                webhooks,
                intake,
                configuration.isVerifySignature(),
                configuration.limits(),
                configuration.getClock(),
                this::isSuspended,
                threads);
    }

    private IdempotentRepository repository() {
        if (!configuration.isDedupe()) {
            return null;
        }
        return configuration.getIdempotentRepository() == null
                ? MemoryIdempotentRepository.memoryIdempotentRepository(lastEvents())
                : configuration.getIdempotentRepository();
    }

    /** Creates a map of the last events. Camel's own cache costs more than all other work on an event. */
    private static Map<String, Object> lastEvents() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
                return size() > REMEMBERED_EVENTS;
            }
        });
    }

    private InboxPump pump(EventRoute route) {
        return new InboxPump(
                endpoint.getCamelContext(), configuration, subscriber(), webhooks, route, threads, this::isSuspended);
    }

    /** Returns the name under which consumers share events. */
    public String subscriber() {
        return configuration.getSubscriber() == null ? provider : configuration.getSubscriber();
    }

    /**
     * Accepts an event that we fetched from the provider, and so need not verify.
     *
     * @return whether the event is done and need not be fetched again
     */
    public Future<Boolean> acceptFetched(byte[] body) {
        Promise<Boolean> promise = Promise.promise();
        threads.execute(() -> handler.accept(body, status -> promise.tryComplete(status != WebhookHandler.TRY_AGAIN)));
        return promise.future();
    }

    @Override
    protected void doStart() throws Exception {
        if (!configuration.isVerifySignature()) {
            LOG.warn(
                    "{}: verifySignature=false accepts events from anyone who can reach the port; a proxy in front must verify"
                            + " them",
                    provider);
        }
        startShared(seen);
        startShared(configuration.getInbox());
        ServiceHelper.startService(pump);
        if (configuration.isAutoRegister()) {
            registration = registrations.get();
            ServiceHelper.startService(registration);
        }
    }

    /** Starts a shared service until the context stops, since other routes may use it too. */
    public void startShared(Object given) throws Exception {
        if (given instanceof Service) {
            endpoint.getCamelContext().addService(given, true, true);
        }
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownService(registration);
        registration = null;
        ServiceHelper.stopService(pump);
    }

    /** The number of inbox events that are being processed. */
    public int inProgress() {
        return pump == null ? 0 : pump.inProgress();
    }

    /**
     * Creates a host on Camel's Vert.x router; null if Camel's platform HTTP does not run on Vert.x. Until it is started,
     * it asks to send events again.
     *
     * @param pipeline returns the pipeline, once the host is started
     */
    public static Service host(CamelContext context, String path, Supplier<EventPipeline> pipeline) {
        return VertxHost.of(context, path, () -> pipeline.get().handler);
    }

    /** Handles a call that a platform other than Vert.x has received. */
    @Override
    public boolean process(Exchange http, AsyncCallback callback) {
        return new PlatformCall(http, handler).handle(callback);
    }

    @Override
    public String toString() {
        return handler.toString();
    }
}
