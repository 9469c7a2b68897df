// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private final AtomicLong nanos = new AtomicLong(17);
    private final List<String> logged = new ArrayList<>();

    private Progress progress(long total) {
        return new Progress("daily-share", total, nanos::get, logged::add);
    }

    private void later(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void logsProgress() {
        Progress progress = progress(100_000);
        progress.done(500);
        assertThat(logged).isEmpty();
        later(10);
        progress.done(19_500);
        later(9);
        progress.done(1);
        later(1);
        progress.done(79_999);
        assertThat(logged)
                .containsExactly(
                        "daily-share: 20,000 of 100,000 done, 2,000 a second, about PT40S left",
                        "daily-share: 100,000 of 100,000 done, 5,000 a second");
    }

    @Test
    void logsProgressOfAnUnknownTotal() {
        Progress progress = progress(0);
        later(20);
        progress.done(0);
        later(20);
        progress.done(400);
        assertThat(logged).containsExactly("daily-share: 0 done, 0 a second", "daily-share: 400 done, 10 a second");
    }
}
