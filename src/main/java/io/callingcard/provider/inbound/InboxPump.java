package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees the events of an inbox through the route. */
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
     * @param threads what events are read and routed on
     * @param pausing whether the route wants no events just now
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
            // Each time it was begun the process died: it may well be the event that kills it.
            putAside(kept);
            return;
        }
        InboundEvent event;
        try {
            event = webhooks.read(kept.body(), kept.receivedAt());
        } catch (RuntimeException e) {
            LOG.error(
                    "An event that was kept can no longer be read ({})",
                    e.getClass().getName());
            putAside(kept);
            return;
        }
        route.take(event, through -> {
            if (through) {
                settle(kept, () -> inbox.done(kept));
            } else if (kept.attempts() < attempts) {
                settle(kept, () -> inbox.retry(kept, waitAfter(kept.attempts())));
            } else {
                putAside(kept);
            }
        });
    }

    private void putAside(EventInbox.Kept kept) {
        LOG.error("An event is put aside in the inbox, begun {} times", kept.attempts());
        settle(kept, () -> inbox.putAside(kept));
    }
}
