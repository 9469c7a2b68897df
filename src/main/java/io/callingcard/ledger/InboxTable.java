package io.callingcard.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import io.callingcard.provider.inbound.EventInbox;

/** The inbox: events that wait, events that somebody is at until the end of a lease, and the ids of those that are through. */
final class InboxTable implements EventInbox {

    private static final int WAITING = 0;
    private static final int TAKEN = 1;
    private static final int DONE = 2;
    private static final int ASIDE = 3;
    private static final int LONGEST_ID = 200;

    private final Database database;
    private final String keep;
    private final String take;
    private final String renew;
    private final String settle;
    private final String purge;
    private final String reopen;

    InboxTable(Database database) {
        this.database = database;
        Dialect dialect = database.dialect();
        this.keep = dialect.sql("INSERT INTO callingcard_inbox"
                + " (subscriber, event_id, state, body, received_at, due_at, attempts)"
                + " VALUES (?, ?, " + WAITING + ", ?, ?, {now}, 0) ON CONFLICT DO NOTHING");
        this.take = dialect.sql("UPDATE callingcard_inbox"
                + " SET state = " + TAKEN + ", token = ?, attempts = attempts + 1, due_at = {now} + ?"
                + " WHERE (subscriber, event_id) IN (SELECT subscriber, event_id FROM callingcard_inbox"
                + " WHERE subscriber = ? AND state < " + DONE + " AND due_at <= {now} ORDER BY due_at LIMIT ?"
                + " {skip locked}) RETURNING event_id, body, received_at, attempts");
        this.renew = dialect.sql("UPDATE callingcard_inbox SET due_at = {now} + ?"
                + " WHERE subscriber = ? AND event_id = ? AND token = ?");
        this.settle = dialect.sql("UPDATE callingcard_inbox"
                + " SET state = ?, body = CASE WHEN ? = " + DONE + " THEN NULL ELSE body END, token = NULL,"
                + " due_at = {now} + ? WHERE subscriber = ? AND event_id = ? AND token = ?");
        this.purge = dialect.sql("DELETE FROM callingcard_inbox WHERE state = " + DONE + " AND due_at < {now} - ?");
        this.reopen = dialect.sql("UPDATE callingcard_inbox SET state = " + WAITING
                + ", attempts = 0, due_at = {now} WHERE subscriber = ? AND state = " + ASIDE);
    }

    @Override
    public boolean keep(String subscriber, String eventId, byte[] body, Instant receivedAt) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(keep)) {
                statement.setString(1, subscriber);
                statement.setString(2, Shortened.to(LONGEST_ID, eventId));
                statement.setBytes(3, body);
                statement.setLong(4, receivedAt.toEpochMilli());
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public List<Kept> take(String subscriber, int most, Duration lease) {
        String token = UUID.randomUUID().toString();
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(take)) {
                statement.setString(1, token);
                statement.setLong(2, lease.toMillis());
                statement.setString(3, subscriber);
                statement.setInt(4, most);
                return read(statement.executeQuery(), subscriber, token);
            }
        });
    }

    private static List<Kept> read(ResultSet found, String subscriber, String token) throws SQLException {
        List<Kept> taken = new ArrayList<>();
        try (found) {
            while (found.next()) {
                taken.add(new Kept(
                        subscriber,
                        found.getString(1),
                        found.getBytes(2),
                        Instant.ofEpochMilli(found.getLong(3)),
                        found.getInt(4),
                        token));
            }
        }
        taken.sort(Comparator.comparing(Kept::receivedAt));
        return taken;
    }

    @Override
    public void renew(List<Kept> taken, Duration lease) {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(renew)) {
                for (Kept kept : taken) {
                    statement.setLong(1, lease.toMillis());
                    statement.setString(2, kept.subscriber());
                    statement.setString(3, kept.eventId());
                    statement.setString(4, kept.token());
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    @Override
    public void done(Kept taken) {
        settle(taken, DONE, Duration.ZERO);
    }

    @Override
    public void retry(Kept taken, Duration wait) {
        settle(taken, WAITING, wait);
    }

    @Override
    public void putAside(Kept taken) {
        settle(taken, ASIDE, Duration.ZERO);
    }

    private void settle(Kept taken, int state, Duration wait) {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(settle)) {
                statement.setInt(1, state);
                statement.setInt(2, state);
                statement.setLong(3, wait.toMillis());
                statement.setString(4, taken.subscriber());
                statement.setString(5, taken.eventId());
                statement.setString(6, taken.token());
                return statement.executeUpdate();
            }
        });
    }

    /** Forgets events that got through longer ago; should one of them come again, it is routed again. */
    int purge(Duration age) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(purge)) {
                statement.setLong(1, age.toMillis());
                return statement.executeUpdate();
            }
        });
    }

    /** Tries again what was put aside. */
    int reopen(String subscriber) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(reopen)) {
                statement.setString(1, subscriber);
                return statement.executeUpdate();
            }
        });
    }
}
