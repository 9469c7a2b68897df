package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.HistoryRow;

/** The steps in doubt, and how they are settled. */
final class Doubts {

    /** How far a provider's clock may differ from ours. */
    static final Duration MARGIN = Duration.ofMinutes(2);

    /** How long after its start a message may still get through. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final String IN_DOUBT = "(k.state = " + StepState.IN_DOUBT.ordinal() + " OR "
            + Sql.in("k.state", StepState.IN_PROGRESS) + " AND k.lease_until < {now})";

    /** The condition of a partial index. */
    private static final String UNDECIDED = Sql.in("k.state", StepState.UNSETTLED) + " AND k.decision IS NULL";

    private static final String ROWS = "SELECT k.claim_key, k.flow, k.begun_at, k.claimed_at, k.repeatable, k.traces,"
            + " k.chat, COALESCE(k.provider, c.provider), c.line, c.person, c.chat_id"
            + " FROM callingcard_claim k LEFT JOIN callingcard_chat c ON c.chat = k.chat WHERE " + IN_DOUBT;
    private static final String OF_ANOTHER_STEP =
            "SELECT 1 FROM callingcard_claim WHERE " + StepKey.IN_CHAT + " AND message_id = ? AND claim_key <> ?";

    private final Database database;
    private final Clock clock;
    private final List<LedgerListener> listeners;
    private final String page;
    private final String count;
    private final String one;
    private final String settle;

    Doubts(Database database, Clock clock, List<LedgerListener> listeners) {
        this.database = database;
        this.clock = clock;
        this.listeners = listeners;
        page = database.sql(ROWS + " AND " + UNDECIDED
                + " AND k.claim_key > ? AND COALESCE(k.begun_at, 0) <= ? ORDER BY k.claim_key LIMIT ?");
        count = database.sql("SELECT COUNT(*) FROM callingcard_claim k WHERE " + UNDECIDED + " AND " + IN_DOUBT);
        one = database.sql(ROWS + " AND k.claim_key = ?");
        settle = database.sql("UPDATE callingcard_claim SET state = ?, decision = ?, settled_at = ?,"
                + " message_id = COALESCE(?, message_id) WHERE claim_key = ? AND " + IN_DOUBT.replace("k.", ""));
    }

    /**
     * A step in doubt.
     *
     * @param flow       null when it is no step of a flow
     * @param begunAt    when a message left, or may have left; null when none did
     * @param repeatable whether a second try cannot become a second message
     * @param traces     what the provider's history would show of it
     */
    record Doubt(
            String key,
            String flow,
            Instant begunAt,
            Instant claimedAt,
            boolean repeatable,
            List<String> traces,
            String chat,
            ChatNames names) {

        /** Whether the process died before a message of the step left. */
        boolean isUntouched() {
            return flow != null && begunAt == null;
        }

        @Override
        public String toString() {
            return "Doubt[" + flow + "]";
        }

        private static Doubt read(ResultSet row) throws SQLException {
            String traces = row.getString(6);
            return new Doubt(
                    row.getString(1),
                    row.getString(2),
                    Sql.instant(row, 3),
                    Sql.instant(row, 4),
                    row.getInt(5) == 1,
                    traces == null || traces.isEmpty() ? List.of() : List.of(traces.split(" ")),
                    row.getString(7),
                    new ChatNames(row.getString(8), row.getString(9), row.getString(10), row.getString(11)));
        }
    }

    /**
     * Returns undecided steps in the order of their keys.
     *
     * @param age how long ago they began at least, because a history may be late
     */
    List<Doubt> page(String after, int most, Duration age) {
        long before = clock.instant().minus(age).toEpochMilli();
        return database.statement(connection -> Sql.query(connection, page, Doubt::read, after, before, most));
    }

    /** Counts the undecided steps. */
    long count() {
        return database.statement(connection -> Sql.number(connection, count));
    }

    /** Returns the step with this key if it is in doubt. */
    Optional<Doubt> of(String key) {
        return database.statement(connection -> Sql.first(connection, one, Doubt::read, key));
    }

    /** How a doubt was settled. */
    enum Finding {
        /** Nothing had left when the process died. */
        NEVER_BEGUN,
        /** The history shows the message. */
        FOUND,
        /** A second try cannot become a second message. */
        REPEATABLE,
        /** The policy decided. */
        POLICY,
        /** The step was settled meanwhile. */
        GONE
    }

    /**
     * Settles a doubt: by itself, by the provider's history, or by the policy.
     *
     * @param history the messages of the chat; empty if the provider could not be asked
     */
    Finding settle(Doubt doubt, Iterable<HistoryRow> history, Decision policy) {
        return database.write(connection -> {
            if (doubt.isUntouched()) {
                return write(connection, doubt, StepState.NOT_SENT, null, null, Finding.NEVER_BEGUN);
            }
            for (HistoryRow row : history) {
                if (matches(doubt, row) && !belongsToAnotherStep(connection, doubt, row.id())) {
                    return sent(connection, doubt, row.id());
                }
            }
            return doubt.repeatable()
                    ? write(connection, doubt, StepState.IN_DOUBT, Decision.RESEND, null, Finding.REPEATABLE)
                    : write(connection, doubt, StepState.IN_DOUBT, policy, null, Finding.POLICY);
        });
    }

    private Finding sent(Connection connection, Doubt doubt, String messageId) throws SQLException {
        Finding finding = write(connection, doubt, StepState.SENT, null, messageId, Finding.FOUND);
        if (finding == Finding.FOUND && doubt.flow() != null) {
            long now = clock.millis();
            ChatTable.wrote(connection, doubt.chat(), now);
            for (LedgerListener listener : listeners) {
                listener.sent(connection, doubt.flow(), doubt.chat(), now);
            }
        }
        return finding;
    }

    private static boolean matches(Doubt doubt, HistoryRow row) {
        if (!row.fromUs() || row.text() == null || doubt.begunAt() == null) {
            return false;
        }
        boolean isInTime = row.timeSent() == null
                || !row.timeSent().isBefore(doubt.begunAt().minus(MARGIN))
                        && row.timeSent().isBefore(doubt.begunAt().plus(LONGEST));
        return isInTime && doubt.traces().contains(HistoryRow.trace(row.text()));
    }

    /** Another step may have sent the same words: one message must not count for two steps. */
    private static boolean belongsToAnotherStep(Connection connection, Doubt doubt, String messageId)
            throws SQLException {
        String chat = doubt.chat();
        return chat != null
                && Sql.exists(
                        connection,
                        OF_ANOTHER_STEP,
                        StepKey.first(chat),
                        StepKey.last(chat),
                        chat,
                        ClaimTable.id(messageId),
                        doubt.key());
    }

    /** Records what a person found out. Returns false when the step is not in doubt. */
    boolean resolve(String key, StepState state) {
        return of(key).map(doubt -> database.write(connection -> state == StepState.SENT
                        ? sent(connection, doubt, null)
                        : write(connection, doubt, state, null, null, Finding.FOUND)))
                .filter(finding -> finding == Finding.FOUND)
                .isPresent();
    }

    /** After this the process that had the claim can send no more. It can only report that the step was sent. */
    private Finding write(
            Connection connection, Doubt doubt, StepState state, Decision decision, String messageId, Finding finding)
            throws SQLException {
        int changed = Sql.update(
                connection,
                settle,
                state.ordinal(),
                Decision.number(decision),
                clock.millis(),
                ClaimTable.id(messageId),
                doubt.key());
        return changed == 1 ? finding : Finding.GONE;
    }
}
