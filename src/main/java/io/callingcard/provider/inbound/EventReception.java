package io.callingcard.provider.inbound;

import java.time.Duration;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.ProviderEndpoint;

/** All that is between the calls of a provider and one route; the same for {@code from: chert:events} and {@code webhook:}. */
public final class EventReception extends ServiceSupport implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(EventReception.class);
    private static final int REMEMBERED = 10_000;

    private final ProviderEndpoint endpoint;
    private final Webhooks webhooks;
    private final InboundConfiguration configuration;
    private final EventRoute route;
    private final IdempotentRepository seen;
    private final InboxPump pump;
    private final EventIntake intake;
    private final WebhookReceiver receiver;

    /**
     * A reception for one route.
     *
     * @param next the route
     */
    public EventReception(ProviderEndpoint endpoint, Webhooks webhooks, Processor next) {
        this.endpoint = endpoint;
        this.webhooks = webhooks;
        this.configuration = endpoint.getConfiguration();
        configuration.validateInbound();
        this.route = new EventRoute(endpoint, next, configuration.isDedupe());
        this.seen = repository();
        this.pump = configuration.getAckMode() == AckMode.ACCEPTED ? pump() : null;
        this.intake = pump == null
                ? new RoutedIntake(route, configuration.filter(), seen, subscriber())
                : new InboxIntake(configuration.getInbox(), subscriber(), configuration.filter(), pump::wake);
        this.receiver = new WebhookReceiver(
                endpoint.provider(),
                webhooks,
                intake,
                configuration.isVerifySignature(),
                configuration.getMaxWebhookBody(),
                configuration.getClock());
    }

    private IdempotentRepository repository() {
        if (!configuration.isDedupe()) {
            return null;
        }
        return configuration.getIdempotentRepository() == null
                ? MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED)
                : configuration.getIdempotentRepository();
    }

    private InboxPump pump() {
        return new InboxPump(
                endpoint.getCamelContext(),
                configuration.getInbox(),
                subscriber(),
                webhooks,
                route,
                configuration.getInboxThreads(),
                configuration.getInboxAttempts(),
                Duration.ofMillis(configuration.getInboxLease()));
    }

    private String subscriber() {
        return configuration.getSubscriber() == null ? endpoint.provider() : configuration.getSubscriber();
    }

    /** Where events come in that were not pushed. */
    EventIntake intake() {
        return intake;
    }

    @Override
    protected void doStart() {
        if (!configuration.isVerifySignature()) {
            LOG.warn(
                    "{}: events are taken from anybody who can reach the port, since verifySignature=false",
                    endpoint.provider());
        }
        // Started, but never stopped: others may share what was given to us.
        ServiceHelper.startService(seen);
        ServiceHelper.startService(pump);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(pump);
    }

    @Override
    public void process(Exchange http) {
        receiver.process(http);
    }

    @Override
    public String toString() {
        return receiver.toString();
    }
}
