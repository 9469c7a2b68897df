// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import io.callingcard.ledger.db.Sql;

/**
 * What each line may still do today. Budgets survive a restart, and all nodes share them. A page of leads or chats spends in
 * one statement for each line what it needs, in the transaction that uses it.
 */
final class Budgets {

    private static final String SPEND = "INSERT INTO callingcard_budget (line, kind, day, spent, last_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (line, kind) DO UPDATE SET day = excluded.day, spent = CASE"
            + " WHEN callingcard_budget.day = excluded.day THEN callingcard_budget.spent ELSE 0 END + excluded.spent,"
            + " last_at = CASE WHEN callingcard_budget.last_at > excluded.last_at THEN callingcard_budget.last_at"
            + " ELSE excluded.last_at END WHERE (? = 0 OR callingcard_budget.last_at + ? <= excluded.last_at)"
            + " AND (callingcard_budget.day < excluded.day"
            + " OR callingcard_budget.day = excluded.day AND callingcard_budget.spent + excluded.spent <= ?)";
    private static final String READ = "SELECT day, spent, last_at FROM callingcard_budget WHERE line = ? AND kind = ?";
    /** Nodes that spend of one channel follow one another, because they look at several rows. */
    private static final String LOCK = "INSERT INTO callingcard_budget (line, kind, day, spent, last_at)"
            + " VALUES (?, ?, '" + LocalDate.EPOCH + "', 0, 0) ON CONFLICT (line, kind) DO UPDATE SET"
            + " spent = callingcard_budget.spent";

    private static final String OF_CHANNEL =
            "SELECT day, spent, last_at FROM callingcard_budget WHERE kind = ? AND line LIKE ? AND line <> ?";
    private static final String GIVE_BACK = "UPDATE callingcard_budget SET spent = spent - ?"
            + " WHERE line = ? AND kind = ? AND day = ? AND spent >= ?";

    private Budgets() {}

    /**
     * A limit.
     *
     * @param kind   what is limited, such as first-touch
     * @param perDay the largest number per day
     * @param gap    the shortest time between two
     * @param zone   the time zone of the days
     */
    record Limit(String kind, int perDay, Duration gap, ZoneId zone) {

        /** Whether it limits anything. */
        boolean isSet() {
            return perDay != Integer.MAX_VALUE || !gap.isZero();
        }

        private Limit less(int spent) {
            return perDay == Integer.MAX_VALUE ? this : new Limit(kind, perDay - spent, gap, zone);
        }

        /** Without a gap it does not matter that the clock of another node is ahead. */
        private Instant afterGap(Instant lastAt) {
            return gap.isZero() ? Instant.EPOCH : lastAt.plus(gap);
        }

        private LocalDate day(long now) {
            return Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
        }

        /** The first moment after today. */
        Instant tomorrow(long now) {
            return day(now).plusDays(1).atStartOfDay(zone).toInstant();
        }
    }

    /** Spends as much as is left now, up to a number; with a gap at most one. Returns how much it spent. */
    static int spend(Connection connection, String line, Limit limit, int most, long now) throws SQLException {
        int wanted = Math.min(limit.gap().isZero() ? most : Math.min(most, 1), limit.perDay());
        while (wanted > 0 && !isSpent(connection, line, limit, wanted, now)) {
            // Another node may take the rest before this one does.
            wanted = Math.min(wanted - 1, spent(connection, line, limit).left(limit, now));
        }
        return Math.max(0, wanted);
    }

    private static boolean isSpent(Connection connection, String line, Limit limit, int count, long now)
            throws SQLException {
        return Sql.update(
                        connection,
                        SPEND,
                        line,
                        limit.kind(),
                        limit.day(now).toString(),
                        count,
                        now,
                        limit.gap().toMillis(),
                        limit.gap().toMillis(),
                        limit.perDay())
                == 1;
    }

    /**
     * Spends for chats. If their line is not known yet, their messages may leave on any line of the channel: they count for each
     * of them.
     */
    static int spend(Connection connection, Line line, Limit limit, int most, long now) throws SQLException {
        String unknown = Line.of(line.channel(), null).toString();
        Sql.update(connection, LOCK, unknown, limit.kind());
        int elsewhere = 0;
        for (Spent other : others(connection, line, unknown, limit)) {
            if (limit.afterGap(other.lastAt()).isAfter(Instant.ofEpochMilli(now))) {
                return 0;
            }
            elsewhere = Math.max(elsewhere, other.day().isBefore(limit.day(now)) ? 0 : other.count());
        }
        return spend(connection, line.toString(), limit.less(elsewhere), most, now);
    }

    /** Reads what counts for the line too: the chats whose line is not known; for such a chat all lines of the channel. */
    private static List<Spent> others(Connection connection, Line line, String unknown, Limit limit)
            throws SQLException {
        return line.number().isEmpty()
                ? Sql.query(connection, OF_CHANNEL, Budgets::read, limit.kind(), unknown + "%", unknown)
                : Sql.query(connection, READ, Budgets::read, unknown, limit.kind());
    }

    /** Returns what was not used. */
    static void giveBack(Connection connection, String line, Limit limit, int count, long now) throws SQLException {
        Sql.update(
                connection, GIVE_BACK, count, line, limit.kind(), limit.day(now).toString(), count);
    }

    /**
     * What a line has spent.
     *
     * @param day    the last day on which it spent, or null
     * @param lastAt when it last spent, or null
     */
    record Spent(LocalDate day, int count, Instant lastAt) {

        private int left(Limit limit, long now) {
            if (day == null || day.isBefore(limit.day(now))) {
                return limit.perDay();
            }
            return day.equals(limit.day(now)) ? limit.perDay() - count : 0;
        }
    }

    static Spent spent(Connection connection, String line, Limit limit) throws SQLException {
        return Sql.first(connection, READ, Budgets::read, line, limit.kind()).orElse(new Spent(null, 0, null));
    }

    private static Spent read(ResultSet row) throws SQLException {
        return new Spent(LocalDate.parse(row.getString(1)), row.getInt(2), Sql.instant(row, 3));
    }

    /** Whether none is left for the day. */
    static boolean isUsedUp(Spent spent, Limit limit, long now) {
        return spent.day() != null && !spent.day().isBefore(limit.day(now)) && spent.count() >= limit.perDay();
    }

    /** Returns when the next one may be spent; now, if it may be spent now. */
    static Instant next(Connection connection, String line, Limit limit, long now) throws SQLException {
        return next(spent(connection, line, limit), limit, now);
    }

    static Instant next(Spent spent, Limit limit, long now) {
        Instant moment = Instant.ofEpochMilli(now);
        if (spent.day() == null) {
            return moment;
        }
        // Another campaign of the line may have a zone in which the next day has begun.
        boolean isAhead = spent.day().isAfter(limit.day(now));
        Instant allowed = isAhead || isUsedUp(spent, limit, now) ? limit.tomorrow(now) : moment;
        Instant rested = limit.afterGap(spent.lastAt());
        return rested.isAfter(allowed) ? rested : allowed;
    }
}
