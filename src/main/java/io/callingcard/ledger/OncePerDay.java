package io.callingcard.ledger;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Once for each chat and calendar day. */
public class OncePerDay extends OncePerStep {

    private static final String RECIPIENT = "recipient";

    private Window window = new Window.Day(null);

    @Override
    Window window() {
        return window;
    }

    /**
     * Whose days: a time zone such as {@code Europe/Berlin}, or {@code recipient} (the default) for that of the
     * recipient's number.
     */
    public void setZone(String zone) {
        try {
            window = new Window.Day(RECIPIENT.equals(zone) ? null : ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: is no time zone such as Europe/Berlin, nor recipient", e);
        }
    }
}
