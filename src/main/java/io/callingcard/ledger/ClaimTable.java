package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.callingcard.provider.claim.Sending;
import io.callingcard.provider.wire.Json;

import static io.callingcard.ledger.StepState.CLAIMED;
import static io.callingcard.ledger.StepState.IN_DOUBT;
import static io.callingcard.ledger.StepState.NOT_SENT;
import static io.callingcard.ledger.StepState.SENDING;
import static io.callingcard.ledger.StepState.SENT;

/**
 * The claims. To claim is one statement, so of several who try at once one wins. The token is the fence: whoever was
 * taken for dead and wakes up finds that his is no longer the one in the row.
 */
final class ClaimTable {

    /** A claim that somebody has. */
    record Held(String name, String token) {}

    private static final int LONGEST_ID = 300;

    private static final String FREE = " WHERE callingcard_claim.state = " + NOT_SENT.ordinal()
            + " AND callingcard_claim.decision IS NULL OR callingcard_claim.state = " + IN_DOUBT.ordinal()
            + " AND callingcard_claim.decision = " + Decision.RESEND.ordinal();
    private static final String INTO = "INSERT INTO callingcard_claim"
            + " (claim_key, flow, step, chat, slot, state, token, attempts, claimed_at, lease_until)";
    private static final String OR_AGAIN = " ON CONFLICT (claim_key) DO UPDATE SET state = " + CLAIMED.ordinal()
            + ", token = excluded.token, attempts = callingcard_claim.attempts + 1, claimed_at = excluded.claimed_at,"
            + " lease_until = excluded.lease_until, begun_at = NULL, settled_at = NULL, decision = NULL" + FREE;
    private static final String MINE = " WHERE claim_key = ? AND token = ?";

    private final String claim;
    private final String claimAll;
    private final String begin;
    private final String settle;
    private final String release;
    private final String renew;

    ClaimTable(Dialect dialect) {
        claim = dialect.sql(INTO + " VALUES (?, ?, ?, ?, ?, " + CLAIMED.ordinal() + ", ?, 1, ?, {now} + ?)" + OR_AGAIN);
        claimAll = dialect.sql(INTO + " SELECT value->>0, value->>1, value->>2, value->>3, value->>4, "
                + CLAIMED.ordinal() + ", ?, 1, ?, {now} + ? FROM {rows} WHERE 1 = 1" + OR_AGAIN
                + " RETURNING claim_key");
        begin = dialect.sql("UPDATE callingcard_claim SET state = " + SENDING.ordinal()
                + ", provider = ?, operation = ?, repeatable = ?, traces = ?, begun_at = ?, lease_until = {now} + ?"
                + MINE + " AND state <= " + SENT.ordinal());
        settle = "UPDATE callingcard_claim SET state = ?, settled_at = ?, message_id = COALESCE(?, message_id)" + MINE
                + " AND (state <= " + SENDING.ordinal() + " OR " + SENT.ordinal() + " = ?)";
        release = "UPDATE callingcard_claim SET state = " + NOT_SENT.ordinal() + ", settled_at = ?, decision = ?" + MINE
                + " AND state <= " + SENT.ordinal();
        renew = dialect.sql(
                "UPDATE callingcard_claim SET lease_until = {now} + ?" + MINE + " AND state <= " + SENDING.ordinal());
    }

    /** Whether it is ours now. */
    boolean claim(Connection connection, StepKey key, String token, long now, long lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(claim)) {
            statement.setString(1, key.name());
            statement.setString(2, key.flow());
            statement.setString(3, key.step());
            statement.setString(4, key.chat());
            statement.setString(5, key.slot());
            statement.setString(6, token);
            statement.setLong(7, now);
            statement.setLong(8, lease);
            return statement.executeUpdate() == 1;
        }
    }

    /** The names of those that are ours now. Always in one order, so that two who do this at once cannot lock each other. */
    Set<String> claimAll(Connection connection, Collection<StepKey> keys, String token, long now, long lease)
            throws SQLException {
        ArrayNode rows = Json.object().arrayNode();
        keys.stream().sorted((one, other) -> one.name().compareTo(other.name())).forEach(key -> rows.addArray()
                .add(key.name())
                .add(key.flow())
                .add(key.step())
                .add(key.chat())
                .add(key.slot()));
        try (PreparedStatement statement = connection.prepareStatement(claimAll)) {
            statement.setString(1, token);
            statement.setLong(2, now);
            statement.setLong(3, lease);
            statement.setString(4, rows.toString());
            Set<String> won = new HashSet<>();
            try (ResultSet names = statement.executeQuery()) {
                while (names.next()) {
                    won.add(names.getString(1));
                }
            }
            return won;
        }
    }

    boolean begin(Connection connection, Held held, Sending sending, long now, long lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(begin)) {
            statement.setString(1, sending.provider());
            statement.setString(2, sending.operation());
            statement.setInt(3, sending.repeatable() ? 1 : 0);
            statement.setString(4, String.join(" ", sending.traces()));
            statement.setLong(5, now);
            statement.setLong(6, lease);
            statement.setString(7, held.name());
            statement.setString(8, held.token());
            return statement.executeUpdate() == 1;
        }
    }

    /** What became of it. That it was sent is the truth also when somebody took it for dead meanwhile. */
    boolean settle(Connection connection, Held held, StepState state, String messageId, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(settle)) {
            statement.setInt(1, state.ordinal());
            statement.setLong(2, now);
            statement.setString(3, id(messageId));
            statement.setString(4, held.name());
            statement.setString(5, held.token());
            statement.setInt(6, state.ordinal());
            return statement.executeUpdate() == 1;
        }
    }

    static String id(String messageId) {
        return messageId == null ? null : Shortened.to(LONGEST_ID, messageId);
    }

    /** Gives it back: nothing was sent. With a decision it stays taken all the same. */
    boolean release(Connection connection, Held held, Decision decision, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(release)) {
            statement.setLong(1, now);
            if (decision == null) {
                statement.setNull(2, Types.SMALLINT);
            } else {
                statement.setInt(2, decision.ordinal());
            }
            statement.setString(3, held.name());
            statement.setString(4, held.token());
            return statement.executeUpdate() == 1;
        }
    }

    void renew(Connection connection, List<Held> all, long lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(renew)) {
            for (Held held : all) {
                statement.setLong(1, lease);
                statement.setString(2, held.name());
                statement.setString(3, held.token());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    boolean isTaken(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM callingcard_claim"
                + " WHERE claim_key = ? AND (state <> " + NOT_SENT.ordinal()
                + " OR decision IS NOT NULL) AND (state <> "
                + IN_DOUBT.ordinal() + " OR decision IS NULL OR decision <> " + Decision.RESEND.ordinal() + ")")) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    boolean isHeld(Connection connection, Held held) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM callingcard_claim" + MINE)) {
            statement.setString(1, held.name());
            statement.setString(2, held.token());
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /** The last claim of a step in a chat, or null. */
    Last last(Connection connection, String flowAndStep, String chat) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT slot, state, decision, COALESCE(begun_at, claimed_at)"
                        + " FROM callingcard_claim WHERE " + StepKey.IN_CHAT + " AND flow = ? AND step = ?"
                        + " ORDER BY claimed_at DESC, attempts DESC LIMIT 1")) {
            StepKey.inChat(statement, 1, chat);
            statement.setString(4, StepKey.flow(flowAndStep));
            statement.setString(5, StepKey.step(flowAndStep));
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return null;
                }
                String slot = found.getString(1);
                StepState state = StepState.of(found.getInt(2));
                int decision = found.getInt(3);
                Decision decided = found.wasNull() ? null : Decision.of(decision);
                return new Last(slot, state, decided, found.getLong(4));
            }
        }
    }

    /**
     * The newest claim of a step.
     *
     * @param at when it was begun, or claimed
     */
    record Last(String slot, StepState state, Decision decision, long at) {}

    /** A claim with a name alone stands from now on. */
    boolean confirm(Connection connection, String name, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("UPDATE callingcard_claim SET state = "
                + SENT.ordinal() + ", settled_at = ? WHERE claim_key = ? AND flow IS NULL AND state <= "
                + SENT.ordinal())) {
            statement.setLong(1, now);
            statement.setString(2, name);
            return statement.executeUpdate() == 1;
        }
    }

    /** Removes a claim that nobody holds and that nothing was sent for. */
    boolean forget(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM callingcard_claim WHERE claim_key = ? AND flow IS NULL"
                        + " AND state <> " + SENDING.ordinal())) {
            statement.setString(1, name);
            return statement.executeUpdate() == 1;
        }
    }
}
