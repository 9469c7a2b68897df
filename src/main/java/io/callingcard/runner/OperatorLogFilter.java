// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.sql.SQLException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;

import io.callingcard.ledger.db.LedgerException;

/**
 * Keeps stack traces off the console that no operator can use: that of a failed start, because the runner says in a sentence
 * why it could not start, and those of a ledger that is away, because its message says what to check. The pool logs one for
 * each connection that PostgreSQL broke, and its message has the reason.
 */
@LoggingFilter(name = "for-operators")
final class OperatorLogFilter implements Filter {

    private static final String LOGGER = "org.apache.camel.impl.engine.AbstractCamelContext";
    private static final String POOL = "com.zaxxer.hikari.";
    private static final String MESSAGE = "Error starting CamelContext";

    @Override
    public boolean isLoggable(LogRecord entry) {
        for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerException ledger) {
                shorten(entry, ledger);
                break;
            }
        }
        if (String.valueOf(entry.getLoggerName()).startsWith(POOL) && entry.getThrown() instanceof SQLException) {
            shorten(entry, entry.getThrown());
        }
        return !(LOGGER.equals(entry.getLoggerName()) && entry.getMessage().startsWith(MESSAGE));
    }

    /** Puts the messages of a failure in the place of its stack trace. The loggers of the runner fill in values before. */
    private static void shorten(LogRecord entry, Throwable failure) {
        StringBuilder line = new StringBuilder(entry.getMessage());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && line.indexOf(cause.getMessage()) < 0) {
                line.append(": ").append(cause.getMessage());
            }
        }
        entry.setParameters(null);
        entry.setMessage(line.toString());
        entry.setThrown(null);
    }
}
