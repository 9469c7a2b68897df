package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** What each line may still do today. It survives a restart, and all nodes spend from the same. */
final class Budgets {

    private static final String SPEND = "INSERT INTO callingcard_budget (line, kind, day, spent, last_at)"
            + " VALUES (?, ?, ?, 1, ?) ON CONFLICT (line, kind) DO UPDATE SET day = excluded.day,"
            + " spent = CASE WHEN callingcard_budget.day = excluded.day THEN callingcard_budget.spent + 1 ELSE 1 END,"
            + " last_at = excluded.last_at WHERE callingcard_budget.last_at + ? <= excluded.last_at"
            + " AND (callingcard_budget.day < excluded.day"
            + " OR callingcard_budget.day = excluded.day AND callingcard_budget.spent < ?)";
    private static final String READ = "SELECT day, spent, last_at FROM callingcard_budget WHERE line = ? AND kind = ?";
    private static final String RETURN = "UPDATE callingcard_budget SET spent = spent - 1"
            + " WHERE line = ? AND kind = ? AND day = ? AND spent > 0";

    private Budgets() {}

    /**
     * A limit.
     *
     * @param kind   of what, such as first-touch
     * @param perDay how many a day at most
     * @param gap    how far apart at least
     * @param zone   whose days
     */
    record Limit(String kind, int perDay, Duration gap, ZoneId zone) {

        String day(long now) {
            return Instant.ofEpochMilli(now).atZone(zone).toLocalDate().toString();
        }

        /** The first moment after today. */
        Instant tomorrow(long now) {
            return Instant.ofEpochMilli(now)
                    .atZone(zone)
                    .toLocalDate()
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        }
    }

    /** Spends one; false when there is none left now. */
    static boolean spend(Connection connection, String line, Limit limit, long now) throws SQLException {
        if (limit.perDay() == 0) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(SPEND)) {
            statement.setString(1, line);
            statement.setString(2, limit.kind());
            statement.setString(3, limit.day(now));
            statement.setLong(4, now);
            statement.setLong(5, limit.gap().toMillis());
            statement.setInt(6, limit.perDay());
            return statement.executeUpdate() == 1;
        }
    }

    /** Gives one back that was not needed after all. */
    static void giveBack(Connection connection, String line, Limit limit, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RETURN)) {
            statement.setString(1, line);
            statement.setString(2, limit.kind());
            statement.setString(3, limit.day(now));
            statement.executeUpdate();
        }
    }

    /**
     * What a line has done.
     *
     * @param day    the last day on which it did something, or null
     * @param lastAt when it last did, or null
     */
    record Spent(LocalDate day, int count, Instant lastAt) {}

    static Spent state(Connection connection, String line, Limit limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, line);
            statement.setString(2, limit.kind());
            try (ResultSet found = statement.executeQuery()) {
                return found.next()
                        ? new Spent(
                                LocalDate.parse(found.getString(1)),
                                found.getInt(2),
                                Instant.ofEpochMilli(found.getLong(3)))
                        : new Spent(null, 0, null);
            }
        }
    }

    /** When there is one again; now, if there is. */
    static Instant next(Connection connection, String line, Limit limit, long now) throws SQLException {
        Spent spent = state(connection, line, limit);
        Instant moment = Instant.ofEpochMilli(now);
        if (spent.day() == null) {
            return moment;
        }
        boolean isToday = !spent.day().isBefore(LocalDate.parse(limit.day(now)));
        Instant allowed = isToday && spent.count() >= limit.perDay() ? limit.tomorrow(now) : moment;
        Instant rested = spent.lastAt().plus(limit.gap());
        return rested.isAfter(allowed) ? rested : allowed;
    }
}
