// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.callingcard.ledger.Attempt.Settlement;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.HistoryRow;
import io.callingcard.provider.error.Outcome;

/** The steps in doubt, and how they are settled. */
final class Doubts {

    /** How long after its start a message may still get through. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final String IN_DOUBT = "(k.state = " + StepState.IN_DOUBT.ordinal() + " OR "
            + Sql.in("k.state", StepState.IN_PROGRESS) + " AND k.lease_until < {now})";

    /** The condition of a partial index. */
    private static final String DECIDED = "k.state = " + StepState.IN_DOUBT.ordinal() + " AND k.decision IS NOT NULL";

    private static final String SKIPPED = "SELECT COUNT(*) FROM callingcard_claim k WHERE " + DECIDED
            + " AND k.decision = " + Decision.SKIP.ordinal();

    /** The condition of a partial index. */
    private static final String UNDECIDED = Sql.in("k.state", StepState.UNSETTLED) + " AND k.decision IS NULL";

    private static final String ROWS =
            "SELECT k.claim_key, k.flow, k.chat, COALESCE(k.provider, c.provider), c.line, c.person, c.chat_id, k.decision"
                    + " FROM callingcard_claim k LEFT JOIN callingcard_chat c ON c.chat = k.chat WHERE " + IN_DOUBT;

    private static final String STEP = "SELECT flow || '/' || step FROM callingcard_claim WHERE claim_key = ?";

    private static final String OF_ANOTHER_STEP =
            "SELECT 1 FROM callingcard_claim WHERE " + StepKey.IN_CHAT + " AND message_id = ? AND claim_key <> ?";

    private final Database database;
    private final Clock clock;
    private final List<LedgerListener> listeners;
    private final Forgotten forgotten;
    private final String page;
    private final String decided;
    private final String count;
    private final String one;
    private final String settle;

    /** Reads doubts from the database. */
    Doubts(Database database, Clock clock, List<LedgerListener> listeners, Forgotten forgotten) {
        this.forgotten = forgotten;
        this.database = database;
        this.clock = clock;
        this.listeners = listeners;
        page = database.sql(ROWS + " AND " + UNDECIDED
                + " AND k.claim_key > ? AND COALESCE(k.begun_at, 0) <= ? ORDER BY k.claim_key" + Sql.LIMIT);
        decided = database.sql(ROWS + " AND " + DECIDED + " AND k.claim_key > ? ORDER BY k.claim_key" + Sql.LIMIT);
        count = database.sql("SELECT COUNT(*) FROM callingcard_claim k WHERE " + UNDECIDED + " AND " + IN_DOUBT);
        one = database.sql(ROWS + " AND k.claim_key = ?");
        settle = database.sql("UPDATE callingcard_claim SET state = ?, decision = ?, settled_at = ?,"
                + " settled_by = ?, settled_actor = ?, message_id = COALESCE(?, message_id) WHERE claim_key = ? AND "
                + IN_DOUBT.replace("k.", ""));
    }

    /**
     * A step in doubt.
     *
     * @param flow     null when it is no step of a flow
     * @param decision what to do with it; null while it is undecided
     */
    record Doubt(String key, String flow, String chat, ChatNames names, Decision decision, StepHistory history) {

        /** When the first message left, or may have left; null when none did. */
        Instant begunAt() {
            return history.unsettled()
                    .map(Attempt::begunAt)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String toString() {
            return "Doubt[" + flow + "]";
        }

        private Doubt with(StepHistory known) {
            return new Doubt(key, flow, chat, names, decision, known);
        }

        private static Doubt read(ResultSet row) throws SQLException {
            return new Doubt(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    new ChatNames(row.getString(4), row.getString(5), row.getString(6), row.getString(7)),
                    Decision.read(row, 8),
                    StepHistory.EMPTY);
        }
    }

    /**
     * Returns undecided steps in the order of their keys.
     *
     * @param age how long ago they began at least, because a history may be late
     */
    List<Doubt> page(String after, int most, Duration age) {
        return read(page, after, clock.instant().minus(age).toEpochMilli(), most);
    }

    /** Returns the steps that are in doubt and decided, in the order of their keys. */
    List<Doubt> decided(String after, int most) {
        return read(decided, after, most);
    }

    private List<Doubt> read(String query, Object... values) {
        return database.write(connection -> {
            List<Doubt> found = new ArrayList<>();
            for (Doubt doubt : Sql.query(connection, query, Doubt::read, values)) {
                found.add(doubt.with(AttemptTable.of(connection, doubt.key())));
            }
            return found;
        });
    }

    /** Counts the steps that are not sent again although they may not have been sent. */
    long countSkipped() {
        return database.statement(connection -> Sql.number(connection, SKIPPED));
    }

    /** Counts the undecided steps. */
    long count() {
        return database.statement(connection -> Sql.number(connection, count));
    }

    private Optional<Doubt> of(Connection connection, String key) throws SQLException {
        Optional<Doubt> doubt = Sql.first(connection, one, Doubt::read, key);
        return doubt.isEmpty() ? doubt : Optional.of(doubt.get().with(AttemptTable.of(connection, key)));
    }

    /** How a doubt was settled. */
    enum Finding {
        /** Nothing had left: when the process died, or in the time that a restored ledger forgot. */
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
     * Settles a doubt: by its own attempts, by the provider's history, by a repeat, or by the policy.
     *
     * @param messages the messages of the chat; null if the provider could not be asked
     * @param actor    who settles it, as the tables keep it
     */
    Finding settle(String key, List<HistoryRow> messages, Decision policy, String actor) {
        return database.write(connection -> {
            Doubt doubt = of(connection, key).orElse(null);
            if (doubt == null) {
                return Finding.GONE;
            }
            Instant now = clock.instant();
            if (doubt.flow() != null && doubt.history().state() == StepState.NOT_SENT) {
                Settlement by = new Settlement(now, SettledBy.NEVER_BEGUN, actor);
                return settled(connection, doubt, StepState.NOT_SENT, null, null, by, Finding.NEVER_BEGUN);
            }
            Settlement byHistory = new Settlement(now, SettledBy.HISTORY, actor);
            Doubt seen = messages == null
                    ? doubt
                    : disproved(
                            connection, doubt.with(found(connection, doubt, messages, byHistory)), messages, byHistory);
            if (seen.history().state() == StepState.SENT) {
                return sent(connection, seen, byHistory);
            }
            if (doubt.flow() != null && seen.history().state() == StepState.NOT_SENT) {
                return settled(connection, seen, StepState.NOT_SENT, null, null, byHistory, Finding.NEVER_BEGUN);
            }
            boolean isRepeatable = seen.history().isRepeatable(now);
            Settlement by = new Settlement(now, isRepeatable ? SettledBy.REPEAT : SettledBy.POLICY, actor);
            for (Attempt attempt : seen.history().unsettled().toList()) {
                Attempt decided = attempt.settled(attempt.outcome(), null, by);
                boolean isSentAnyway = !isRepeatable && policy == Decision.RESEND;
                AttemptTable.settle(connection, key, isSentAnyway ? decided.resentAnyway() : decided);
            }
            if (isRepeatable) {
                return settled(connection, seen, StepState.IN_DOUBT, Decision.RESEND, null, by, Finding.REPEATABLE);
            }
            Finding finding = settled(connection, seen, StepState.IN_DOUBT, policy, null, by, Finding.POLICY);
            if (finding == Finding.POLICY && policy == Decision.SKIP && seen.flow() != null) {
                for (LedgerListener listener : listeners) {
                    listener.skipped(connection, seen.flow(), seen.chat(), now.toEpochMilli());
                }
            }
            return finding;
        });
    }

    /** Returns the attempts of a step after the provider's messages were seen, and records those that arrived. */
    private static StepHistory found(Connection connection, Doubt doubt, Iterable<HistoryRow> messages, Settlement by)
            throws SQLException {
        StepHistory history = doubt.history();
        for (Attempt attempt : history.unsettled().toList()) {
            for (HistoryRow message : messages) {
                if (matches(attempt, message) && !belongsToAnotherStep(connection, doubt, message.id())) {
                    Attempt arrived = attempt.settled(Outcome.SENT, message.id(), by);
                    AttemptTable.settle(connection, doubt.key(), arrived);
                    history = history.with(arrived);
                    break;
                }
            }
        }
        return history;
    }

    /** Returns the doubt without the attempts of a restored ledger that the provider's messages disprove. */
    private Doubt disproved(Connection connection, Doubt doubt, List<HistoryRow> messages, Settlement by)
            throws SQLException {
        RestoredGap gap = forgotten.gap();
        if (gap == null || doubt.flow() == null) {
            return doubt;
        }
        Set<HistoryRow> others = new HashSet<>();
        for (HistoryRow message : messages) {
            if (belongsToAnotherStep(connection, doubt, message.id())) {
                others.add(message);
            }
        }
        boolean hasTextSince = gap.hasTextSince(connection, doubt.flow(), doubt.chat());
        StepHistory history = doubt.history();
        for (Attempt attempt : history.unsettled().toList()) {
            boolean isText = !attempt.sending().traces().isEmpty();
            // A history may not show cards. But a flow sends its text first.
            if ((isText || hasTextSince) && gap.isDisproved(attempt, messages, others::contains)) {
                Attempt unsent = attempt.settled(Outcome.NOT_SENT, null, by);
                AttemptTable.settle(connection, doubt.key(), unsent);
                history = history.with(unsent);
            }
        }
        return doubt.with(history);
    }

    private Finding sent(Connection connection, Doubt doubt, Settlement by) throws SQLException {
        String messageId = doubt.history().attempts().stream()
                .map(attempt -> attempt.report().messageId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Finding finding = settled(connection, doubt, StepState.SENT, null, messageId, by, Finding.FOUND);
        if (finding == Finding.FOUND && doubt.flow() != null) {
            long now = clock.millis();
            ChatTable.wrote(connection, doubt.chat(), now);
            for (LedgerListener listener : listeners) {
                listener.sent(connection, doubt.flow(), doubt.chat(), now);
            }
        }
        return finding;
    }

    private static boolean matches(Attempt attempt, HistoryRow row) {
        if (!row.fromUs() || row.text() == null || attempt.begunAt() == null) {
            return false;
        }
        boolean isInTime = row.timeSent() == null
                || !row.timeSent().isBefore(attempt.begunAt().minus(Attempt.MARGIN))
                        && row.timeSent().isBefore(latest(attempt));
        return isInTime && attempt.sending().traces().contains(HistoryRow.trace(row.text()));
    }

    /** An attempt of the time that a restored ledger forgot may have been made until its end. */
    private static Instant latest(Attempt attempt) {
        Instant usual = attempt.begunAt().plus(LONGEST);
        return attempt.endedAt() == null || attempt.endedAt().isBefore(usual) ? usual : attempt.endedAt();
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

    /**
     * Records what a person found out. Returns false when the step is not in doubt.
     *
     * @param actor who records it, as the tables keep it; null if it is not known
     * @param then  writes it down
     */
    boolean resolve(String key, Outcome outcome, String actor, Then then) {
        return database.write(connection -> {
            Doubt doubt = of(connection, key).orElse(null);
            if (doubt == null) {
                return false;
            }
            Settlement by = new Settlement(clock.instant(), SettledBy.PERSON, actor);
            StepHistory history = doubt.history();
            for (Attempt attempt :
                    history.attempts().stream().filter(Attempt::mayHaveArrived).toList()) {
                Attempt known = attempt.settled(outcome, null, by);
                AttemptTable.settle(connection, key, known);
                history = history.with(known);
            }
            Finding finding = outcome == Outcome.SENT
                    ? sent(connection, doubt.with(history), by)
                    : settled(connection, doubt, StepState.NOT_SENT, null, null, by, Finding.FOUND);
            if (finding == Finding.FOUND) {
                String step = Sql.first(connection, STEP, row -> row.getString(1), key)
                        .orElse(null);
                then.resolved(connection, doubt.names().address(), step);
            }
            return finding == Finding.FOUND;
        });
    }

    /** What else is recorded of a step that a person settled. */
    interface Then {

        /**
         * In the same transaction.
         *
         * @param person as stored; null if it is not known
         * @param step   flow/step; null if the key is no step of a flow
         */
        void resolved(Connection connection, String person, String step) throws SQLException;
    }

    /** After this the process that had the claim can send no more. It can only report that the step was sent. */
    private Finding settled(
            Connection connection,
            Doubt doubt,
            StepState state,
            Decision decision,
            String messageId,
            Settlement by,
            Finding finding)
            throws SQLException {
        int changed = Sql.update(
                connection,
                settle,
                state.ordinal(),
                Decision.number(decision),
                by.at().toEpochMilli(),
                by.by().ordinal(),
                by.actor(),
                ClaimTable.id(messageId),
                doubt.key());
        return changed == 1 ? finding : Finding.GONE;
    }
}
