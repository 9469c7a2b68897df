// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VirtualThreadsTest {

    private final VirtualTime time = new VirtualTime(Instant.EPOCH, Instant.EPOCH.plusSeconds(3600));
    private final VirtualThreads threads = new VirtualThreads(new NodeTime(time));
    private final List<Long> seconds = new ArrayList<>();

    private void now() {
        seconds.add(time.instant().getEpochSecond());
    }

    @Test
    void whoWaitsForAResultLetsTheTimePass() throws Exception {
        ScheduledFuture<String> late = threads.schedule(() -> "done", 5, TimeUnit.SECONDS);
        assertThat(late.getDelay(TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(late.get()).isEqualTo("done");
        assertThat(time.instant()).isEqualTo(Instant.ofEpochSecond(5));
        assertThat(threads.submit(() -> "at once").get(1, TimeUnit.SECONDS)).isEqualTo("at once");
    }

    @Test
    void aWaitMayBeTooShort() {
        ScheduledFuture<String> late = threads.schedule(() -> "done", 5, TimeUnit.SECONDS);
        assertThatThrownBy(() -> late.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aWaitEndsWithTheNodeAndWithTheSimulation() {
        NodeTime node = new NodeTime(time);
        VirtualThreads ended = new VirtualThreads(node);
        ScheduledFuture<String> late = ended.schedule(() -> "done", 5, TimeUnit.SECONDS);
        ScheduledFuture<String> never = threads.schedule(() -> "done", 2, TimeUnit.HOURS);
        time.after(TimeUnit.SECONDS.toNanos(1), node::end);
        assertThatThrownBy(late::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(never::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void workThatIsDueAtOnceHasNoDelay() {
        ScheduledFuture<?> first = (ScheduledFuture<?>) threads.submit(this::now);
        ScheduledFuture<?> second = threads.schedule(this::now, 5, TimeUnit.SECONDS);
        assertThat(first.getDelay(TimeUnit.SECONDS)).isZero();
        assertThat(first.compareTo(second)).isNegative();
        first.cancel(false);
        time.runUntil(Instant.ofEpochSecond(5));
        assertThat(seconds).containsExactly(5L);
    }

    @Test
    void workIsRepeatedUntilItIsCanceled() {
        ScheduledFuture<?> every = threads.scheduleAtFixedRate(this::now, 1, 2, TimeUnit.SECONDS);
        time.runUntil(Instant.ofEpochSecond(6));
        every.cancel(false);
        time.runUntil(Instant.ofEpochSecond(20));
        assertThat(seconds).containsExactly(1L, 3L, 5L);
    }

    @Test
    void workThatFailsIsNotRepeated() {
        threads.scheduleWithFixedDelay(
                () -> {
                    now();
                    throw new IllegalStateException("no more");
                },
                1,
                1,
                TimeUnit.SECONDS);
        time.runUntil(Instant.ofEpochSecond(5));
        assertThat(seconds).containsExactly(1L);
    }

    @Test
    void threadsThatHaveEndedDoNothing() {
        threads.schedule(this::now, 1, TimeUnit.SECONDS);
        threads.scheduleAtFixedRate(this::now, 1, 1, TimeUnit.SECONDS);
        assertThat(threads.shutdownNow()).isEmpty();
        time.runUntil(Instant.ofEpochSecond(5));
        assertThat(seconds).isEmpty();
        assertThat(threads.isTerminated()).isTrue();
        Callable<String> work = () -> "late";
        assertThatThrownBy(() -> threads.execute(this::now)).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> threads.schedule(work, 1, TimeUnit.SECONDS))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aNodeThatWasKilledDoesNothing() {
        NodeTime node = new NodeTime(time);
        VirtualThreads ended = new VirtualThreads(node);
        ended.execute(this::now);
        node.end();
        time.runUntil(Instant.ofEpochSecond(5));
        assertThat(seconds).isEmpty();
    }
}
