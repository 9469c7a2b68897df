// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.error.Outcome;

/**
 * The time that a ledger forgot when it was restored from a backup. A step that may have been sent in that time gets an
 * attempt in doubt before its first message leaves. It is settled like each attempt in doubt, except that a history which
 * shows no message of that time proves that none was sent.
 *
 * @param from  the last heartbeat of the backup
 * @param until when it was restored
 */
record RestoredGap(Instant from, Instant until) {

    /** How many messages a page of a history has at least. */
    private static final int SMALLEST_PAGE = 20;

    private static final String READ = "SELECT f.value, u.value FROM callingcard_setting f, callingcard_setting u"
            + " WHERE f.name = ? AND u.name = ?";
    private static final String CHAT = "SELECT person, first_at FROM callingcard_chat WHERE chat = ?";
    private static final String TEXT_SINCE = "SELECT 1 FROM callingcard_attempt a"
            + " JOIN callingcard_claim k ON k.claim_key = a.claim_key WHERE k.claim_key > ? AND k.claim_key < ?"
            + " AND k.chat = ? AND k.flow = ? AND a.traces <> '' AND a.outcome = " + Outcome.SENT.ordinal()
            + " AND a.begun_at >= ?";

    /** What the ledger knows of a chat. */
    private record Known(String person, Instant since) {}

    /**
     * Reads the settings.
     *
     * @param name how their names begin
     * @return null if they are not set
     */
    static RestoredGap read(Connection connection, String name) throws SQLException {
        return Sql.first(
                        connection,
                        READ,
                        row -> new RestoredGap(millis(row.getString(1)), millis(row.getString(2))),
                        name + "-from",
                        name + "-until")
                .orElse(null);
    }

    private static Instant millis(String text) {
        return Instant.ofEpochMilli(Long.parseLong(text));
    }

    /** Tells whether a step that was just claimed may have been sent in this time. */
    boolean mayHide(
            Connection connection, StepKey key, StepHistory history, Iterable<LedgerListener> listeners, Instant now)
            throws SQLException {
        return key.flow() != null
                && history.attempts().stream().noneMatch(this::isLater)
                && Window.reaches(key.slot(), until, now)
                && isWaiting(connection, key, listeners);
    }

    /** Whether an attempt was made, or settled, since the ledger was restored. */
    private boolean isLater(Attempt attempt) {
        return attempt.begunAt() != null
                && attempt.knownAt() != null
                && !attempt.knownAt().isBefore(until);
    }

    /** A lead, or a chat without one, that is newer than this time had no step in it. */
    private boolean isWaiting(Connection connection, StepKey key, Iterable<LedgerListener> listeners)
            throws SQLException {
        Known chat = Sql.first(connection, CHAT, row -> new Known(row.getString(1), Sql.instant(row, 2)), key.chat())
                .orElse(new Known(null, Instant.EPOCH));
        Instant since = chat.since();
        if (chat.person() != null) {
            for (LedgerListener listener : listeners) {
                Optional<Instant> waits = listener.waitsSince(connection, key.flow(), chat.person());
                since = waits.orElse(since);
            }
        }
        return since.isBefore(until);
    }

    /** Returns the attempt that may have been made in this time. */
    Attempt attempt(int number, StepClaim.Sending sending) {
        return Attempt.begun(number, sending, from)
                .ended(
                        Outcome.IN_DOUBT,
                        Attempt.Report.of("the ledger was restored from a backup of " + from
                                + " and does not know what was sent until " + until),
                        until);
    }

    /** Whether {@link #attempt} made this attempt, and it is not settled. */
    private boolean isOpen(Attempt attempt) {
        return attempt.outcome() == Outcome.IN_DOUBT
                && from.equals(attempt.begunAt())
                && until.equals(attempt.endedAt());
    }

    /**
     * Tells whether the history proves that an attempt of this time sent nothing.
     *
     * @param others the messages of other steps in the chat
     */
    boolean isDisproved(Attempt attempt, Collection<? extends HistoryRow> messages, Predicate<HistoryRow> others) {
        boolean isText = !attempt.sending().traces().isEmpty();
        return isOpen(attempt)
                && reachesBack(messages)
                && messages.stream()
                        .filter(message -> message.fromUs() && includes(message.timeSent()))
                        .allMatch(message -> isText && (message.text() == null || others.test(message)));
    }

    /** Tells whether a message was sent from our line in this time, by a process whose ledger is lost. */
    boolean isLost(HistoryRow message) {
        Instant time = message.timeSent();
        return message.fromUs() && time != null && time.isAfter(from.plus(Attempt.MARGIN)) && time.isBefore(until);
    }

    /** A full page may leave out older messages. */
    private boolean reachesBack(Collection<? extends HistoryRow> messages) {
        return messages.size() < SMALLEST_PAGE
                || messages.stream().map(HistoryRow::timeSent).anyMatch(time -> time != null && time.isBefore(from));
    }

    private boolean includes(Instant time) {
        return time == null || time.isAfter(from.minus(Attempt.MARGIN)) && time.isBefore(until);
    }

    /** Tells whether a text of a flow was sent in a chat since then. A flow sends its text before its card. */
    boolean hasTextSince(Connection connection, String flow, String chat) throws SQLException {
        return Sql.exists(
                connection, TEXT_SINCE, StepKey.first(chat), StepKey.last(chat), chat, flow, until.toEpochMilli());
    }

    @Override
    public String toString() {
        return from + " to " + until;
    }
}
