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

    private final String what;
    private final long total;
    private final LongSupplier nanos;
    private final Consumer<String> teller;
    private final long start;
    private long told;
    private long done;

    /**
     * Starts the clock.
     *
     * @param total the amount of work; 0 if it is not known
     */
    Progress(String what, long total) {
        this(what, total, System::nanoTime, LOG::info);
    }

    Progress(String what, long total, LongSupplier nanos, Consumer<String> teller) {
        this.what = what;
        this.total = total;
        this.nanos = nanos;
        this.teller = teller;
        this.start = nanos.getAsLong();
        this.told = start;
    }

    /** Adds finished work. */
    void done(int more) {
        done += more;
        long now = nanos.getAsLong();
        if (now - told >= PAUSE.toNanos()) {
            told = now;
            teller.accept(line((now - start) / NANOS));
        }
    }

    private String line(double seconds) {
        double rate = done / seconds;
        String line = String.format(Locale.ROOT, "%s: %,d%s done, %,.0f a second", what, done, ofTotal(), rate);
        return total <= done || rate == 0
                ? line
                : line + ", about " + Duration.ofSeconds(Math.round((total - done) / rate)) + " left";
    }

    private String ofTotal() {
        return total == 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
    }
}
