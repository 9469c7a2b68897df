// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.machine;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Time, threads and chance of the machine. They are those of the process, unless the registry of a context has its own
 * machine.
 */
public interface Machine {

    /** Returns a time to measure with, as {@link System#nanoTime} does. */
    long nanoTime();

    UUID randomUuid();

    /** Creates as many threads as there is work. */
    ExecutorService threads(String name);

    /** Creates one thread, which does its work in order. */
    ScheduledExecutorService thread(String name);

    /**
     * Returns how long a poller may wait when it knows of nothing that becomes due meanwhile, and new work is announced to it.
     * Zero if other processes may add work that nothing announces.
     */
    Duration longestIdle();

    /** Runs something each time when another process may have added work, if the machine knows of that. */
    void onNews(Runnable listener);

    /** Whether all threads are the calling thread, which does the work of the others when it would wait for them. */
    boolean isOneThread();
}
