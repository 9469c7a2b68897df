// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;

import javax.sql.DataSource;

/**
 * The ledger's data source for one node. All nodes share one connection. After a kill all statements fail, also those of a route
 * that was waiting at the time of the kill.
 */
final class NodeLedger implements DataSource {

    private final Connection shared;

    NodeLedger(Connection connection, VirtualMachine node) {
        shared = proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "close", "commit" -> null;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "createStatement" -> whileAlive((Statement) call(connection, method, arguments), node);
            default -> call(connection, method, arguments);
        });
    }

    /** Checks plain statements only, because each piece of work begins with one: its savepoint. */
    private static Statement whileAlive(Statement statement, VirtualMachine node) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            if (node.isDead() && method.getName().startsWith("execute")) {
                throw new SQLException("The node was killed");
            }
            return call(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(NodeLedger.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public Connection getConnection() {
        return shared;
    }

    @Override
    public Connection getConnection(String username, String password) {
        return shared;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // SQLite writes no log.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // There is nothing to wait for.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
