// SPDX-License-Identifier: Apache-2.0
package io.callingcard.runner;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.junit.jupiter.api.Test;

import io.callingcard.ledger.db.LedgerException;

import static org.assertj.core.api.Assertions.assertThat;

class OperatorLogFilterTest {

    private final OperatorLogFilter filter = new OperatorLogFilter();

    private LogRecord filtered(String message, Throwable thrown) {
        LogRecord entry = new LogRecord(Level.WARNING, message);
        entry.setThrown(thrown);
        assertThat(filter.isLoggable(entry)).isTrue();
        return entry;
    }

    /** A full disk fails each write, and each failure was logged with some forty lines. */
    @Test
    void aLedgerThatIsAwayHasOneLine() {
        Exception full = new IOException("disk is full");
        LogRecord entry = filtered(
                "Could not write 100% of it; retrying",
                new CompletionException(new LedgerException("The file x.db cannot be written. Check the disk", full)));

        assertThat(entry.getThrown()).isNull();
        assertThat(entry.getMessage())
                .isEqualTo("Could not write 100% of it; retrying: The file x.db cannot be written. Check the disk"
                        + ": disk is full");
        assertThat(filtered("The file is away", new LedgerException("The file is away"))
                        .getMessage())
                .isEqualTo("The file is away");
    }

    /** A restart of PostgreSQL breaks each connection in use, and each was logged with some forty lines. */
    @Test
    void aBrokenConnectionOfThePoolHasOneLine() {
        LogRecord entry = new LogRecord(Level.WARNING, "Connection x marked as broken because of SQLSTATE(08006)");
        entry.setLoggerName("com.zaxxer.hikari.pool.ProxyConnection");
        entry.setThrown(new SQLException("An I/O error occurred while sending to the backend."));
        assertThat(filter.isLoggable(entry)).isTrue();
        assertThat(entry.getThrown()).isNull();
        assertThat(entry.getMessage())
                .isEqualTo("Connection x marked as broken because of SQLSTATE(08006)"
                        + ": An I/O error occurred while sending to the backend.");
    }

    @Test
    void otherFailuresKeepTheirStackTrace() {
        Exception bug = new IllegalStateException("bug");
        assertThat(filtered("A request failed", bug).getThrown()).isSameAs(bug);
        LogRecord plain = new LogRecord(Level.INFO, "Ready");
        assertThat(filter.isLoggable(plain)).isTrue();
    }

    @Test
    void aFailedStartIsToldByTheRunnerAlone() {
        LogRecord entry = new LogRecord(Level.SEVERE, "Error starting CamelContext (x) due to exception");
        entry.setLoggerName("org.apache.camel.impl.engine.AbstractCamelContext");
        assertThat(filter.isLoggable(entry)).isFalse();
    }
}
