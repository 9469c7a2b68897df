// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs routes after an answer of a provider or of the database, on as few threads as keep up.
 *
 * <p>Waking a thread for each answer costs more than the answer. So one thread does all the work while it keeps up. If
 * work waits too long, because a route blocks or is slow, one more thread joins, up to the maximum. A thread without
 * work stops.
 */
public final class RouteThreads implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(RouteThreads.class);
    private static final Executor CHECK = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicBoolean checking = new AtomicBoolean();
    private final Executor threads;
    private final int maxThreads;

    public RouteThreads(Executor threads, int maxThreads) {
        this.threads = threads;
        this.maxThreads = maxThreads;
    }

    /**
     * Returns the outcome for what follows it here. After a failure too: {@code thenApplyAsync} alone would then go on on the
     * thread that failed, and a route that waits there for the database would wait for itself.
     */
    public <T> CompletableFuture<T> follow(CompletableFuture<T> outcome) {
        return outcome.whenCompleteAsync((done, failure) -> {}, this);
    }

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        if (active.compareAndSet(0, 1)) {
            startThread();
            if (maxThreads > 1) {
                checkLater(null);
            }
        }
    }

    /** Starts one more thread, which is already counted. After shutdown, the calling thread does the work. */
    private void startThread() {
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            // The context is stopping, but every exchange must still end.
            work();
        }
    }

    private void work() {
        do {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                run(next);
            }
            active.decrementAndGet();
            // Work may have arrived after the last poll, when this thread still counted as active.
        } while (!waiting.isEmpty() && active.compareAndSet(0, 1));
    }

    /** Runs one piece of work. Catches errors too, since a route must not end a thread that others need. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            LOG.error("A route failed to continue after an answer", e);
        }
    }

    /**
     * Checks after one interval, and repeats while a thread is active. Work that is still first in the queue waits too
     * long. One check runs at a time.
     */
    private void checkLater(Runnable lastFirst) {
        if (!checking.compareAndSet(false, true)) {
            return;
        }
        CHECK.execute(() -> {
            Runnable first = waiting.peek();
            if (first != null && first == lastFirst && countOneMore()) {
                startThread();
            }
            // Cleared before the threads are counted: a first thread that starts now is counted, or starts the check.
            checking.set(false);
            if (active.get() > 0) {
                checkLater(first);
            }
        });
    }

    /** Counts one more active thread; returns false if the maximum is reached. */
    private boolean countOneMore() {
        return active.getAndUpdate(running -> Math.min(running + 1, maxThreads)) < maxThreads;
    }
}
