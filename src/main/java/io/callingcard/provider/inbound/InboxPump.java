// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.machine.Machine;

/** Routes the events of an inbox. */
final class InboxPump extends Pump<EventInbox.Kept> {

    private static final Logger LOG = LoggerFactory.getLogger(InboxPump.class);

    /** How often an event is routed alone that had no end when others were routed beside it. */
    private static final int LONE_ATTEMPTS = 3;

    /** An event that is retried may be due earlier than is known here. */
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final EventInbox inbox;
    private final int attempts;
    private final int inFlight;
    private final String subscriber;
    private final Webhooks webhooks;
    private final EventRoute route;
    private final BooleanSupplier suspended;
    private final long longestIdle;

    /** Whether an event is in progress that may end the process. */
    private boolean isInDanger;

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
        this.inFlight = configuration.getInboxInFlight();
        this.subscriber = subscriber;
        this.webhooks = webhooks;
        this.route = route;
        this.suspended = suspended;
        this.longestIdle = Machine.of(context).longestIdle().toMillis();
    }

    @Override
    protected List<EventInbox.Kept> lease(int most, Duration lease) {
        boolean isIdle = most == inFlight;
        if (suspended.getAsBoolean() || isInDanger && !isIdle) {
            return List.of();
        }
        List<EventInbox.Kept> taken = isIdle ? inbox.leaseDangerous(subscriber, attempts, lease) : List.of();
        isInDanger = !taken.isEmpty();
        return isInDanger ? taken : inbox.leaseEvents(subscriber, most, attempts, lease);
    }

    @Override
    protected long idleMillis() {
        return Math.min(longestIdle, LONGEST_WAIT_MILLIS);
    }

    @Override
    protected void renew(List<EventInbox.Kept> taken, Duration lease) {
        inbox.renew(taken, lease);
    }

    @Override
    protected void process(EventInbox.Kept kept) {
        if (kept.attempts() > attempts + LONE_ATTEMPTS) {
            // The process ended in each attempt, also when no other event was in progress.
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
