// SPDX-License-Identifier: Apache-2.0
package io.callingcard.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.OperatingSystemMXBean;

/**
 * One contender in a process of its own: {@code Client NAME PORT IN_FLIGHT WINDOW_MILLIS MOST_WINDOWS}, which prints
 * messages a second, microseconds of CPU a message, and 1 if it settled; or {@code Client NAME PORT IN_FLIGHT memory MESSAGES}, which prints the
 * heap in use after each tenth.
 */
final class Client {

    /** The compiler of the JVM has the most to do in the first seconds. */
    private static final int LEAST_WINDOWS = 5;

    private final Contender contender;
    private final int inFlight;
    private final LongAdder sent = new LongAdder();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile long limit = Long.MAX_VALUE;
    private volatile boolean over;

    private Client(Contender contender, int inFlight) {
        this.contender = contender;
        this.inFlight = inFlight;
    }

    public static void main(String[] arguments) throws Exception {
        int inFlight = Integer.parseInt(arguments[2]);
        Client client = new Client(Contender.of(arguments[0], Integer.parseInt(arguments[1]), inFlight), inFlight);
        if (arguments[3].equals("memory")) {
            client.memory(Long.parseLong(arguments[4]));
        } else {
            client.throughput(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        }
        System.exit(0);
    }

    private void throughput(int windowMillis, int mostWindows) throws Exception {
        CountDownLatch done = start();
        Steady.Figures figures =
                new Steady(windowMillis, LEAST_WINDOWS, mostWindows).measure(this::sample, Long.MAX_VALUE);
        over = true;
        done.await();
        System.out.printf(
                Locale.ROOT, "%.0f %.2f %d%n", figures.perSecond(), figures.cpuMicros(), figures.settled() ? 1 : 0);
    }

    private Steady.Sample sample() {
        if (failure.get() != null) {
            throw new IllegalStateException("A message failed", failure.get());
        }
        return new Steady.Sample(System.nanoTime(), sent.sum(), cpu(), 0, 0);
    }

    private void memory(long messages) throws InterruptedException {
        StringBuilder heap = new StringBuilder();
        for (int tenth = 1; tenth <= 10; tenth++) {
            limit = messages / 10 * tenth;
            over = false;
            start().await();
            System.gc();
            heap.append(heapInUse()).append(' ');
        }
        System.out.println(sent.sum() + " " + heap.toString().strip());
    }

    private static long heapInUse() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Keeps as many messages in flight as asked for, each followed by the next when it is over. */
    private CountDownLatch start() {
        CountDownLatch done = new CountDownLatch(inFlight);
        AtomicInteger slots = new AtomicInteger();
        while (slots.getAndIncrement() < inFlight) {
            next(done);
        }
        return done;
    }

    private void next(CountDownLatch done) {
        if (over || sent.sum() >= limit) {
            done.countDown();
            return;
        }
        contender.send(wrong -> {
            if (wrong != null) {
                failure.compareAndSet(null, wrong);
            }
            sent.increment();
            next(done);
        });
    }
}
