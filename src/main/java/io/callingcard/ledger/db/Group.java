// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** Pieces of work that share one transaction on PostgreSQL. */
final class Group {

    static final int MOST = 64;

    /** The rows stay locked until the commit, so a slow piece or a slow network ends the group. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * A group holds the rows of all its pieces while one of them waits for a row. Two groups may then wait for each other,
     * which PostgreSQL notices only after a second. The piece is repeated by itself, and waits as long as needed.
     */
    private static final String DO_NOT_WAIT_LONG = "SET LOCAL lock_timeout = 20";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** How far it came. */
    enum Stage {
        CONNECTING,
        RUNNING,
        COMMITTING,
        COMMITTED
    }

    private final List<Piece<?>> pieces = new ArrayList<>();
    private final Queue<Piece<?>> source;
    private final int most;
    private Stage stage = Stage.CONNECTING;

    /** Takes more pieces from the source while it runs. */
    Group(Piece<?> first, Queue<Piece<?>> source, int most) {
        this.source = source;
        this.most = most;
        pieces.add(first);
    }

    /** Returns the pieces that it took. If it stopped while running, the last one failed. */
    List<Piece<?>> pieces() {
        return pieces;
    }

    Stage stage() {
        return stage;
    }

    /** Runs pieces until there are no more for now, and commits them. */
    void commit(Connection connection) throws SQLException {
        stage = Stage.RUNNING;
        Transactions.inOne(connection, this::run);
        stage = Stage.COMMITTED;
    }

    private Void run(Connection connection) throws SQLException {
        long since = System.nanoTime();
        run(pieces.get(0), connection);
        Piece<?> next = next(since);
        while (next != null) {
            pieces.add(next);
            if (pieces.size() == 2) {
                doNotWaitLong(connection);
            }
            run(next, connection);
            next = next(since);
        }
        stage = Stage.COMMITTING;
        return null;
    }

    private static void run(Piece<?> piece, Connection connection) throws SQLException {
        piece.doOn(connection);
        Session.check(connection);
    }

    private Piece<?> next(long since) {
        boolean hasRoom = pieces.size() < most && System.nanoTime() - since < LONGEST_NANOS;
        return hasRoom ? source.poll() : null;
    }

    /** Takes more pieces without running them. */
    void fill() {
        Piece<?> next = source.poll();
        while (next != null) {
            pieces.add(next);
            next = pieces.size() < MOST ? source.poll() : null;
        }
    }

    /** Tells whether a piece waited for a row of another transaction. */
    static boolean hasMetAnother(Throwable failure) {
        return Transactions.isConflict(failure) || Transactions.state(failure).equals(LOCK_NOT_AVAILABLE);
    }

    private static void doNotWaitLong(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(DO_NOT_WAIT_LONG);
        }
    }
}
