// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.machine;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The machine of this process. Its threads do not keep the process alive. */
final class RealMachine implements Machine {

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public UUID randomUuid() {
        return UUID.randomUUID();
    }

    @Override
    public ExecutorService threads(String name) {
        return Executors.newCachedThreadPool(daemons(name));
    }

    @Override
    public ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(daemons(name));
    }

    @Override
    public Duration longestIdle() {
        return Duration.ZERO;
    }

    @Override
    public void onNews(Runnable listener) {
        // Other processes announce nothing.
    }

    @Override
    public boolean isOneThread() {
        return false;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
