package io.callingcard.ledger;

import java.time.Duration;

import org.apache.camel.util.TimeUtils;

/** Once for each chat within a span of time, which begins with each send. */
public class OncePerWindow extends OncePerStep {

    private Window window = new Window.Rolling(Duration.ofDays(1));

    @Override
    Window window() {
        return window;
    }

    /** How long, such as {@code 24h} (the default). */
    public void setLength(String length) {
        Duration parsed = Duration.ofMillis(TimeUtils.toMilliSeconds(length));
        if (parsed.isNegative() || parsed.isZero()) {
            throw new IllegalArgumentException("length: must be a span of time such as 24h");
        }
        window = new Window.Rolling(parsed);
    }
}
