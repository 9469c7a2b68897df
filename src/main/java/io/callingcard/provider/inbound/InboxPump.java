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
    private final BooleanSupplier suspended;

    /**
     * Creates a pump for one route.
     *
     * @param threads the threads that read and route events
     * @param suspended whether the route is suspended
     */
    InboxPump(
            CamelContext context,
            InboundConfiguration configuration,
            String subscriber,
            Webhooks webhooks,
            EventRoute route,
            Executor threads,
            BooleanSupplier suspended) {
        super(
                context,
                "Inbox",
                configuration.getInboxInFlight(),
                Duration.ofMillis(configuration.getInboxLease()),
                threads);
        this.inbox = configuration.getInbox();
        this.attempts = configuration.getInboxAttempts();
        this.subscriber = subscriber;
        this.webhooks = webhooks;
        this.route = route;
        this.suspended = suspended;
    }

    @Override
    protected List<EventInbox.Kept> lease(int most, Duration lease) {
        return suspended.getAsBoolean() ? List.of() : inbox.leaseEvents(subscriber, most, lease);
    }

    @Override
    protected void renew(List<EventInbox.Kept> taken, Duration lease) {
        inbox.renew(taken, lease);
    }

    @Override
    protected void process(EventInbox.Kept kept) {
        if (kept.attempts() > attempts) {
            // The process died in each attempt, so the event itself may be the cause.
            setAside(kept);
            return;
        }
        InboundEvent event;
        try {
            event = webhooks.read(kept.body(), kept.receivedAt());
        } catch (OutOfMemoryError e) {
            // Other work may have taken the memory.
            LOG.error("There was not enough memory to read a stored event; it is retried");
            retry(kept);
            return;
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "A stored event cannot be read ({}); it is set aside",
                    e.getClass().getName());
            setAside(kept);
            return;
        }
        route.route(event, routed -> {
            if (routed) {
                settle(kept, () -> inbox.done(kept));
            } else {
                retry(kept);
            }
        });
    }

    private void retry(EventInbox.Kept kept) {
        if (kept.attempts() < attempts) {
            settle(kept, () -> inbox.retry(kept, waitAfter(kept.attempts())));
        } else {
            setAside(kept);
        }
    }

    private void setAside(EventInbox.Kept kept) {
        LOG.error(
                "An event was set aside in the inbox after {} attempts; fix the route, then release the event",
                kept.attempts());
        settle(kept, () -> inbox.setAside(kept));
    }
}
