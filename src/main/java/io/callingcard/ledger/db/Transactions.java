// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

/** Transactions on the connections of a PostgreSQL pool. */
final class Transactions {

    private static final int MOST_ATTEMPTS = 5;

    /**
     * A node that freezes, or whose packets are lost, may have locked rows that the others wait for, such as those of lines.
     * PostgreSQL ends its transaction before the leases of the others end. The setting is local, because the session may belong
     * to a pooler.
     */
    private static final String DO_NOT_STAND_LONG = "SET LOCAL idle_in_transaction_session_timeout = 5000";

    private static final String SEE_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /** idle_in_transaction_session_timeout */
    private static final String STOOD_LONG = "25P03";

    /** serialization_failure, deadlock_detected and a long stand: the database has rolled the transaction back. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", STOOD_LONG);

    /** Violated constraints and rollbacks. */
    private static final List<String> UNDONE = List.of("23", "40", STOOD_LONG);

    /** statement_completion_unknown */
    private static final String UNKNOWN = "40003";

    private final DataSource source;
    private final Tally tally;
    private final boolean isPooled;

    /**
     * Transactions on connections of a data source.
     *
     * @param isPooled whether the data source goes through a pooler such as PgBouncer
     */
    Transactions(DataSource source, Tally tally, boolean isPooled) {
        this.source = source;
        this.tally = tally;
        this.isPooled = isPooled;
    }

    /** Runs the work as one transaction. Repeats it if it was in conflict with another transaction. */
    <T> T run(Sql.Work<T> work) {
        return repeated(connection -> inOne(connection, work));
    }

    /** Runs work that changes nothing. All that it reads is from one moment. It may stand for long, because it locks no rows. */
    <T> T read(Sql.Work<T> work) {
        return repeated(connection -> inOne(connection, SEE_ONE_MOMENT, work));
    }

    /** Runs the work without a transaction around its statement. */
    <T> T statement(Sql.Work<T> work) {
        return repeated(connection -> {
            connection.setAutoCommit(true);
            T result = work.on(connection);
            Session.check(connection);
            return result;
        });
    }

    private <T> T repeated(Sql.Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return on(work);
            } catch (SQLException e) {
                if (attempt == MOST_ATTEMPTS || !isConflict(e)) {
                    throw LedgerException.of(e);
                }
            }
        }
    }

    static boolean isConflict(Throwable failure) {
        return CONFLICTS.contains(state(failure));
    }

    /** Returns the database's code for the failure; empty if there is none. */
    static String state(Throwable failure) {
        return failure instanceof SQLException e && e.getSQLState() != null ? e.getSQLState() : "";
    }

    /** Tells whether the database has surely rolled back a transaction whose commit failed. */
    static boolean isUndone(Throwable failure) {
        String state = state(failure);
        return !state.equals(UNKNOWN) && UNDONE.stream().anyMatch(state::startsWith);
    }

    /** Runs the work as one transaction, once. */
    static <T> T inOne(Connection connection, Sql.Work<T> work) throws SQLException {
        return inOne(connection, DO_NOT_STAND_LONG, work);
    }

    private static <T> T inOne(Connection connection, String setting, Sql.Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Session.set(connection, setting);
            T result = work.on(connection);
            Session.check(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            // Errors too: otherwise the transaction would be committed when the connection returns to its pool.
            rollBack(connection, e);
            throw e;
        }
    }

    /** The first failure is reported; a failing rollback must not hide it. */
    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Does the work on a connection of the pool, once. */
    <T> T on(Sql.Work<T> work) throws SQLException {
        try (Connection connection = PromptConnections.from(source)) {
            if (isPooled) {
                NamedStatements.avoid(connection);
            }
            boolean auto = connection.getAutoCommit();
            Session session = Session.begin(connection, false);
            try {
                T result = work.on(connection);
                tally.committed(session.takeChanged());
                return result;
            } finally {
                session.end();
                restore(connection, auto);
            }
        }
    }

    /** A failure here must not hide the commit that succeeded. */
    private static void restore(Connection connection, boolean auto) {
        try {
            connection.setAutoCommit(auto);
        } catch (SQLException e) {
            // The pool detects the broken connection.
        }
    }
}
