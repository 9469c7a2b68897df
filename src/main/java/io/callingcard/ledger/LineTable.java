// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/** Which node drives which line, until when, and when the next node may send on it. All by the clock of the database. */
final class LineTable {

    /** Nodes that are gone for longer are forgotten. */
    private static final long LONGEST_GONE = 3_600_000;

    private static final String MINE = "callingcard_line.node = excluded.node";
    private static final String ASKS_NO_MORE =
            "UPDATE callingcard_line SET wanted_by = NULL, wanted_until = 0 WHERE line = ? AND wanted_by = ?";
    private static final String LEAVE = "DELETE FROM callingcard_node WHERE node = ?";

    private final String take;
    private final String want;
    private final String renew;
    private final String giveBack;
    private final String seen;
    private final String forget;
    private final String nodes;
    private final String driven;

    /**
     * A line and the node that drives it.
     *
     * @param isWanted whether another node waits for it
     */
    record Row(String line, String node, boolean isWanted) {}

    LineTable(Database database) {
        String isFree = "callingcard_line.node IS NULL";
        String isNext = "(callingcard_line.wanted_by IS NULL OR callingcard_line.wanted_by = excluded.node"
                + " OR callingcard_line.wanted_until < {now})";
        // A node that is gone may have a call under way until its lease ends and the longest call with it. Unless it is
        // gone
        // before it could begin one.
        take = database.sql("INSERT INTO callingcard_line"
                + " (line, node, fence, taken_at, lease_until, free_at, hold_ms, wanted_until)"
                + " VALUES (?, ?, 1, {now}, {now} + ?, 0, ?, 0) ON CONFLICT (line) DO UPDATE SET free_at = CASE WHEN "
                + isFree
                + " OR " + MINE + " OR callingcard_line.free_at > callingcard_line.lease_until"
                + " THEN callingcard_line.free_at ELSE callingcard_line.lease_until"
                + " + callingcard_line.hold_ms END, fence = callingcard_line.fence + 1, node = excluded.node,"
                + " taken_at = excluded.taken_at, lease_until = excluded.lease_until, hold_ms = excluded.hold_ms WHERE "
                + isFree + " AND " + isNext + " OR " + MINE
                + " OR callingcard_line.lease_until < {now} RETURNING free_at - {now}");
        want = database.sql("UPDATE callingcard_line SET wanted_by = ?, wanted_until = {now} + ?"
                + " WHERE line = ? AND node <> ? AND (wanted_by IS NULL OR wanted_until < {now}"
                + " OR wanted_by = ? AND wanted_until < {now} + ?)");
        renew = database.sql(
                "UPDATE callingcard_line SET lease_until = {now} + ?, hold_ms = ? WHERE line = ? AND node = ?");
        giveBack = database.sql("UPDATE callingcard_line SET node = NULL, lease_until = 0, free_at = {now} + ?"
                + " WHERE line = ? AND node = ?");
        seen = database.sql("INSERT INTO callingcard_node (node, seen_until) VALUES (?, {now} + ?)"
                + " ON CONFLICT (node) DO UPDATE SET seen_until = excluded.seen_until");
        forget = database.sql("DELETE FROM callingcard_node WHERE seen_until < {now} - ?");
        nodes = database.sql("SELECT node FROM callingcard_node WHERE seen_until >= {now} ORDER BY node");
        driven = database.sql(
                "SELECT line, node, CASE WHEN wanted_by <> node AND wanted_until >= {now} THEN 1 ELSE 0 END"
                        + " FROM callingcard_line WHERE node IS NOT NULL AND lease_until >= {now} ORDER BY line");
    }

    /** Takes a line that no other node drives. Returns how long to wait before the first call; empty if it is not ours. */
    Optional<Duration> take(Connection connection, String line, String node, Duration lease, Duration hold)
            throws SQLException {
        Optional<Duration> wait = Sql.first(
                connection,
                take,
                row -> Duration.ofMillis(Math.max(0, row.getLong(1))),
                line,
                node,
                lease.toMillis(),
                hold.toMillis());
        if (wait.isPresent()) {
            Sql.update(connection, ASKS_NO_MORE, line, node);
        }
        return wait;
    }

    /** Asks the node that drives a line for it. */
    void want(Connection connection, String line, String node, Duration lease) throws SQLException {
        Sql.update(connection, want, node, lease.toMillis(), line, node, node, lease.toMillis() / 2);
    }

    /**
     * Renews leases.
     *
     * @param holds the lines, and how long the next node must wait if this one is gone
     * @return 0 for each line that is not ours any more
     */
    int[] renew(Connection connection, SortedMap<String, Duration> holds, String node, Duration lease)
            throws SQLException {
        return Sql.batch(
                connection,
                renew,
                holds.entrySet().stream()
                        .map(each ->
                                new Object[] {lease.toMillis(), each.getValue().toMillis(), each.getKey(), node})
                        .toList());
    }

    /** Gives a line back on which no call is under way. */
    void giveBack(Connection connection, String line, String node, Duration interval) throws SQLException {
        Sql.update(connection, giveBack, interval.toMillis(), line, node);
    }

    void seen(Connection connection, String node, Duration lease) throws SQLException {
        Sql.update(connection, seen, node, lease.toMillis());
        Sql.update(connection, forget, LONGEST_GONE);
    }

    void leave(Connection connection, String node) throws SQLException {
        Sql.update(connection, LEAVE, node);
    }

    /** Returns the nodes whose lease has not ended. */
    List<String> nodes(Connection connection) throws SQLException {
        return Sql.query(connection, nodes, row -> row.getString(1));
    }

    List<Row> driven(Connection connection) throws SQLException {
        return Sql.query(connection, driven, row -> new Row(row.getString(1), row.getString(2), row.getInt(3) == 1));
    }
}
