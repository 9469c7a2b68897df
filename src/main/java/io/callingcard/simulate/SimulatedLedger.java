// SPDX-License-Identifier: Apache-2.0
package io.callingcard.simulate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import javax.sql.DataSource;

import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * The ledger's file in a simulation. All nodes share one connection, and its clock is the virtual one. Commits do not wait for
 * the disk, because the file is deleted after the simulation.
 */
final class SimulatedLedger implements AutoCloseable {

    private static final String PERSON =
            "c.person, c.provider, c.line) FROM callingcard_chat c WHERE c.chat = NEW.chat; END";

    private static final List<String> TRIGGERS = List.of(
            "CREATE TEMP TRIGGER simulated_lead AFTER INSERT ON callingcard_lead BEGIN SELECT happened('lead',"
                    + " NEW.person, NEW.campaign, NEW.wanted, NEW.name, NEW.origin, NEW.state, NEW.reason,"
                    + " json_extract(CAST(NEW.body AS TEXT), '$.time_zone')); END",
            "CREATE TEMP TRIGGER simulated_move AFTER UPDATE OF state, due_at ON callingcard_lead"
                    + " BEGIN SELECT happened('moved'); END",
            "CREATE TEMP TRIGGER simulated_end AFTER UPDATE OF state ON callingcard_lead"
                    + " WHEN NEW.state IN (3, 5) AND NEW.state <> OLD.state BEGIN SELECT happened('ended',"
                    + " NEW.person, NEW.campaign, NEW.code, NEW.reason, NEW.origin); END",
            "CREATE TEMP TRIGGER simulated_refusal AFTER INSERT ON callingcard_refusal BEGIN"
                    + " SELECT happened('refusal', NEW.field, NEW.code, NEW.reason, NEW.origin); END",
            "CREATE TEMP TRIGGER simulated_step AFTER UPDATE OF state, decision ON callingcard_claim"
                    + " WHEN NEW.flow IS NOT NULL AND NEW.state IN (2, 3, 4)"
                    + " AND (NEW.state <> OLD.state OR NEW.decision IS DISTINCT FROM OLD.decision)"
                    + " BEGIN SELECT happened('step', NEW.flow, NEW.step, NEW.slot, NEW.state, CASE NEW.state WHEN 2 THEN"
                    + " NULL ELSE (SELECT a.reason FROM callingcard_attempt a WHERE a.claim_key = NEW.claim_key"
                    + " ORDER BY a.number DESC LIMIT 1) END,"
                    + " (SELECT s.campaign FROM callingcard_share s WHERE s.chat = NEW.chat AND s.flow = NEW.flow), "
                    + PERSON,
            "CREATE TEMP TRIGGER simulated_share AFTER INSERT ON callingcard_share BEGIN"
                    + " SELECT happened('share', NEW.flow, NEW.campaign, NEW.due_at, NEW.ended, " + PERSON,
            "CREATE TEMP TRIGGER simulated_shared AFTER UPDATE ON callingcard_share"
                    + " WHEN NEW.shares <> OLD.shares OR NEW.most <> OLD.most"
                    + " OR NEW.ended IS DISTINCT FROM OLD.ended BEGIN"
                    + " SELECT happened('share', NEW.flow, NEW.campaign, NEW.due_at, NEW.ended, " + PERSON);

    /** The changes after which nodes look for leads. */
    static final Set<String> IS_OF_LEADS = Set.of("lead", "moved");

    private static final int CACHE_KIBIBYTES = 64 * 1024;
    private static final int CHANGES_IN_COMMIT = 2_000;

    private final Connection connection;
    private boolean isWatched;
    private int uncommitted;

    /**
     * Opens the file.
     *
     * @param changes receives each change: its kind, then its values
     */
    SimulatedLedger(Path file, VirtualTime time, Consumer<Object[]> changes) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        // The driver would search the text of each statement for an INSERT, each time that it runs.
        connection.unwrap(SQLiteConnection.class).getConnectionConfig().setGetGeneratedKeys(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = MEMORY");
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("PRAGMA temp_store = MEMORY");
            statement.execute("PRAGMA cache_size = -" + CACHE_KIBIBYTES);
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("BEGIN");
        }
        Function.create(connection, "unixepoch", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                result(time.millis() / 1000.0);
            }
        });
        Function.create(connection, "happened", new Function() {
            @Override
            protected void xFunc() throws SQLException {
                Object[] values = new Object[args()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = value_text(i);
                }
                changes.accept(values);
                uncommitted++;
                result();
            }
        });
    }

    /** Returns a data source for a node. It fails after the node was killed. */
    DataSource of(VirtualMachine node) {
        return new NodeLedger(connection, node);
    }

    Connection connection() {
        return connection;
    }

    /** Begins to report changes. The tables must exist. */
    void watch() throws SQLException {
        if (!isWatched) {
            isWatched = true;
            try (Statement statement = connection.createStatement()) {
                for (String trigger : TRIGGERS) {
                    statement.execute(trigger);
                }
            }
        }
    }

    /** Commits if enough has changed. Must be called between two events. */
    void rest() {
        if (uncommitted >= CHANGES_IN_COMMIT) {
            uncommitted = 0;
            try (Statement statement = connection.createStatement()) {
                statement.execute("COMMIT");
                statement.execute("BEGIN");
            } catch (SQLException e) {
                throw new IllegalStateException("The ledger of the simulation cannot be written", e);
            }
        }
    }

    void copy(Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("COMMIT");
            // VACUUM INTO would fail, because it counts cached prepared statements as in progress.
            statement.executeUpdate("backup to '" + file.toString().replace("'", "''") + "'");
            statement.execute("BEGIN");
        }
        // The ledger of a runner has this mode too.
        try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = copy.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
