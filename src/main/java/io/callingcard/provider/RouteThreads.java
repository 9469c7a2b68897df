package io.callingcard.provider;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that routes go on with after an answer.
 *
 * <p>Waking a thread for each answer costs more than the answer. So one thread takes what comes, as long as it keeps up;
 * when something has waited for more than a moment, because a route blocks or has much to do, one more thread joins,
 * up to the most that are allowed. Threads that find nothing left go back to sleep.
 */
final class RouteThreads implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(RouteThreads.class);
    private static final long MOMENT_MILLIS = 1;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Executor threads;
    private final int most;
    private final Vertx timer;

    RouteThreads(Executor threads, int most, Vertx timer) {
        this.threads = threads;
        this.most = most;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        if (active.get() == 0 && active.compareAndSet(0, 1)) {
            join();
            watch();
        }
    }

    /** One more thread, already counted. When there are none any more, the work is done right here. */
    private void join() {
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            // The context is being stopped; every exchange must end all the same.
            work();
        }
    }

    private void work() {
        do {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                run(next);
            }
            active.decrementAndGet();
            // Work may have come between the last poll and this point; without this check no thread would run it.
        } while (!waiting.isEmpty() && active.compareAndSet(0, 1));
    }

    /** A route that breaks, even with an error, must not take a thread with it that others count on. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            LOG.error("A route could not go on after an answer", e);
        }
    }

    /** Starts the timer that checks whether work waits too long. */
    private void watch() {
        if (watched.compareAndSet(false, true)) {
            look(null);
        }
    }

    /** Checks after a moment, and again while threads work. Work that is still the first one then waits too long. */
    private void look(Runnable before) {
        timer.setTimer(MOMENT_MILLIS, id -> {
            Runnable first = waiting.peek();
            int working = active.get();
            boolean late = first != null && first == before;
            if (late && working > 0 && working < most && active.compareAndSet(working, working + 1)) {
                join();
            }
            if (working > 0) {
                look(first);
            } else {
                watched.set(false);
                // A thread may have started between the check and this point, and found the timer running.
                if (active.get() > 0) {
                    watch();
                }
            }
        });
    }
}
