package io.callingcard.ledger;

import java.time.Duration;

/** Once for each chat within a span of time, which begins with each send. */
public class OncePerWindow extends OncePerStep {

    private Window window = new Window.Rolling(Duration.ofDays(1));

    @Override
    Window window() {
        return window;
    }

    /** How long, such as {@code 24h} (the default). */
    public void setLength(String length) {
        window = new Window.Rolling(Span.positive("length", length));
    }
}
