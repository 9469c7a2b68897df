// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;

/** Lets a step through once per chat and span of time. A span begins with each send. */
public class OncePerWindow extends OncePerStep {

    private Window window = new Window.Rolling(Duration.ofDays(1));

    @Override
    Window window() {
        return window;
    }

    /** Sets the span, such as {@code 24h} (the default). */
    public void setLength(String length) {
        window = new Window.Rolling(Span.positive("length", length));
    }
}
