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

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the items that wait in a store: new items, items to retry, and items whose lease expired because their process
 * died. It leases a limited number at once, renews the leases while it works, and records each result.
 *
 * @param <T> the items
 */
public abstract class Pump<T> extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    /** How often it polls for items that no call to {@link #wake} announced. */
    private static final long LOOK_MILLIS = 500;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int LARGEST_DOUBLING = 10;

    private final CamelContext context;
    private final String name;
    private final int atOnce;
    private final Duration lease;
    private final Executor threads;
    private final Semaphore free;
    private final Semaphore news = new Semaphore(0);
    private final Set<T> inHand = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> unwritten = new ConcurrentLinkedQueue<>();
    private ExecutorService looker;
    private ScheduledExecutorService heart;

    /**
     * A pump that is not started yet.
     *
     * @param name    the name of its threads and in its log lines
     * @param threads run the work
     */
    protected Pump(CamelContext context, String name, int atOnce, Duration lease, Executor threads) {
        this.context = context;
        this.name = name;
        this.atOnce = atOnce;
        this.lease = lease;
        this.threads = threads;
        this.free = new Semaphore(atOnce);
    }

    /** Leases waiting items. */
    protected abstract List<T> take(int most, Duration forLease);

    /** Renews the leases. */
    protected abstract void renew(List<T> taken, Duration forLease);

    /** Processes an item, and calls {@link #settle} once at the end. */
    protected abstract void process(T taken);

    @Override
    protected void doStart() {
        looker = context.getExecutorServiceManager().newSingleThreadExecutor(this, "CallingCard" + name);
        heart = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "CallingCardLease");
        long beat = Math.max(1, lease.toMillis() / 3);
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        looker.execute(this::look);
    }

    /** Finishes the items that are being processed, and leaves the others in the store. */
    @Override
    protected void doStop() throws Exception {
        looker.shutdownNow();
        if (free.tryAcquire(atOnce, context.getShutdownStrategy().getTimeout(), TimeUnit.SECONDS)) {
            free.release(atOnce);
        }
        beat();
        context.getExecutorServiceManager().shutdownNow(heart);
    }

    /** The number of items that are being processed; the maximum while it leases, since the number is not known yet. */
    public int inHand() {
        return atOnce - free.availablePermits();
    }

    /** Announces that an item came. */
    public void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void look() {
        while (isRunAllowed() && !Thread.currentThread().isInterrupted()) {
            try {
                free.acquire();
                int most = 1 + free.drainPermits();
                List<T> taken = taken(most);
                free.release(most - taken.size());
                taken.forEach(each -> threads.execute(() -> process(each)));
                if (taken.isEmpty()) {
                    news.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<T> taken(int most) {
        try {
            List<T> taken = take(most, lease);
            inHand.addAll(taken);
            return taken;
        } catch (RuntimeException e) {
            LOG.warn("Could not poll the {}; trying again", name, e);
            return List.of();
        }
    }

    /** The wait before the next attempt. */
    protected static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, LARGEST_DOUBLING));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Records the outcome; a failed write is repeated until it succeeds. */
    protected final void settle(T taken, Runnable write) {
        write(taken, write);
        free.release();
    }

    private void write(T taken, Runnable write) {
        try {
            write.run();
            inHand.remove(taken);
        } catch (RuntimeException e) {
            LOG.warn("{}: could not record the outcome of {}; trying again", name, taken, e);
            unwritten.add(() -> write(taken, write));
        }
    }

    /** Renews the leases, and repeats failed writes. */
    private void beat() {
        try {
            if (!inHand.isEmpty()) {
                renew(List.copyOf(inHand), lease);
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: could not renew the leases; trying again", name, e);
        }
        for (int i = unwritten.size(); i > 0; i--) {
            unwritten.remove().run();
        }
    }
}
