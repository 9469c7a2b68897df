// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.callingcard.ledger.LedgerStore;
import io.callingcard.ledger.SwitchedLedger;

/**
 * A process: its open ledger, and the database as this process sees it. At an armed point the process crashes, freezes, or
 * loses its connection. A crashed process can record nothing more, and so gets no permission to send.
 */
final class Node {

    /** Clean-up that works on a broken connection too. */
    private static final Set<String> HARMLESS =
            Set.of("close", "rollback", "setAutoCommit", "getAutoCommit", "isClosed", "toString", "hashCode");

    final LedgerStore store;
    private final DataSource source;
    private final Consumer<Point> hit;
    private final Runnable claimed;
    private volatile boolean crashed;
    private volatile Point armed;
    private volatile int left;
    private volatile CompletableFuture<Void> frozen = new CompletableFuture<>();
    private volatile CompletableFuture<Void> woken;

    /**
     * Starts a process.
     *
     * @param hit     hears that a point was reached
     * @param claimed hears that a claim was committed
     */
    Node(SwitchedLedger ledger, DataSource source, Consumer<Point> hit, Runnable claimed) {
        this.source = source;
        this.claimed = claimed;
        this.hit = hit;
        this.store = ledger.open(proxy(DataSource.class, this::connect));
    }

    /** Lets the point go wrong at its n-th time. */
    void arm(Point point, int nth) {
        left = nth;
        armed = point;
    }

    void disarm() {
        armed = null;
    }

    boolean isCrashed() {
        return crashed;
    }

    /** Drops the process. */
    void crash() {
        crashed = true;
        store.close();
    }

    /** Completes when the process freezes. */
    CompletableFuture<Void> frozen() {
        return frozen;
    }

    void wake() {
        frozen = new CompletableFuture<>();
        woken.complete(null);
    }

    /** What happens on one connection. */
    private final class Session {

        private final Connection real;
        private Point.Work work;

        Session(Connection real) {
            this.real = real;
        }

        Object call(Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            if (HARMLESS.contains(name)) {
                return invoke(real, method, arguments);
            }
            requireAlive();
            if (name.equals("commit")) {
                return commit(() -> invoke(real, method, arguments));
            }
            Object result = invoke(real, method, arguments);
            return switch (name) {
                case "createStatement" ->
                    proxy(Statement.class, (inner, given) -> control((Statement) result, inner, given));
                case "prepareStatement" ->
                    proxy(PreparedStatement.class, (inner, given) -> run((String) arguments[0], result, inner, given));
                default -> result;
            };
        }

        /** The ledger keeps prepared statements, so what happens counts when they run. */
        private Object run(String sql, Object statement, Method method, Object[] arguments) throws Throwable {
            if (method.getName().startsWith("execute")) {
                requireAlive();
                Point.Work known = Point.Work.of(sql);
                if (known != null) {
                    work = known;
                    spring(Point.Moment.STATEMENT);
                }
            }
            return invoke(statement, method, arguments);
        }

        /** SQLite's transactions are statements. */
        private Object control(Statement statement, Method method, Object[] arguments) throws Throwable {
            String sql = arguments != null && arguments[0] instanceof String text ? text : "";
            if (HARMLESS.contains(method.getName()) || sql.equals("ROLLBACK")) {
                return invoke(statement, method, arguments);
            }
            requireAlive();
            if (sql.startsWith("BEGIN")) {
                spring(Point.Work.ANY, Point.Moment.CONNECT);
            }
            return sql.equals("COMMIT")
                    ? commit(() -> invoke(statement, method, arguments))
                    : invoke(statement, method, arguments);
        }

        private Object commit(Call call) throws Throwable {
            spring(Point.Moment.BEFORE_COMMIT);
            Object result = call.run();
            if (work == Point.Work.CLAIM) {
                claimed.run();
            }
            spring(Point.Moment.AFTER_COMMIT);
            work = null;
            return result;
        }

        private void spring(Point.Moment moment) throws SQLException {
            spring(work, moment);
        }

        private void spring(Point.Work at, Point.Moment moment) throws SQLException {
            Point point = armed;
            if (point == null || point.work != at || point.moment != moment || --left > 0) {
                return;
            }
            armed = null;
            hit.accept(point);
            switch (point.mishap) {
                case CRASH -> {
                    crashed = true;
                    throw new SQLException("the process is gone");
                }
                case FREEZE -> freeze(moment);
                default -> throw new SQLException("the connection is gone", "08006");
            }
        }

        /** Holds no lock meanwhile: nothing of the transaction has been written yet. */
        private void freeze(Point.Moment moment) throws SQLException {
            boolean isOpen = moment == Point.Moment.STATEMENT;
            boolean isSqlite = real.getMetaData().getDatabaseProductName().equals("SQLite");
            if (isOpen && isSqlite) {
                execute("COMMIT");
            } else if (isOpen && !real.getAutoCommit()) {
                real.commit();
            }
            woken = new CompletableFuture<>();
            frozen.complete(null);
            woken.join();
            if (isOpen && isSqlite) {
                execute("BEGIN IMMEDIATE");
            }
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = real.createStatement()) {
                statement.execute(sql);
            }
        }

        private void requireAlive() throws SQLException {
            if (crashed) {
                throw new SQLException("the process is gone");
            }
        }
    }

    private Object connect(Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals("getConnection")) {
            return invoke(source, method, arguments);
        }
        Session session = new Session((Connection) invoke(source, method, arguments));
        try {
            session.requireAlive();
            session.spring(Point.Work.ANY, Point.Moment.CONNECT);
        } catch (SQLException e) {
            session.real.close();
            throw e;
        }
        return proxy(Connection.class, session::call);
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private interface Calls {
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> calls.call(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
