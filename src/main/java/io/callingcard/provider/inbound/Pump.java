// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.callingcard.provider.machine.Machine;

/**
 * Processes the items of a store: leases as many as may be in progress, renews their leases, and records their results. An
 * item in progress needs no thread. Items are new, due for a retry, or left by a process that died.
 *
 * @param <T> the type of an item
 */
public abstract class Pump<T> extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    /**
     * The global option of a context that sets how often its stores are polled, in milliseconds. For tests, which would
     * otherwise wait for the next poll again and again.
     */
    public static final String POLL_OPTION = "CallingCardPollMillis";

    /** How often the store is polled for items that {@link #wake} does not announce. */
    private static final String POLL_MILLIS = "500";

    /** How long a page waits for more places, so that one lease takes several items. */
    private static final long PAGE_MILLIS = 20;

    private static final int MOST_OF_PAGE_TO_WAIT_FOR = 32;
    private static final int PAGES = 8;

    private static final long LONGEST_LEASING = 1_000;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final int LARGEST_DOUBLING = 10;

    private final CamelContext context;
    private final String name;
    private final int capacity;
    private final Duration lease;
    private final long pollMillis;
    private final Executor threads;
    private final Semaphore free;
    private final Set<T> unsettled = ConcurrentHashMap.newKeySet();
    private final Set<T> inProgress = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> unrecorded = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isPollQueued = new AtomicBoolean();
    /** How many free places the next poll waits for; 0 if it waits for something else. */
    private volatile int placesToWaitFor;

    private volatile boolean isWaitingForItems;
    private volatile boolean isIdleKnown;
    private volatile boolean hasNewItem;
    private volatile boolean isStoreAway;
    private volatile ScheduledExecutorService poller;
    private ScheduledExecutorService heartbeats;
    /** Only the poller uses these two. */
    private boolean hasWaitedForPage;

    private ScheduledFuture<?> later;

    /**
     * Creates a pump, which does nothing until it is started.
     *
     * @param name     the name of its threads, also for logs
     * @param capacity how many items may be in progress
     * @param threads  begin to process items
     */
    protected Pump(CamelContext context, String name, int capacity, Duration lease, Executor threads) {
        this.context = context;
        this.name = name;
        this.capacity = capacity;
        this.lease = lease;
        this.pollMillis = Long.parseLong(context.getGlobalOptions().getOrDefault(POLL_OPTION, POLL_MILLIS));
        this.threads = threads;
        this.free = new Semaphore(capacity);
    }

    /** Leases waiting items. */
    protected abstract List<T> lease(int most, Duration forLease);

    /** Renews the leases of items. */
    protected abstract void renew(List<T> items, Duration forLease);

    /**
     * Begins to process an item. Its end calls {@link #settle}. An item that ends with an error instead gives its place
     * to the next one; it is leased again when its lease expires, which counts as an attempt.
     */
    protected abstract void process(T item);

    @Override
    protected void doStart() {
        poller = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "CallingCard" + name);
        heartbeats = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "CallingCardLease");
        long interval = Math.max(1, lease.toMillis() / 3);
        heartbeats.scheduleWithFixedDelay(this::heartbeat, interval, interval, TimeUnit.MILLISECONDS);
        pollSoon();
    }

    /** Stops leasing, and waits for the items in progress. */
    @Override
    protected void doStop() throws Exception {
        poller.shutdownNow();
        // A machine with one thread cannot end them while it waits.
        long patience = Machine.of(context).isOneThread()
                ? 0
                : context.getShutdownStrategy().getTimeout();
        if (free.tryAcquire(capacity, patience, TimeUnit.SECONDS)) {
            free.release(capacity);
        }
        heartbeat();
        context.getExecutorServiceManager().shutdownNow(heartbeats);
    }

    /**
     * Returns the number of items in progress. While the pump leases, this is the maximum, since the number is not
     * known yet.
     */
    public int inProgress() {
        return capacity - free.availablePermits();
    }

    /**
     * Waits a moment until it is known what the pump leases just now. Camel asks a consumer that it suspends how much is in
     * progress, and asks again only after a second.
     */
    public void finishLeasing() {
        try {
            if (!Machine.of(context).isOneThread() && free.tryAcquire(LONGEST_LEASING, TimeUnit.MILLISECONDS)) {
                free.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Announces a new item. */
    public void wake() {
        hasNewItem = true;
        if (isWaitingForItems) {
            pollSoon();
        }
    }

    /** Gives back a place of an item. */
    private void freePlace() {
        free.release();
        int wanted = placesToWaitFor;
        if (wanted > 0 && free.availablePermits() >= wanted) {
            pollSoon();
        } else if (isIdleKnown && isWaitingForItems) {
            pollSooner();
        }
    }

    /** The end of an item may have made another one due, before the poll that is planned. */
    private void pollSooner() {
        try {
            poller.execute(() -> {
                if (isWaitingForItems) {
                    cancelLater();
                    pollIn(pollMillis);
                }
            });
        } catch (RejectedExecutionException e) {
            // The pump stops.
        }
    }

    private void cancelLater() {
        if (later != null) {
            later.cancel(false);
            later = null;
        }
    }

    private void pollSoon() {
        if (isPollQueued.compareAndSet(false, true)) {
            try {
                poller.execute(this::poll);
            } catch (RejectedExecutionException e) {
                // The pump stops.
            }
        }
    }

    private void pollIn(long millis) {
        try {
            later = poller.schedule(this::poll, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The pump stops.
        }
    }

    private void poll() {
        isPollQueued.set(false);
        placesToWaitFor = 0;
        isWaitingForItems = false;
        cancelLater();
        boolean goesOn = true;
        while (goesOn && isRunAllowed() && !Thread.currentThread().isInterrupted()) {
            goesOn = hasPlaces() && hasLeased();
        }
    }

    /** Tells whether there are places for a page: when there is none it waits for one, then a moment for a few more. */
    private boolean hasPlaces() {
        int few = Math.min(MOST_OF_PAGE_TO_WAIT_FOR, capacity / PAGES);
        int now = free.availablePermits();
        if (now > few || now > 0 && hasWaitedForPage) {
            hasWaitedForPage = false;
            return true;
        }
        placesToWaitFor = now == 0 ? 1 : few + 1;
        if (free.availablePermits() >= placesToWaitFor) {
            placesToWaitFor = 0;
            return hasPlaces();
        }
        if (now > 0) {
            hasWaitedForPage = true;
            pollIn(PAGE_MILLIS);
        }
        return false;
    }

    /** Leases items and begins to process them. Waits for new ones if there are none. */
    private boolean hasLeased() {
        hasNewItem = false;
        int most = free.drainPermits();
        List<T> leased = leased(most);
        free.release(most - leased.size());
        leased.forEach(each -> threads.execute(() -> processOrLeave(each)));
        if (!leased.isEmpty()) {
            return true;
        }
        isWaitingForItems = true;
        if (hasNewItem) {
            isWaitingForItems = false;
            return true;
        }
        long idle = idleMillis();
        isIdleKnown = idle > 0;
        pollIn(Math.max(pollMillis, idle));
        return false;
    }

    /**
     * Returns for how many milliseconds no item can become due, while none ends and none is announced. The default is that this
     * is not known.
     */
    protected long idleMillis() {
        return 0;
    }

    private void processOrLeave(T item) {
        try {
            process(item);
        } catch (Throwable e) {
            if (unsettled.remove(item)) {
                inProgress.remove(item);
                freePlace();
            }
            LOG.error(
                    "{}: could not process {} ({}); it is retried when its lease expires; report this as a bug",
                    name,
                    item,
                    e.getClass().getName());
        }
    }

    private List<T> leased(int most) {
        try {
            List<T> leased = lease(most, lease);
            unsettled.addAll(leased);
            inProgress.addAll(leased);
            if (isStoreAway) {
                isStoreAway = false;
                LOG.info("{}: items can be leased again", name);
            }
            return leased;
        } catch (Throwable e) {
            // A poll is twice a second, and the store may be away for hours.
            if (isStoreAway) {
                LOG.debug("{}: the store is still away", name, e);
            } else {
                isStoreAway = true;
                LOG.warn("{}: could not lease items; retrying", name, e);
            }
            return List.of();
        }
    }

    /** Returns the wait after a number of attempts. */
    protected static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, LARGEST_DOUBLING));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /**
     * Records the result of an item; retries until that succeeds. A slow store keeps the place of the item for as long. Does
     * nothing the second time, and returns whether this was the first.
     */
    protected final boolean settle(T item, Supplier<? extends CompletionStage<?>> write) {
        boolean isFirst = unsettled.remove(item);
        if (isFirst) {
            record(item, write).thenRun(this::freePlace);
        }
        return isFirst;
    }

    private CompletionStage<Void> record(T item, Supplier<? extends CompletionStage<?>> write) {
        CompletionStage<?> recorded;
        try {
            recorded = write.get();
        } catch (Throwable e) {
            recorded = CompletableFuture.failedFuture(e);
        }
        return recorded.handle((done, failure) -> {
            if (failure == null) {
                inProgress.remove(item);
            } else {
                LOG.warn("{}: could not record the result of {}; retrying", name, item, failure);
                unrecorded.add(() -> record(item, write));
            }
            return null;
        });
    }

    /** Renews the leases, and retries the results that could not be recorded. */
    private void heartbeat() {
        try {
            if (!inProgress.isEmpty()) {
                renew(List.copyOf(inProgress), lease);
            }
        } catch (Throwable e) {
            LOG.warn("{}: could not renew the leases; retrying", name, e);
        }
        for (int i = unrecorded.size(); i > 0; i--) {
            unrecorded.remove().run();
        }
    }

    /**
     * A consumer with work in progress that Camel does not know of. It reports how much; Camel keeps the routes running
     * until there is none, and the consumer finishes it when it stops.
     */
    public interface DrainsOnShutdown extends ShutdownAware {

        @Override
        default boolean deferShutdown(ShutdownRunningTask task) {
            return false;
        }

        @Override
        default void prepareShutdown(boolean suspendOnly, boolean forced) {
            // The consumer finishes its work when it is stopped.
        }
    }
}
