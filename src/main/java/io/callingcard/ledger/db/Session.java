// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connection that the current thread works on: the statements that it keeps, and whether the transaction changed
 * anything. SQLite compiles a statement each time it is prepared, which takes longer than to run it.
 */
final class Session {

    private static final int MOST_KEPT = 128;
    private static final ThreadLocal<Session> CURRENT = new ThreadLocal<>();

    private final Connection connection;
    private final boolean keeps;
    private Session outer = CURRENT.get();
    private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();
    /** Updates and settings that wait for the next statement. */
    private final List<String> later = new ArrayList<>();

    private final List<Object> valuesOfLater = new ArrayList<>();
    private boolean changed;
    private SQLException failure;

    private Session(Connection connection, boolean keeps) {
        this.connection = connection;
        this.keeps = keeps;
    }

    /**
     * Begins to work on a connection.
     *
     * @param keeps whether to keep statements; false for connections of a pool, whose drivers keep them
     */
    static Session begin(Connection connection, boolean keeps) {
        Session session = new Session(connection, keeps);
        CURRENT.set(session);
        return session;
    }

    /** Keeps statements of a connection, for work that begins with {@link #enter}. */
    static Session on(Connection connection) {
        return new Session(connection, true);
    }

    /** Begins to work on the connection again. */
    void enter() {
        outer = CURRENT.get();
        CURRENT.set(this);
    }

    /** Leaves the connection open. Closing it closes the statements too. */
    void end() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** Uses a prepared statement, or the answer of one that has run. */
    @FunctionalInterface
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /** Runs a statement, after those that were kept for later. */
    static <T> T run(Connection connection, String sql, Object[] values, Use<T> answer) throws SQLException {
        Session session = of(connection);
        if (session != null && !session.later.isEmpty()) {
            int before = session.later.size();
            session.keep(sql, values);
            return session.runLater(before, answer);
        }
        return use(connection, sql, statement -> {
            bind(statement, values);
            statement.execute();
            return answer.of(statement);
        });
    }

    /** Prepares a statement and uses it, after those that were kept for later. */
    static <T> T use(Connection connection, String sql, Use<T> use) throws SQLException {
        Session session = of(connection);
        if (session != null && session.keeps) {
            return session.useKept(sql, use);
        }
        if (session != null && !session.later.isEmpty()) {
            session.runLater(0, all -> null);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            if (session != null) {
                session.failure = e;
            }
            throw e;
        }
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** Keeps an update for later. Returns false if it must run now: SQLite has no network that this would spare. */
    static boolean later(Connection connection, String sql, Object... values) {
        Session session = of(connection);
        if (session == null || session.keeps) {
            return false;
        }
        session.keep(sql, values);
        session.changed = true;
        return true;
    }

    /** Sends a setting of the transaction together with its first statement, to spare a way to the database. */
    static void set(Connection connection, String setting) {
        of(connection).keep(setting);
    }

    private void keep(String sql, Object... values) {
        later.add(sql);
        Collections.addAll(valuesOfLater, values);
    }

    /** Runs all that is kept at once: the driver of PostgreSQL sends statements with a semicolon between them together. */
    private <T> T runLater(int answers, Use<T> answer) throws SQLException {
        String sql = String.join(";", later);
        Object[] values = valuesOfLater.toArray();
        later.clear();
        valuesOfLater.clear();
        return use(connection, sql, statement -> {
            bind(statement, values);
            statement.execute();
            for (int i = 0; i < answers; i++) {
                statement.getMoreResults();
            }
            return answer.of(statement);
        });
    }

    /**
     * Runs what was kept for later. Fails if a statement has failed, also if the work caught that. PostgreSQL then rolls the
     * transaction back when it is committed, and its driver does not report that.
     */
    static void check(Connection connection) throws SQLException {
        Session session = of(connection);
        if (session != null && !session.later.isEmpty()) {
            session.runLater(0, all -> null);
        }
        if (session != null && session.failure != null) {
            throw new SQLException(
                    "A statement of the transaction failed", session.failure.getSQLState(), session.failure);
        }
    }

    private static Session of(Connection connection) {
        Session current = CURRENT.get();
        return current != null && current.connection == connection ? current : null;
    }

    /** A statement in use is not in the map, so that the reader of its rows can run the same statement again. */
    private <T> T useKept(String sql, Use<T> use) throws SQLException {
        PreparedStatement statement = kept.remove(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
        }
        boolean works = false;
        try {
            T result = use.of(statement);
            // The values may be long, or name a person who is forgotten.
            statement.clearParameters();
            works = true;
            return result;
        } finally {
            PreparedStatement dropped = works ? keep(sql, statement) : statement;
            if (dropped != null) {
                dropped.close();
            }
        }
    }

    /** Returns the statement that has to make room; null if none has. */
    private PreparedStatement keep(String sql, PreparedStatement statement) {
        PreparedStatement same = kept.put(sql, statement);
        return same == null && kept.size() > MOST_KEPT
                ? kept.remove(kept.keySet().iterator().next())
                : same;
    }

    /** Records that a statement changed rows. */
    static void changed(Connection connection) {
        Session session = of(connection);
        if (session != null) {
            session.changed = true;
        }
    }

    /** Returns whether anything was changed since the last call. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }
}
