package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.callingcard.provider.claim.HistoryRow;

/** The steps of which nobody knows whether they were sent, and how that is found out. */
final class Doubts {

    /** By how much the clocks of a provider and of ours may differ. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    /** How long after its beginning a message may still get through. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final String OPEN = "(k.state = " + StepState.IN_DOUBT.ordinal() + " OR k.state <= "
            + StepState.SENDING.ordinal() + " AND k.lease_until < {now})";
    private static final String ROWS = "SELECT k.claim_key, k.flow, k.begun_at, k.claimed_at, k.repeatable, k.traces,"
            + " k.chat, COALESCE(k.provider, c.provider), c.line, c.person, c.chat_id"
            + " FROM callingcard_claim k LEFT JOIN callingcard_chat c ON c.chat = k.chat WHERE " + OPEN;
    private static final String SETTLE = "UPDATE callingcard_claim SET state = ?, decision = ?, settled_at = ?,"
            + " message_id = COALESCE(?, message_id) WHERE claim_key = ? AND "
            + OPEN.replace("k.", "");

    private final Database database;
    private final Clock clock;

    Doubts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A step in doubt.
     *
     * @param flow       null when it is no step of a flow
     * @param begunAt    when a message of it left, or may have; null when none did
     * @param repeatable whether a second try cannot become a second message
     * @param traces     by which the provider's history would show it
     */
    record Doubt(
            String key,
            String flow,
            Instant begunAt,
            Instant claimedAt,
            boolean repeatable,
            List<String> traces,
            String chat,
            String provider,
            String line,
            String person,
            String chatId) {

        /** Whether it was the step of a flow that died before anything left. */
        boolean isUntouched() {
            return flow != null && begunAt == null;
        }

        @Override
        public String toString() {
            return "Doubt[" + flow + "]";
        }
    }

    /**
     * Those that nobody has decided on, the next ones after a key.
     *
     * @param age since when at least; a history may be late
     */
    List<Doubt> page(String after, int most, Duration age) {
        String sql = database.dialect()
                .sql(ROWS + " AND k.state IN (0, 1, 3) AND k.decision IS NULL AND k.claim_key > ?"
                        + " AND COALESCE(k.begun_at, 0) <= ? ORDER BY k.claim_key LIMIT ?");
        return database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, after);
                statement.setLong(2, clock.instant().minus(age).toEpochMilli());
                statement.setInt(3, most);
                return read(statement);
            }
        });
    }

    /** How many nobody has decided on. */
    long count() {
        String sql = database.dialect()
                .sql("SELECT COUNT(*) FROM callingcard_claim k WHERE k.state IN (0, 1, 3) AND k.decision IS NULL AND "
                        + OPEN);
        return database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** The step of this key, if it is in doubt. */
    Optional<Doubt> of(String key) {
        String sql = database.dialect().sql(ROWS + " AND k.claim_key = ?");
        return database.statement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, key);
                return read(statement).stream().findFirst();
            }
        });
    }

    private static List<Doubt> read(PreparedStatement statement) throws SQLException {
        List<Doubt> doubts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long begun = row.getLong(3);
                Instant begunAt = row.wasNull() ? null : Instant.ofEpochMilli(begun);
                String traces = row.getString(6);
                doubts.add(new Doubt(
                        row.getString(1),
                        row.getString(2),
                        begunAt,
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getInt(5) == 1,
                        traces == null || traces.isEmpty() ? List.of() : List.of(traces.split(" ")),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11)));
            }
        }
        return doubts;
    }

    /** What became of a doubt. */
    enum Finding {
        /** Nothing had left when its process died. */
        NEVER_BEGUN,
        /** The history shows it. */
        FOUND,
        /** A second try cannot become a second message. */
        REPEATABLE,
        /** Nobody can tell. */
        POLICY,
        /** Somebody else was faster, or it is settled by its owner after all. */
        GONE
    }

    /**
     * Settles a doubt: by itself, by the provider's history, or by the policy.
     *
     * @param history what the provider shows of the chat, or nothing where it could not be asked
     */
    Finding settle(Doubt doubt, Iterable<HistoryRow> history, Policy policy) {
        return database.write(connection -> {
            if (doubt.isUntouched()) {
                return write(connection, doubt, StepState.NOT_SENT, null, null, Finding.NEVER_BEGUN);
            }
            for (HistoryRow row : history) {
                if (isIt(doubt, row) && !isAnothers(connection, doubt, row.id())) {
                    return sent(connection, doubt, row.id());
                }
            }
            return doubt.repeatable()
                    ? write(connection, doubt, StepState.IN_DOUBT, Decision.RESEND, null, Finding.REPEATABLE)
                    : write(connection, doubt, StepState.IN_DOUBT, policy.decision(), null, Finding.POLICY);
        });
    }

    private Finding sent(Connection connection, Doubt doubt, String messageId) throws SQLException {
        Finding finding = write(connection, doubt, StepState.SENT, null, messageId, Finding.FOUND);
        if (finding == Finding.FOUND && doubt.flow() != null) {
            ChatTable.wrote(connection, doubt.chat(), clock.millis());
            ShareTable.shared(connection, doubt.flow(), doubt.chat(), clock.millis());
        }
        return finding;
    }

    private static boolean isIt(Doubt doubt, HistoryRow row) {
        if (!row.ours() || row.words() == null || doubt.begunAt() == null) {
            return false;
        }
        boolean inTime = row.when() == null
                || !row.when().isBefore(doubt.begunAt().minus(MARGIN))
                        && row.when().isBefore(doubt.begunAt().plus(LONGEST));
        return inTime && doubt.traces().contains(HistoryRow.trace(row.words()));
    }

    /** The same words may have been sent for another step; one message is not two. */
    private static boolean isAnothers(Connection connection, Doubt doubt, String messageId) throws SQLException {
        if (messageId == null || doubt.chat() == null) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM callingcard_claim WHERE "
                + StepKey.IN_CHAT + " AND message_id = ? AND claim_key <> ?")) {
            StepKey.inChat(statement, 1, doubt.chat());
            statement.setString(4, ClaimTable.id(messageId));
            statement.setString(5, doubt.key());
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /** A person knows. */
    boolean resolve(String key, StepState state) {
        return of(key).map(doubt -> database.write(connection -> state == StepState.SENT
                                ? sent(connection, doubt, null)
                                : write(connection, doubt, state, null, null, Finding.FOUND))
                        == Finding.FOUND)
                .orElse(false);
    }

    /** From now on its owner, should he wake up, cannot begin it any more; he can only tell that it was sent. */
    private Finding write(
            Connection connection, Doubt doubt, StepState state, Decision decision, String messageId, Finding finding)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(database.dialect().sql(SETTLE))) {
            statement.setInt(1, state.ordinal());
            if (decision == null) {
                statement.setNull(2, Types.SMALLINT);
            } else {
                statement.setInt(2, decision.ordinal());
            }
            statement.setLong(3, clock.millis());
            statement.setString(4, ClaimTable.id(messageId));
            statement.setString(5, doubt.key());
            return statement.executeUpdate() == 1 ? finding : Finding.GONE;
        }
    }
}
