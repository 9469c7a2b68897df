// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.inbound;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import io.callingcard.provider.fixture.LogRecords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Leases items, and gives all places back when it stops. */
class PumpTest {

    private static final int CAPACITY = 64;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Queue<Integer> waiting =
            new ConcurrentLinkedQueue<>(IntStream.range(0, CAPACITY).boxed().toList());
    private final Queue<Integer> begun = new ConcurrentLinkedQueue<>();

    private class Items extends Pump<Integer> {

        Items() {
            super(camel, "Items", CAPACITY, Duration.ofMinutes(1), Runnable::run);
        }

        @Override
        protected List<Integer> lease(int most, Duration forLease) {
            return IntStream.range(0, Math.min(most, waiting.size()))
                    .mapToObj(i -> waiting.remove())
                    .toList();
        }

        @Override
        protected void renew(List<Integer> items, Duration forLease) {
            // Nothing else leases these items.
        }

        @Override
        protected void process(Integer item) {
            begun.add(item);
        }

        void end(Integer item) {
            settle(item, () -> CompletableFuture.completedFuture(null));
        }
    }

    /** One place is free, and the pump waits for more of them, so that one lease takes several items. */
    @Test
    void endsWithItsItemsIfItIsStoppedWhileItWaitsForPlaces() throws Exception {
        camel.start();
        camel.getShutdownStrategy().setTimeout(60);
        Items pump = new Items();
        pump.start();
        await().until(() -> begun.size() == CAPACITY);
        pump.end(begun.remove());
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(pump::stop);
        await().until(() -> !pump.isRunAllowed());

        begun.forEach(pump::end);

        stopped.get(20, TimeUnit.SECONDS);
        assertThat(pump.inProgress()).isZero();
        camel.stop();
    }

    /** While the disk is full, each poll fails. */
    @Test
    void saysOnceThatItsStoreIsAwayAndOnceThatItIsBack() throws Exception {
        camel.start();
        AtomicInteger polls = new AtomicInteger();
        Items pump = new Items() {
            @Override
            protected List<Integer> lease(int most, Duration forLease) {
                if (polls.incrementAndGet() <= 3) {
                    throw new IllegalStateException("away");
                }
                return super.lease(most, forLease);
            }
        };
        try (LogRecords logs = LogRecords.capture()) {
            pump.start();
            await().until(() -> begun.size() == CAPACITY);
            begun.forEach(pump::end);
            pump.stop();

            assertThat(logs.texts())
                    .filteredOn(text -> text.contains("could not lease"))
                    .hasSize(1);
            assertThat(logs.texts())
                    .filteredOn(text -> text.contains("can be leased again"))
                    .hasSize(1);
        }
        camel.stop();
    }
}
