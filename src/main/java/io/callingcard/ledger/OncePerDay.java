package io.callingcard.ledger;

import java.time.DateTimeException;
import java.time.ZoneId;

/** Lets a step through once per chat and calendar day. */
public class OncePerDay extends OncePerStep {

    private static final String RECIPIENT = "recipient";

    private Window.Day window = new Window.Day(null);

    @Override
    Window.Day window() {
        return window;
    }

    /**
     * Sets the time zone of the days, such as {@code Europe/Berlin}, or {@code recipient} (the default) for that of the
     * recipient's number.
     */
    public void setZone(String zone) {
        try {
            window = new Window.Day(RECIPIENT.equals(zone) ? null : ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "zone: is not a time zone. Write one such as Europe/Berlin, or recipient.", e);
        }
    }
}
