package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes the events of an inbox. */
final class InboxPump extends Pump<EventInbox.Kept> {

    private static final Logger LOG = LoggerFactory.getLogger(InboxPump.class);

    private final EventInbox inbox;
    private final int attempts;
    private final String subscriber;
    private final Webhooks webhooks;
    private final EventRoute route;
    private final BooleanSupplier pausing;

    /**
     * A pump for one route.
     *
     * @param threads run the parsing and the route
     * @param pausing whether the route is suspended
     */
    InboxPump(
            CamelContext context,
            InboundConfiguration configuration,
            String subscriber,
            Webhooks webhooks,
            EventRoute route,
            Executor threads,
            BooleanSupplier pausing) {
        super(
                context,
                "Inbox",
                configuration.getInboxThreads(),
                Duration.ofMillis(configuration.getInboxLease()),
                threads);
        this.inbox = configuration.getInbox();
        this.attempts = configuration.getInboxAttempts();
        this.subscriber = subscriber;
        this.webhooks = webhooks;
        this.route = route;
        this.pausing = pausing;
    }

    @Override
    protected List<EventInbox.Kept> take(int most, Duration lease) {
        return pausing.getAsBoolean() ? List.of() : inbox.take(subscriber, most, lease);
    }

    @Override
    protected void renew(List<EventInbox.Kept> taken, Duration lease) {
        inbox.renew(taken, lease);
    }

    @Override
    protected void process(EventInbox.Kept kept) {
        if (kept.attempts() > attempts) {
            // The process died at each attempt: the event may be the cause.
            setAside(kept);
            return;
        }
        InboundEvent event;
        try {
            event = webhooks.read(kept.body(), kept.receivedAt());
        } catch (RuntimeException e) {
            LOG.error("Cannot read a stored event any more ({})", e.getClass().getName());
            setAside(kept);
            return;
        }
        route.take(event, through -> {
            if (through) {
                settle(kept, () -> inbox.done(kept));
            } else if (kept.attempts() < attempts) {
                settle(kept, () -> inbox.retry(kept, waitAfter(kept.attempts())));
            } else {
                setAside(kept);
            }
        });
    }

    private void setAside(EventInbox.Kept kept) {
        LOG.error("Set an event aside in the inbox after {} attempts. Look at it, then reopen it.", kept.attempts());
        settle(kept, () -> inbox.setAside(kept));
    }
}
