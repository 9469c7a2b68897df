// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that run their work as events of virtual time. */
final class VirtualThreads extends AbstractExecutorService implements ScheduledExecutorService {

    private final NodeTime node;
    private boolean isShutdown;

    VirtualThreads(NodeTime node) {
        this.node = node;
    }

    @Override
    public void execute(Runnable work) {
        if (isShutdown) {
            throw new RejectedExecutionException("The threads have ended");
        }
        node.after(0, work);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable work, T value) {
        return new Task<>(() -> {
            work.run();
            return value;
        });
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> work) {
        return new Task<>(work);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    work.run();
                    return null;
                },
                delay,
                unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        if (isShutdown) {
            throw new RejectedExecutionException("The threads have ended");
        }
        Task<V> task = new Task<>(work);
        task.event = node.after(unit.toNanos(delay), () -> {
            if (!isShutdown) {
                task.run();
            }
        });
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long first, long period, TimeUnit unit) {
        return repeat(work, first, period, unit);
    }

    /** Work takes no virtual time, so a fixed delay is the same as a fixed rate. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        return repeat(work, first, delay, unit);
    }

    private ScheduledFuture<?> repeat(Runnable work, long first, long period, TimeUnit unit) {
        Task<Void> task = new Task<>(() -> {
            work.run();
            return null;
        });
        repeat(task, unit.toNanos(first), unit.toNanos(period));
        return task;
    }

    private void repeat(Task<Void> task, long wait, long period) {
        task.event = node.after(wait, () -> {
            if (!isShutdown && task.runAgain()) {
                repeat(task, period, period);
            }
        });
    }

    @Override
    public void shutdown() {
        isShutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        isShutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return isShutdown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isShutdown;
    }

    /** Work with a result. While a caller waits for the result, the other events run. */
    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private VirtualTime.Event event;

        Task(Callable<V> work) {
            super(work);
        }

        private boolean runAgain() {
            return runAndReset();
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            if (event != null) {
                event.cancel();
            }
            return super.cancel(mayInterrupt);
        }

        @Override
        public V get() throws InterruptedException, ExecutionException {
            node.time().runUntil(() -> isDone() || node.isOver());
            return result();
        }

        @Override
        public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
            long end = node.time().nanos() + unit.toNanos(timeout);
            // Without an event at the end of the wait, the clock would jump over it.
            node.time().after(unit.toNanos(timeout), () -> {});
            node.time().runUntil(() -> isDone() || node.isOver() || node.time().nanos() >= end);
            if (!isDone() && !node.isOver()) {
                throw new TimeoutException();
            }
            return result();
        }

        private V result() throws InterruptedException, ExecutionException {
            if (!isDone()) {
                throw new CancellationException("The node has ended");
            }
            return super.get();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(event == null ? 0 : event.at() - node.time().nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
