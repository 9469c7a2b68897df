// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in one line that a table cannot be read. Repeats it only when the reason changes, or when it has lasted an hour. */
final class PollTrouble implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PollTrouble.class);

    /** A phone number. The address and the port of a database stay readable. */
    private static final Pattern NUMBER = Pattern.compile("[+]?\\d[\\d ()-]{5,}\\d");

    private static final Duration AGAIN = Duration.ofHours(1);

    private final Supplier<String> route;
    private final Clock clock;
    private String told;
    private Instant toldAt = Instant.MIN;

    PollTrouble(Supplier<String> route, Clock clock) {
        this.route = route;
        this.clock = clock;
    }

    @Override
    public void handleException(Throwable failure) {
        handleException(null, null, failure);
    }

    @Override
    public void handleException(String message, Throwable failure) {
        handleException(message, null, failure);
    }

    @Override
    public synchronized void handleException(String message, Exchange exchange, Throwable failure) {
        String reason = reason(failure);
        Instant now = clock.instant();
        if (!reason.equals(told) || now.isAfter(toldAt.plus(AGAIN))) {
            told = reason;
            toldAt = now;
            LOG.warn("{}: the table cannot be read: {}. It is read again at the next poll.", route.get(), reason);
        }
    }

    /** A poll has succeeded. */
    synchronized void mended() {
        if (told != null) {
            told = null;
            LOG.info("{}: the table can be read again.", route.get());
        }
    }

    /** Returns the first line of the first cause. Drivers add details, and some repeat the row. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String words = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        return words.isBlank()
                ? cause.getClass().getName()
                : NUMBER.matcher(words).replaceAll("•••").replaceFirst("[.]$", "");
    }
}
