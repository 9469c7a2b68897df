// SPDX-License-Identifier: Apache-2.0
package io.callingcard.provider.machine;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

import org.apache.camel.CamelContext;

/**
 * Time, threads and chance of the machine: those of the process, unless the registry of a context has a machine of its
 * own. The threads do not keep the process alive.
 */
public class Machine {

    /** The machine of this process. */
    public static final Machine REAL = new Machine();

    protected Machine() {}

    /** Returns the only machine in the registry of a context, or else that of this process. */
    public static Machine of(CamelContext context) {
        Machine own = context == null ? null : context.getRegistry().findSingleByType(Machine.class);
        return own == null ? REAL : own;
    }

    /** Returns a time to measure with, as {@link System#nanoTime} does. */
    public long nanoTime() {
        return System.nanoTime();
    }

    public UUID randomUuid() {
        return UUID.randomUUID();
    }

    /** Creates as many threads as there is work. */
    public ExecutorService threads(String name) {
        return Executors.newCachedThreadPool(daemons(name));
    }

    /** Creates one thread, which does its work in order. */
    public ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(daemons(name));
    }

    /**
     * Returns how long a poller may wait when it knows of nothing that becomes due meanwhile, and new work is announced to it.
     * Zero if other processes may add work that nothing announces.
     */
    public Duration longestIdle() {
        return Duration.ZERO;
    }

    /** Runs something each time when another process may have added work, if the machine knows of that. */
    public void onNews(Runnable listener) {
        // Other processes announce nothing.
    }

    /** Whether all threads are the calling thread, which does the work of the others when it would wait for them. */
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
