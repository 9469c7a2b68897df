package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/** PostgreSQL: each piece of work is a transaction of its own, on a connection of the pool. */
record ManyWriters(DataSource source) implements Database {

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public <T> T write(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            boolean auto = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(auto);
            }
        } catch (SQLException e) {
            throw new LedgerException("The ledger's database failed", e);
        }
    }

    /** The pool is whoever's made it. */
    @Override
    public void close() {}
}
