package io.callingcard.provider.inbound;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything between the calls of a provider and one route; the same for {@code from: chert:events} and {@code webhook:}. */
public final class EventPipeline extends AsyncProcessorSupport {

    private static final Logger LOG = LoggerFactory.getLogger(EventPipeline.class);
    private static final int REMEMBERED = 10_000;

    private final String provider;
    private final Endpoint endpoint;
    private final Webhooks webhooks;
    private final Executor threads;
    private final Supplier<Service> registrations;
    private final InboundConfiguration configuration;
    private final IdempotentRepository seen;
    private final InboxPump pump;
    private final WebhookHandler receiver;
    private Service registration;

    /**
     * A pipeline for one route.
     *
     * @param endpoint      makes the exchanges
     * @param threads       run the parsing and the route
     * @param registrations makes the service that registers the webhook with the provider
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
        this.receiver = new WebhookHandler(
                provider,
                webhooks,
                intake,
                configuration.isVerifySignature(),
                configuration.getMaxWebhookBody(),
                configuration.getClock(),
                this::isSuspended,
                threads);
    }

    private IdempotentRepository repository() {
        if (!configuration.isDedupe()) {
            return null;
        }
        return configuration.getIdempotentRepository() == null
                ? MemoryIdempotentRepository.memoryIdempotentRepository(lastOnes())
                : configuration.getIdempotentRepository();
    }

    /** A bounded cache; Camel's own one costs more than the rest of the processing of an event. */
    private static Map<String, Object> lastOnes() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    private InboxPump pump(EventRoute route) {
        return new InboxPump(
                endpoint.getCamelContext(), configuration, subscriber(), webhooks, route, threads, this::isSuspended);
    }

    /** The name under which consumers share a repository or an inbox. */
    public String subscriber() {
        return configuration.getSubscriber() == null ? provider : configuration.getSubscriber();
    }

    /**
     * Accepts an event that we fetched from the provider, which needs no signature.
     *
     * @return false if it must be fetched again
     */
    public Future<Boolean> take(byte[] body) {
        Promise<Boolean> promise = Promise.promise();
        threads.execute(() -> receiver.take(body, status -> promise.complete(status != WebhookHandler.TRY_AGAIN)));
        return promise.future();
    }

    @Override
    protected void doStart() throws Exception {
        if (!configuration.isVerifySignature()) {
            LOG.warn("{}: anyone who reaches the port can forge events, because verifySignature=false", provider);
        }
        keepOpen(seen);
        keepOpen(configuration.getInbox());
        ServiceHelper.startService(pump);
        if (configuration.isAutoRegister()) {
            registration = registrations.get();
            ServiceHelper.startService(registration);
        }
    }

    /** Starts a service that was given to us. The context stops it, because other routes may share it. */
    public void keepOpen(Object given) throws Exception {
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
    public int inHand() {
        return pump == null ? 0 : pump.inHand();
    }

    /** Serves the webhook on the platform's own router; null where the platform's HTTP is not Vert.x's. */
    public Service host(String path) {
        return VertxHost.of(endpoint.getCamelContext(), path, receiver);
    }

    /** Handles a call whose body another HTTP server has read. */
    @Override
    public boolean process(Exchange http, AsyncCallback callback) {
        int status = receiver.statusOf(http.getMessage().getHeader(Exchange.HTTP_METHOD, "POST", String.class));
        if (status != 0) {
            return answer(http, status, callback, true);
        }
        byte[] body;
        try {
            body = RawBody.read(http, receiver.largest());
        } catch (IOException e) {
            return answer(http, WebhookHandler.TRY_AGAIN, callback, true);
        }
        if (body == null) {
            return answer(http, receiver.unverifiable(), callback, true);
        }
        if (body.length > receiver.largest()) {
            return answer(http, receiver.tooLarge(), callback, true);
        }
        Message message = http.getMessage();
        Webhooks.WebhookCall call = new Webhooks.WebhookCall(name -> RawBody.header(message, name), body);
        receiver.receive(call, result -> answer(http, result, callback, false));
        return false;
    }

    /** Answers with the status only. */
    private static boolean answer(Exchange http, int status, AsyncCallback callback, boolean synchronous) {
        Message message = http.getMessage();
        message.removeHeaders("*");
        message.setBody(null);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (status == WebhookHandler.METHOD_NOT_ALLOWED) {
            message.setHeader("Allow", "POST");
        }
        callback.done(synchronous);
        return synchronous;
    }

    @Override
    public String toString() {
        return receiver.toString();
    }
}
