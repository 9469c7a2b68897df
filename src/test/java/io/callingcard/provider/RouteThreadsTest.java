// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

class RouteThreadsTest {

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final RouteThreads threads = new RouteThreads(pool, 4);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void blockedWorkAddsThreadsUpToTheMaximum() {
        CountDownLatch release = new CountDownLatch(1);
        Set<String> names = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 10; i++) {
            threads.execute(() -> {
                names.add(Thread.currentThread().getName());
                done.incrementAndGet();
                await(release);
            });
        }

        Awaitility.await().untilAtomic(done, is(4));
        assertThat(names).hasSize(4);

        release.countDown();
        Awaitility.await().untilAtomic(done, is(10));
    }

    @Test
    void losesNoWorkUnderContention() {
        ExecutorService many = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 20_000; i++) {
            many.execute(() -> threads.execute(done::incrementAndGet));
        }

        Awaitility.await().untilAtomic(done, is(20_000));
        many.shutdown();
    }

    @Test
    void oneThreadRunsAllWorkWhileItKeepsUp() {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        CountDownLatch release = new CountDownLatch(1);
        RouteThreads one = new RouteThreads(pool, 1);
        one.execute(() -> await(release));
        for (int i = 0; i < 100; i++) {
            one.execute(() -> {
                used.add(Thread.currentThread());
                done.incrementAndGet();
            });
        }
        release.countDown();

        Awaitility.await().untilAtomic(done, is(100));
        assertThat(used).hasSize(1);
    }

    @Test
    void losesNoWorkThatArrivesWhenTheLastThreadStops() {
        for (int i = 1; i <= 20_000; i++) {
            threads.execute(done::incrementAndGet);
            while (done.get() < i) {
                Thread.onSpinWait();
            }
        }

        assertThat(done).hasValue(20_000);
    }

    @Test
    void anErrorEndsNoThread() {
        for (int i = 0; i < 20; i++) {
            threads.execute(() -> {
                throw new AssertionError("a route broke");
            });
        }
        threads.execute(done::incrementAndGet);

        Awaitility.await().untilAtomic(done, is(1));
    }

    @Test
    void runsWorkThatArrivesAfterShutdown() {
        pool.shutdown();

        threads.execute(done::incrementAndGet);

        assertThat(done).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
