package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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

    /** Few at a time, so that the others find something to do, and little waits behind one that is slow. */
    private static final int HANDFUL = 8;

    /** How often one looks for what nobody tells of: an event whose wait is over, or whose owner is dead. */
    private static final long LOOK_MILLIS = 1_000;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final CamelContext context;
    private final EventInbox inbox;
    private final String subscriber;
    private final Webhooks webhooks;
    private final EventRoute route;
    private final int threads;
    private final int attempts;
    private final Duration lease;
    private final Semaphore news = new Semaphore(0);
    private final Set<EventInbox.Kept> inHand = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> unwritten = new ConcurrentLinkedQueue<>();
    private ExecutorService workers;
    private ScheduledExecutorService clockwork;

    /**
     * A pump for one route.
     *
     * @param threads  how many events are routed at a time
     * @param attempts how often an event is tried
     * @param lease    how long we may be silent before others take our events over
     */
    InboxPump(
            CamelContext context,
            EventInbox inbox,
            String subscriber,
            Webhooks webhooks,
            EventRoute route,
            int threads,
            int attempts,
            Duration lease) {
        this.context = context;
        this.inbox = inbox;
        this.subscriber = subscriber;
        this.webhooks = webhooks;
        this.route = route;
        this.threads = threads;
        this.attempts = attempts;
        this.lease = lease;
    }

    @Override
    protected void doStart() {
        workers = context.getExecutorServiceManager().newFixedThreadPool(this, "CallingCardInbox", threads);
        clockwork = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "CallingCardLease");
        long beat = Math.max(1, lease.toMillis() / 3);
        clockwork.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        for (int i = 0; i < threads; i++) {
            workers.execute(this::work);
        }
    }

    /** What is in hand is finished; what is not begun stays in the inbox. */
    @Override
    protected void doStop() {
        wake(threads);
        context.getExecutorServiceManager().shutdownGraceful(workers);
        context.getExecutorServiceManager().shutdownGraceful(clockwork);
    }

    /** Something came. */
    void wake() {
        wake(1);
    }

    private void wake(int many) {
        if (news.availablePermits() < threads) {
            news.release(many);
        }
    }

    private void work() {
        while (isRunAllowed() && !Thread.currentThread().isInterrupted()) {
            try {
                List<EventInbox.Kept> taken = inbox.take(subscriber, HANDFUL, lease);
                inHand.addAll(taken);
                taken.forEach(this::see);
                if (taken.isEmpty()) {
                    news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("The inbox could not be asked for events", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            news.tryAcquire(threads + 1, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One event through the route. */
    private void see(EventInbox.Kept kept) {
        if (!isRunAllowed()) {
            // Given back at once, so that another node need not wait for the lease.
            settle(kept, () -> inbox.retry(kept, Duration.ZERO));
            return;
        }
        InboundEvent event;
        try {
            event = webhooks.read(kept.body(), kept.receivedAt());
        } catch (RuntimeException e) {
            LOG.error(
                    "An event that was kept can no longer be read ({}); it is put aside",
                    e.getClass().getName());
            settle(kept, () -> inbox.putAside(kept));
            return;
        }
        route.take(event, through -> settle(kept, through));
    }

    private void settle(EventInbox.Kept kept, boolean through) {
        if (through) {
            settle(kept, () -> inbox.done(kept));
        } else if (kept.attempts() < attempts) {
            settle(kept, () -> inbox.retry(kept, waitAfter(kept.attempts())));
        } else {
            LOG.error("An event is put aside after {} attempts; see the inbox", kept.attempts());
            settle(kept, () -> inbox.putAside(kept));
        }
    }

    private static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 10));
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
            for (int i = unwritten.size(); i > 0; i--) {
                unwritten.remove().run();
            }
        } catch (RuntimeException e) {
            LOG.warn("The inbox could not be told that we live", e);
        }
    }
}
