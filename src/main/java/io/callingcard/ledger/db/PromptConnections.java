// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets connections from a pool without a long wait. While the database is away, most pools wait 30 seconds, and so would
 * the sender of a lead. A pool that waits longer than 5 seconds is interrupted.
 */
final class PromptConnections {

    private static final Logger LOG = LoggerFactory.getLogger(PromptConnections.class);

    private static final int PATIENCE_SECONDS = 5;

    private static final ScheduledThreadPoolExecutor ALARMS = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "CallingCardConnections");
        thread.setDaemon(true);
        return thread;
    });

    static {
        // Nearly all are canceled.
        ALARMS.setRemoveOnCancelPolicy(true);
    }

    private PromptConnections() {}

    /** Interrupts a thread that still waits. */
    private static final class Alarm implements Runnable {

        private final Thread waiting = Thread.currentThread();
        private boolean ended;
        private boolean rung;

        @Override
        public synchronized void run() {
            if (!ended) {
                rung = true;
                waiting.interrupt();
            }
        }

        /** Returns whether it has interrupted the thread. It will not do so any more. */
        synchronized boolean end() {
            ended = true;
            return rung;
        }
    }

    /** Without the driver's limit of time, a node whose packets are lost waits for an answer until it is restarted. */
    static void warnOfEndlessWaits(Connection connection) throws SQLException {
        if (connection.getNetworkTimeout() == 0) {
            LOG.warn(
                    "dataSource waits for the answers of the database without a limit. Add socketTimeout=30 to the JDBC URL,"
                            + " so that this node notices a connection that is gone.");
        }
    }

    static Connection from(DataSource source) throws SQLException {
        Alarm alarm = new Alarm();
        Future<?> scheduled = ALARMS.schedule(alarm, PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw alarm.end()
                    ? new SQLTransientConnectionException(
                            "The pool gave no connection within " + PATIENCE_SECONDS + " seconds", "08001", e)
                    : e;
        } finally {
            scheduled.cancel(false);
            if (alarm.end()) {
                // The interrupt was ours: the work of this thread goes on.
                Thread.interrupted();
            }
        }
    }
}
