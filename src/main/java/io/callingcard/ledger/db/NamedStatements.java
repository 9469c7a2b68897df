// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statements that PostgreSQL's driver keeps in the session by a name. A pooler such as PgBouncer gives each transaction
 * another session, in which the name is not known, or names the statement of another client.
 */
final class NamedStatements {

    private static final Logger LOG = LoggerFactory.getLogger(NamedStatements.class);

    private NamedStatements() {}

    /**
     * Tells whether a pooler is between the driver and PostgreSQL: it makes up the number of the session that the driver
     * knows. Must be the first to use the connection.
     */
    static boolean areUnsafe(Connection connection) throws SQLException {
        if (!isOurDriver(connection)) {
            return false;
        }
        PGConnection driver = connection.unwrap(PGConnection.class);
        int threshold = driver.getPrepareThreshold();
        driver.setPrepareThreshold(0);
        if (driver.getBackendPID() == Sql.number(connection, "SELECT pg_backend_pid()")) {
            driver.setPrepareThreshold(threshold);
            return false;
        }
        if (threshold != 0) {
            LOG.warn("dataSource goes through a pooler such as PgBouncer. The ledger gives its statements no names now."
                    + " Add prepareThreshold=0 to the JDBC URL, so that the connection pool and others do the same.");
        }
        return true;
    }

    /** Runs statements without names from now on. */
    static void avoid(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
    }

    private static boolean isOurDriver(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class);
        } catch (NoClassDefFoundError e) {
            // The data source has another driver.
            return false;
        }
    }
}
