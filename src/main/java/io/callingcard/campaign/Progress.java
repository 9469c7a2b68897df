// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the progress of long work every few seconds. Short work logs nothing. */
final class Progress {

    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final double NANOS = 1e9;

    private final String name;
    private final long total;
    private final LongSupplier nanos;
    private final Consumer<String> log;
    private final long start;
    private long logged;
    private long done;

    /**
     * Starts the clock.
     *
     * @param total the amount of work; 0 if it is not known
     */
    Progress(String name, long total) {
        this(name, total, System::nanoTime, LOG::info);
    }

    Progress(String name, long total, LongSupplier nanos, Consumer<String> log) {
        this.name = name;
        this.total = total;
        this.nanos = nanos;
        this.log = log;
        this.start = nanos.getAsLong();
        this.logged = start;
    }

    /** Adds finished work. */
    void done(int more) {
        done += more;
        long now = nanos.getAsLong();
        if (now - logged >= PAUSE.toNanos()) {
            logged = now;
            log.accept(line((now - start) / NANOS));
        }
    }

    private String line(double seconds) {
        double rate = done / seconds;
        String line = String.format(Locale.ROOT, "%s: %,d%s done, %,.0f a second", name, done, ofTotal(), rate);
        return total <= done || rate == 0
                ? line
                : line + ", about " + Duration.ofSeconds(Math.round((total - done) / rate)) + " left";
    }

    private String ofTotal() {
        return total == 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
    }
}
