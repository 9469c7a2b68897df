package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/** Transactions on the ledger's database. */
interface Database extends AutoCloseable {

    /** What is done inside one transaction; it may be done again when the transaction fails. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    Dialect dialect();

    /** Does the work; when this returns, it is durable. */
    <T> T write(Work<T> work);

    @Override
    void close();

    /** The database behind a data source, with its tables up to date. */
    static Database open(DataSource source) {
        try (Connection connection = source.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            Database database = dialect == Dialect.SQLITE ? new OneWriter(source) : new ManyWriters(source);
            database.write(each -> {
                Schema.update(each, dialect);
                return null;
            });
            return database;
        } catch (SQLException e) {
            throw new LedgerException("The ledger's database cannot be opened", e);
        }
    }
}
