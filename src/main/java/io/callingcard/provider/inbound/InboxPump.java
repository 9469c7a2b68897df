package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the events of an inbox through the route: those that just came, those whose time has come again, and those that a
 * dead process left behind.
 */
final class InboxPump extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(InboxPump.class);

    /** How often it looks for what nobody tells of: an event whose wait is over, or whose owner is dead. */
    private static final long LOOK_MILLIS = 500;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int LARGEST_DOUBLING = 10;

    private final CamelContext context;
    private final InboundConfiguration configuration;
    private final EventInbox inbox;
    private final String subscriber;
    private final Webhooks webhooks;
    private final EventRoute route;
    private final Executor threads;
    private final BooleanSupplier pausing;
    private final Duration lease;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private final Set<EventInbox.Kept> inHand = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> unwritten = new ConcurrentLinkedQueue<>();
    private ExecutorService looker;
    private ScheduledExecutorService heart;

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
        this.context = context;
        this.configuration = configuration;
        this.inbox = configuration.getInbox();
        this.subscriber = subscriber;
        this.webhooks = webhooks;
        this.route = route;
        this.threads = threads;
        this.pausing = pausing;
        this.lease = Duration.ofMillis(configuration.getInboxLease());
        this.free = new Semaphore(configuration.getInboxThreads());
    }

    @Override
    protected void doStart() {
        looker = context.getExecutorServiceManager().newSingleThreadExecutor(this, "CallingCardInbox");
        heart = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "CallingCardLease");
        long beat = Math.max(1, lease.toMillis() / 3);
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        looker.execute(this::look);
    }

    /** What is in hand is finished; what is not begun stays in the inbox. */
    @Override
    protected void doStop() throws Exception {
        looker.shutdownNow();
        int all = configuration.getInboxThreads();
        if (free.tryAcquire(all, context.getShutdownStrategy().getTimeout(), TimeUnit.SECONDS)) {
            free.release(all);
        }
        beat();
        context.getExecutorServiceManager().shutdownNow(heart);
    }

    /** Something came. */
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void look() {
        while (isRunAllowed() && !Thread.currentThread().isInterrupted()) {
            try {
                free.acquire();
                int most = 1 + free.drainPermits();
                List<EventInbox.Kept> taken = take(most);
                free.release(most - taken.size());
                taken.forEach(kept -> threads.execute(() -> see(kept)));
                if (taken.isEmpty()) {
                    news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<EventInbox.Kept> take(int most) {
        if (pausing.getAsBoolean()) {
            return List.of();
        }
        try {
            List<EventInbox.Kept> taken = inbox.take(subscriber, most, lease);
            inHand.addAll(taken);
            return taken;
        } catch (RuntimeException e) {
            LOG.warn("The inbox could not be asked for events", e);
            return List.of();
        }
    }

    private void see(EventInbox.Kept kept) {
        if (kept.attempts() > configuration.getInboxAttempts()) {
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
            } else if (kept.attempts() < configuration.getInboxAttempts()) {
                settle(kept, () -> inbox.retry(kept, waitAfter(kept.attempts())));
            } else {
                putAside(kept);
                return;
            }
            free.release();
        });
    }

    private void putAside(EventInbox.Kept kept) {
        LOG.error("An event is put aside in the inbox, begun {} times", kept.attempts());
        settle(kept, () -> inbox.putAside(kept));
        free.release();
    }

    private static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, LARGEST_DOUBLING));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private void settle(EventInbox.Kept kept, Runnable write) {
        try {
            write.run();
            inHand.remove(kept);
        } catch (RuntimeException e) {
            LOG.warn("The inbox could not keep what became of an event; trying again", e);
            unwritten.add(() -> settle(kept, write));
        }
    }

    /** Gives the sign of life, and tries again what could not be written. */
    private void beat() {
        try {
            if (!inHand.isEmpty()) {
                inbox.renew(List.copyOf(inHand), lease);
            }
        } catch (RuntimeException e) {
            LOG.warn("The inbox could not be told that we live", e);
        }
        for (int i = unwritten.size(); i > 0; i--) {
            unwritten.remove().run();
        }
    }
}
