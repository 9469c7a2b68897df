// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import javax.sql.DataSource;

/** Ledgers on both databases, each on an empty one. */
public final class Ledgers {

    /** The kinds of database. */
    public enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /** The key of opt-outs where the database has no place for a key file. */
    public static final String HASH_KEY = "the+hash/key-of-these-tests=";

    private final Deque<ChatLedger> open = new ArrayDeque<>();
    private final Path folder;
    private final Deque<String> databases = new ArrayDeque<>();
    private int files;

    public Ledgers() throws IOException {
        folder = Files.createTempDirectory("ledger");
    }

    /** Opens a ledger on a new database. */
    public ChatLedger fresh(Kind kind) throws Exception {
        if (kind == Kind.POSTGRESQL) {
            databases.push(SharedPostgres.create());
        } else {
            files++;
        }
        return another(kind);
    }

    /** Opens another ledger on the database of the last fresh one, as a second node does. */
    public ChatLedger another(Kind kind) throws Exception {
        ChatLedger ledger = new ChatLedger();
        if (kind == Kind.SQLITE) {
            ledger.setFile(file().toString());
        } else {
            ledger.setDataSource(postgresSource());
            ledger.setHashKey(HASH_KEY);
        }
        open.push(ledger);
        return ledger;
    }

    /** Returns the database of the last fresh ledger on PostgreSQL. */
    public DataSource postgresSource() {
        return SharedPostgres.source(databases.element());
    }

    /** A step, for tests outside the package. */
    public record Step(String person, String step, String provider, StepState state, Decision decision) {}

    /** Returns the steps of a flow; null for all flows. */
    public static List<Step> steps(ChatLedger ledger, String flow) {
        List<Step> steps = new ArrayList<>();
        ledger.store()
                .report
                .steps(new LedgerReport.Question(flow, null, null, null))
                .forEachRemaining(step -> steps.add(
                        new Step(step.person(), step.step(), step.provider(), step.state(), step.decision())));
        return steps;
    }

    /** Returns the states of all steps. */
    public static List<StepState> states(ChatLedger ledger) {
        List<StepState> states = new ArrayList<>();
        ledger.store()
                .report
                .steps(new LedgerReport.Question(null, null, null, null))
                .forEachRemaining(step -> states.add(step.state()));
        return states;
    }

    /** As if the process were gone: leases are no longer renewed. */
    public static void stopHeart(ChatLedger ledger) {
        ledger.store().openClaims.close();
    }

    public Path file() {
        return folder.resolve("ledger" + files + ".db");
    }

    /** Closes all ledgers. Later ones may use their databases. */
    public void clear() throws SQLException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        while (!databases.isEmpty()) {
            SharedPostgres.drop(databases.pop());
        }
    }

    public void close() throws IOException, SQLException {
        clear();
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
