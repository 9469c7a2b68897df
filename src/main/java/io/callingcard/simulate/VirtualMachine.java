// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import io.callingcard.provider.machine.Machine;

/** The machine of a node. Its threads run their work as events. After a kill none of its events run. */
final class VirtualMachine extends Machine {

    private static final Duration LONGEST_IDLE = Duration.ofHours(1);

    /** The interval at which a pump looks for leads of other processes. */
    private static final Duration NEWS = Duration.ofMillis(500);

    private final NodeTime time;
    private final SplittableRandom random;
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean hasNews;

    /** Creates a machine that runs until {@link #kill()}. */
    VirtualMachine(VirtualTime time, long seed) {
        this.time = new NodeTime(time);
        this.random = new SplittableRandom(seed);
    }

    VirtualTime time() {
        return time.time();
    }

    void kill() {
        time.end();
    }

    boolean isDead() {
        return time.isOver();
    }

    VirtualTime.Event after(Duration wait, Runnable work) {
        return after(wait.toNanos(), work);
    }

    VirtualTime.Event after(long nanos, Runnable work) {
        return time.after(nanos, work);
    }

    /** Creates threads that run their work as events of this node. */
    VirtualThreads threads() {
        return new VirtualThreads(time);
    }

    double chance() {
        return random.nextDouble();
    }

    @Override
    public long nanoTime() {
        return time.time().nanos();
    }

    @Override
    public UUID randomUuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    @Override
    public ExecutorService threads(String name) {
        return threads();
    }

    @Override
    public ScheduledExecutorService thread(String name) {
        return threads();
    }

    @Override
    public Duration longestIdle() {
        return LONGEST_IDLE;
    }

    @Override
    public void onNews(Runnable listener) {
        listeners.add(listener);
    }

    /** Wakes the listeners soon, because a node has changed leads. */
    void hear() {
        if (!hasNews && !listeners.isEmpty()) {
            hasNews = true;
            after(NEWS, () -> {
                hasNews = false;
                listeners.forEach(Runnable::run);
            });
        }
    }

    @Override
    public boolean isOneThread() {
        return true;
    }
}
