package io.callingcard.simulate;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

import io.callingcard.provider.Machine;

/** The machine of a node. Its threads do their work as events. After a kill nothing of it happens any more. */
final class VirtualMachine implements Machine {

    private static final Duration ALONE = Duration.ofHours(1);
    private static final Duration AMONG_OTHERS = Duration.ofSeconds(10);

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Duration longestIdle;
    private boolean isDead;

    /**
     * Lives until it is killed.
     *
     * @param hasOthers whether other nodes work on the same ledger
     */
    VirtualMachine(VirtualTime time, long seed, boolean hasOthers) {
        this.longestIdle = hasOthers ? AMONG_OTHERS : ALONE;
        this.time = time;
        this.random = new SplittableRandom(seed);
    }

    VirtualTime time() {
        return time;
    }

    void kill() {
        isDead = true;
    }

    boolean isDead() {
        return isDead;
    }

    VirtualTime.Event after(Duration wait, Runnable work) {
        return after(wait.toNanos(), work);
    }

    VirtualTime.Event after(long nanos, Runnable work) {
        return time.after(nanos, () -> {
            if (!isDead) {
                work.run();
            }
        });
    }

    double chance() {
        return random.nextDouble();
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public UUID randomUuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    @Override
    public ExecutorService threads(String name) {
        return new VirtualThreads(this);
    }

    @Override
    public ScheduledExecutorService thread(String name) {
        return new VirtualThreads(this);
    }

    @Override
    public Duration longestIdle() {
        return longestIdle;
    }

    @Override
    public boolean isOneThread() {
        return true;
    }
}
