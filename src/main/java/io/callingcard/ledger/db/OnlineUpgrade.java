// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upgrades the tables of PostgreSQL while other nodes work with them. Each version is a short transaction. It gives up soon
 * if another transaction holds a table, because all others would queue behind it, and tries again. A version that has
 * nothing but indexes builds them beside the work of others. One node upgrades at a time.
 */
final class OnlineUpgrade {

    private static final Logger LOG = LoggerFactory.getLogger(OnlineUpgrade.class);

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    /** With the pause and the lock's timeout, some five minutes. */
    private static final int MOST_ATTEMPTS = 1_000;

    /** The index waits for all transactions that see the database as it was. This one must not. */
    private static final String SEE_NOTHING = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED";

    /** A node that waited inside of a statement would hold up the index for which it waits. */
    private static final String TAKE_TURN =
            "SELECT CASE WHEN pg_try_advisory_xact_lock(4017172773119) THEN 1 ELSE 0 END";

    /**
     * A turn stands for as long as the upgrade takes. And the driver keeps its last statement open, and with it what that saw.
     * This one sees nothing.
     */
    private static final String STAND_AND_FORGET_WHAT_WAS_SEEN = "SET LOCAL idle_in_transaction_session_timeout = 0";

    /** Earlier releases take turns by this lock, for the whole of their upgrade. */
    private static final String LIKE_EARLIER_RELEASES = "SELECT pg_advisory_xact_lock(4017172773118)";

    private static final String DO_NOT_WAIT_LONG = "SET LOCAL lock_timeout = 200";
    private static final String HAS_TABLES =
            "SELECT CASE WHEN to_regclass('callingcard_schema') IS NULL THEN 0 ELSE 1 END";
    private static final String IS_INVALID =
            "SELECT 1 FROM pg_index WHERE indexrelid = to_regclass(?) AND NOT indisvalid";
    private static final Pattern CREATE = Pattern.compile("CREATE INDEX (\\w+) ON (\\w+) (.+)", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("(CREATE|DROP) INDEX .+", Pattern.DOTALL);

    private final Transactions transactions;

    OnlineUpgrade(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Brings the tables to a version. Splits the large ones into partitions, unless that is 0. */
    void run(int version, int partitions) {
        boolean isDone = transactions.run(connection -> Sql.number(connection, HAS_TABLES) == 1
                && Schema.known(connection) >= version
                && (partitions == 0 || Partitions.areThere(connection, partitions)));
        boolean hasWaited = false;
        while (!isDone) {
            isDone = transactions.run(turn -> inTurn(turn, version, partitions));
            if (!isDone) {
                if (!hasWaited) {
                    LOG.info("Another node upgrades the ledger's tables. This one waits.");
                }
                hasWaited = true;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Returns false if another node has its turn. Then this transaction ends, because an index waits for it. */
    private boolean inTurn(Connection turn, int version, int partitions) throws SQLException {
        execute(turn, SEE_NOTHING);
        boolean isMine = Sql.number(turn, TAKE_TURN) == 1;
        execute(turn, STAND_AND_FORGET_WHAT_WAS_SEEN);
        if (isMine) {
            upgrade(version);
            if (partitions != 0) {
                step(connection -> Partitions.split(connection, partitions));
            }
        }
        return isMine;
    }

    private void upgrade(int wanted) {
        int known = step(Schema::version);
        if (known == 0) {
            step(connection -> {
                Schema.update(connection, Dialect.POSTGRESQL, wanted);
                return null;
            });
            return;
        }
        for (int next = known; next < wanted; next++) {
            int version = next + 1;
            List<String> changes = Schema.changes(Dialect.POSTGRESQL, next);
            if (changes.stream().allMatch(change -> INDEX.matcher(change).matches())) {
                changes.forEach(this::index);
                step(connection -> {
                    Schema.reached(connection, version);
                    return null;
                });
            } else {
                step(connection -> {
                    Schema.update(connection, Dialect.POSTGRESQL, version);
                    return null;
                });
            }
            LOG.info("The ledger's tables have version {} now.", version);
        }
    }

    /** Does a step as one transaction. Repeats it if another transaction was in its way. */
    private <T> T step(Sql.Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transactions.on(connection -> Transactions.inOne(connection, each -> {
                    execute(each, DO_NOT_WAIT_LONG);
                    execute(each, LIKE_EARLIER_RELEASES);
                    return work.on(each);
                }));
            } catch (SQLException e) {
                if (!Group.hasMetAnother(e)) {
                    throw LedgerException.of(e);
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw new LedgerException(
                            "The ledger's tables cannot be upgraded: a long transaction of another program holds one of"
                                    + " them. Find it in pg_stat_activity, end it, and start again.",
                            e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Creates or drops an index. May be repeated after a crash. */
    private void index(String change) {
        Matcher create = CREATE.matcher(change);
        if (!create.matches()) {
            String name = change.substring(change.lastIndexOf(' ') + 1);
            step(connection -> execute(connection, "DROP INDEX IF EXISTS " + name));
            return;
        }
        String name = create.group(1);
        String table = create.group(2);
        String rest = create.group(3);
        List<String> partitions = step(connection -> Partitions.of(connection, table));
        if (partitions.isEmpty()) {
            build(name, table, rest);
            return;
        }
        for (String partition : partitions) {
            build(name + partition.substring(table.length()), partition, rest);
        }
        // Finds that each partition has its part, and builds nothing.
        step(connection -> execute(connection, "CREATE INDEX IF NOT EXISTS " + name + " ON " + table + " " + rest));
    }

    /** The driver's limit of time would end the connection: building takes long. A crash leaves an index that is invalid. */
    private void build(String name, String table, String rest) {
        transactions.statement(connection -> {
            int limit = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, 0);
            if (Sql.exists(connection, IS_INVALID, name)) {
                execute(connection, "DROP INDEX CONCURRENTLY " + name);
            }
            execute(connection, "CREATE INDEX CONCURRENTLY IF NOT EXISTS " + name + " ON " + table + " " + rest);
            connection.setNetworkTimeout(Runnable::run, limit);
            return null;
        });
    }

    private static Void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return null;
    }
}
