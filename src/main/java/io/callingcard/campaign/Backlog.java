// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.machine.Machine;

/**
 * Counts what waits in each campaign, for metrics and health. Counting reads many rows, so a count serves for a while, and a
 * reader that must not block gets the last one.
 */
final class Backlog {

    private static final long FRESH_MILLIS = 15_000;

    private static final String LEADS = "SELECT campaign, state, COUNT(*) FROM callingcard_lead WHERE "
            + Sql.in("state", Figure.STATES) + " GROUP BY campaign, state";

    /** Two conditions, because each has a partial index. */
    private static final String DUE = "SELECT campaign, COUNT(*), MIN(due_at) FROM (" + due("NOT NULL") + " UNION ALL "
            + due("NULL") + ") d GROUP BY campaign";

    private static final String SHARES =
            "SELECT campaign, COUNT(*) FROM callingcard_share s WHERE ended IS NULL AND due_at <= ?"
                    + CampaignTable.IS_RUNNING + " GROUP BY campaign";

    /** What is counted. */
    enum Figure {
        WAITING("Leads that wait for their time, for a budget or for a retry"),
        IN_PROGRESS("Leads that a process is working on"),
        SET_ASIDE("Leads that a person must look at"),
        DONE_WITH_DOUBTS("Leads that are done except for a step that may have been sent"),
        DUE("Leads that wait although their time has come"),
        OLDEST_DUE_SECONDS("For how long the oldest due lead has been due"),
        SHARES_DUE("Chats whose next share is due");

        /** The states that are counted, in the order of their figures. */
        private static final List<LeadState> STATES =
                List.of(LeadState.WAITING, LeadState.TAKEN, LeadState.ASIDE, LeadState.DONE_WITH_DOUBTS);

        final String description;

        Figure(String description) {
            this.description = description;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Figure of(LeadState state) {
            return values()[STATES.indexOf(state)];
        }
    }

    private final Database database;
    private final Clock clock;
    private final Executor counters;
    private CompletableFuture<Counts> counting;
    private volatile Counts last = new Counts(0, Map.of());

    /** The figures of each campaign at a time. */
    private record Counts(long at, Map<String, Map<Figure, Long>> figures) {}

    Backlog(Database database, Clock clock, Machine machine) {
        this.counters = machine.isOneThread() ? Runnable::run : ForkJoinPool.commonPool();
        this.database = database;
        this.clock = clock;
    }

    private static String due(String line) {
        return "SELECT s.campaign, s.due_at FROM callingcard_lead s WHERE " + LeadState.OPEN + " AND state = "
                + LeadState.WAITING.ordinal() + " AND line IS " + line + " AND due_at <= ?"
                + CampaignTable.IS_RUNNING;
    }

    /** Returns a figure of a campaign. Counts first if the last count is old. */
    long count(String campaign, Figure figure) {
        CompletableFuture<Counts> newer = refresh();
        Counts counts = newer == null ? last : newer.join();
        return counts.figures().getOrDefault(campaign, Map.of()).getOrDefault(figure, 0L);
    }

    /** Returns a figure of all campaigns as it was counted last, and lets it be counted again if that is old. */
    long lastTotal(Figure figure) {
        refresh();
        var each = last.figures().values().stream().mapToLong(figures -> figures.getOrDefault(figure, 0L));
        return figure == Figure.OLDEST_DUE_SECONDS ? each.max().orElse(0) : each.sum();
    }

    /** Starts to count if the last count is old. Returns the count that goes on, or null if the last one serves. */
    private synchronized CompletableFuture<Counts> refresh() {
        if (counting != null && counting.isDone()) {
            counting = null;
        }
        if (counting == null && Math.abs(clock.millis() - last.at()) > FRESH_MILLIS) {
            // A count takes long with many leads, so it shares no transaction with the messages.
            counting = CompletableFuture.supplyAsync(() -> database.statement(this::counted), counters)
                    .thenApply(counts -> last = counts);
        }
        return counting;
    }

    private Counts counted(Connection connection) throws SQLException {
        long now = clock.millis();
        Map<String, Map<Figure, Long>> figures = new HashMap<>();
        Sql.query(
                connection,
                LEADS,
                row -> put(figures, row.getString(1), Figure.of(LeadState.values()[row.getInt(2)]), row.getLong(3)));
        Sql.query(
                connection,
                DUE,
                row -> {
                    put(figures, row.getString(1), Figure.DUE, row.getLong(2));
                    return put(figures, row.getString(1), Figure.OLDEST_DUE_SECONDS, (now - row.getLong(3)) / 1000);
                },
                now,
                now);
        Sql.query(connection, SHARES, row -> put(figures, row.getString(1), Figure.SHARES_DUE, row.getLong(2)), now);
        return new Counts(now, figures);
    }

    private static Long put(Map<String, Map<Figure, Long>> figures, String campaign, Figure figure, long count) {
        return figures.computeIfAbsent(campaign, missing -> new EnumMap<>(Figure.class))
                .put(figure, count);
    }
}
