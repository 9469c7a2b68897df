// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;

/** Keeps Camel's stack trace of a failed start off the console, because the runner says in a sentence why it could not start. */
@LoggingFilter(name = "failed-start")
final class FailedStartFilter implements Filter {

    private static final String LOGGER = "org.apache.camel.impl.engine.AbstractCamelContext";
    private static final String MESSAGE = "Error starting CamelContext";

    @Override
    public boolean isLoggable(LogRecord entry) {
        return !(LOGGER.equals(entry.getLoggerName()) && entry.getMessage().startsWith(MESSAGE));
    }
}
