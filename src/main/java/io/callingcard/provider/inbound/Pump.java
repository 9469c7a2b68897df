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
 * Takes what waits in a store, as much as is allowed at once, keeps it alive while somebody is at it, and sees to it that
 * what became of it is written down: what just came, what comes again, and what a dead process left behind.
 *
 * @param <T> what is taken
 */
public abstract class Pump<T> extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    /** How often it looks for what nobody tells of. */
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
     * A pump that stands still.
     *
     * @param name    for its threads and what it logs
     * @param threads what the work is done on
     */
    protected Pump(CamelContext context, String name, int atOnce, Duration lease, Executor threads) {
        this.context = context;
        this.name = name;
        this.atOnce = atOnce;
        this.lease = lease;
        this.threads = threads;
        this.free = new Semaphore(atOnce);
    }

    /** Takes what waits, for the time of the lease. */
    protected abstract List<T> take(int most, Duration forLease);

    /** A sign of life for what was taken. */
    protected abstract void renew(List<T> taken, Duration forLease);

    /** Does what is to be done, and in the end calls {@link #settle}, once. */
    protected abstract void process(T taken);

    @Override
    protected void doStart() {
        looker = context.getExecutorServiceManager().newSingleThreadExecutor(this, "CallingCard" + name);
        heart = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "CallingCardLease");
        long beat = Math.max(1, lease.toMillis() / 3);
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        looker.execute(this::look);
    }

    /** What is in hand is finished; what is not begun stays where it is. */
    @Override
    protected void doStop() throws Exception {
        looker.shutdownNow();
        if (free.tryAcquire(atOnce, context.getShutdownStrategy().getTimeout(), TimeUnit.SECONDS)) {
            free.release(atOnce);
        }
        beat();
        context.getExecutorServiceManager().shutdownNow(heart);
    }

    /** How many are in hand; all it can hold while it is taking, for nobody knows yet how many that will be. */
    public int inHand() {
        return atOnce - free.availablePermits();
    }

    /** Something came. */
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
            LOG.warn("{} could not be looked for", name, e);
            return List.of();
        }
    }

    /** How long to wait after so many attempts. */
    protected static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, LARGEST_DOUBLING));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Writes down what became of it; tried again until it is written. */
    protected final void settle(T taken, Runnable write) {
        write(taken, write);
        free.release();
    }

    private void write(T taken, Runnable write) {
        try {
            write.run();
            inHand.remove(taken);
        } catch (RuntimeException e) {
            LOG.warn("{}: it could not be kept what became of {}; trying again", name, taken, e);
            unwritten.add(() -> write(taken, write));
        }
    }

    /** Gives the sign of life, and tries again what could not be written. */
    private void beat() {
        try {
            if (!inHand.isEmpty()) {
                renew(List.copyOf(inHand), lease);
            }
        } catch (RuntimeException e) {
            LOG.warn("{}: nobody could be told that we live", name, e);
        }
        for (int i = unwritten.size(); i > 0; i--) {
            unwritten.remove().run();
        }
    }
}
