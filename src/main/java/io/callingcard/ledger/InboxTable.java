// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.inbound.EventInbox;

/** Received events: those that wait, those that a process has leased, and the ids of those that are done. */
final class InboxTable implements EventInbox {

    private static final int WAITING = 0;
    private static final int TAKEN = 1;
    private static final int DONE = 2;
    private static final int ASIDE = 3;
    private static final int LONGEST_ID = 200;

    private final Database database;
    private final String keep;
    private final String leaseEvents;
    private final String leaseDangerous;
    private final String renew;
    private final String settle;
    private final String purge;
    private final String reopen;

    InboxTable(Database database) {
        this.database = database;
        keep = database.sql("INSERT INTO callingcard_inbox"
                + " (subscriber, event_id, state, body, received_at, due_at, attempts)"
                + " VALUES (?, ?, " + WAITING + ", ?, ?, {now}, 0) ON CONFLICT DO NOTHING");
        leaseEvents = database.sql(lease("attempts < ?"));
        leaseDangerous = database.sql(lease("attempts >= ?"));
        renew = database.sql("UPDATE callingcard_inbox SET due_at = {now} + ?"
                + " WHERE subscriber = ? AND event_id = ? AND token = ?");
        settle = database.sql("UPDATE callingcard_inbox"
                + " SET state = ?, body = CASE WHEN ? = " + DONE + " THEN NULL ELSE body END, token = NULL,"
                + " due_at = {now} + ? WHERE subscriber = ? AND event_id = ? AND token = ?");
        purge = database.sql("DELETE FROM callingcard_inbox WHERE state = " + DONE + " AND due_at < {now} - ?");
        reopen = database.sql("UPDATE callingcard_inbox SET state = " + WAITING
                + ", attempts = 0, due_at = {now} WHERE subscriber = ? AND state = " + ASIDE);
    }

    private static String lease(String condition) {
        return "UPDATE callingcard_inbox SET state = " + TAKEN
                + ", token = ?, attempts = attempts + 1, due_at = {now} + ?"
                + " WHERE (subscriber, event_id) IN (SELECT subscriber, event_id FROM callingcard_inbox"
                + " WHERE subscriber = ? AND state < " + DONE + " AND due_at <= {now} AND " + condition
                + " ORDER BY due_at" + Sql.LIMIT + " {skip locked}) RETURNING event_id, body, received_at, attempts";
    }

    @Override
    public CompletableFuture<Boolean> keep(String subscriber, String eventId, byte[] body, Instant receivedAt) {
        String id = Sql.shortened(LONGEST_ID, eventId);
        return database.submit(
                connection -> Sql.update(connection, keep, subscriber, id, body, receivedAt.toEpochMilli()) == 1);
    }

    private int update(String sql, Object... values) {
        return database.write(connection -> Sql.update(connection, sql, values));
    }

    @Override
    public List<Kept> leaseEvents(String subscriber, int most, int attempts, Duration lease) {
        return lease(leaseEvents, subscriber, most, attempts, lease);
    }

    @Override
    public List<Kept> leaseDangerous(String subscriber, int attempts, Duration lease) {
        return lease(leaseDangerous, subscriber, 1, attempts, lease);
    }

    private List<Kept> lease(String sql, String subscriber, int most, int attempts, Duration lease) {
        String token = UUID.randomUUID().toString();
        List<Kept> taken = new ArrayList<>(database.write(connection -> Sql.query(
                connection,
                sql,
                row -> new Kept(
                        subscriber, row.getString(1), row.getBytes(2), Sql.instant(row, 3), row.getInt(4), token),
                token,
                lease.toMillis(),
                subscriber,
                attempts,
                most)));
        taken.sort(Comparator.comparing(Kept::receivedAt));
        return taken;
    }

    @Override
    public void renew(List<Kept> taken, Duration lease) {
        List<Object[]> rows = taken.stream()
                .map(kept -> new Object[] {lease.toMillis(), kept.subscriber(), kept.eventId(), kept.token()})
                .toList();
        database.write(connection -> Sql.batch(connection, renew, rows));
    }

    @Override
    public CompletableFuture<?> done(Kept taken) {
        return settle(taken, DONE, Duration.ZERO);
    }

    @Override
    public CompletableFuture<?> retry(Kept taken, Duration wait) {
        return settle(taken, WAITING, wait);
    }

    @Override
    public CompletableFuture<?> setAside(Kept taken) {
        return settle(taken, ASIDE, Duration.ZERO);
    }

    private CompletableFuture<?> settle(Kept taken, int state, Duration wait) {
        return database.submit(connection -> Sql.update(
                connection, settle, state, state, wait.toMillis(), taken.subscriber(), taken.eventId(), taken.token()));
    }

    /** Forgets the ids of events that were done longer ago. If one of them comes again, it is routed again. */
    int purge(Duration age) {
        return update(purge, age.toMillis());
    }

    /** Retries the events that were set aside. */
    int reopen(String subscriber) {
        return update(reopen, subscriber);
    }
}
