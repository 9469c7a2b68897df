// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.StepClaim;
import io.callingcard.provider.claim.StepClaim.Permission;
import io.callingcard.provider.wire.Json;

import static io.callingcard.ledger.StepState.CLAIMED;
import static io.callingcard.ledger.StepState.IN_DOUBT;
import static io.callingcard.ledger.StepState.IN_PROGRESS;
import static io.callingcard.ledger.StepState.MAY_SEND;
import static io.callingcard.ledger.StepState.NOT_SENT;
import static io.callingcard.ledger.StepState.SENDING;
import static io.callingcard.ledger.StepState.SENT;

/**
 * The rows of claims. Each claim is won by one statement, so only one of several processes wins. The token is the fence:
 * a process whose lease expired finds another token in the row.
 */
final class ClaimTable {

    /** A claim that a process holds. */
    record Held(String name, String token) {}

    /**
     * The newest claim of a step.
     *
     * @param at when sending began, or when it was claimed
     */
    record Last(String slot, StepState state, Decision decision, long at) {}

    private static final int LONGEST_ID = 300;

    private static final String COLUMNS = "INSERT INTO callingcard_claim"
            + " (claim_key, flow, step, chat, slot, state, token, attempts, claimed_at, lease_until)";
    private static final String IF_NEW = " ON CONFLICT (claim_key) DO NOTHING";

    /** A step that was not sent may be claimed again, and one in doubt if that was decided. */
    private static final String MAY_BE_CLAIMED_AGAIN = "(callingcard_claim.state = " + NOT_SENT.ordinal()
            + " AND callingcard_claim.decision IS NULL OR callingcard_claim.state = " + IN_DOUBT.ordinal()
            + " AND callingcard_claim.decision = " + Decision.RESEND.ordinal() + ")";

    /** It keeps the time of its first claim, and so its place in the order of steps. */
    private static final String AGAIN = " SET state = " + CLAIMED.ordinal()
            + ", attempts = callingcard_claim.attempts + 1, begun_at = NULL, settled_at = NULL, settled_by = NULL, settled_actor = NULL,"
            + " decision = NULL, token = ";

    /**
     * The steps of the flow in the chat that this one waits for: those that a process works on, and those that were
     * claimed before this one and are in doubt. A step that is claimed again keeps its place, so that two steps in doubt
     * never wait for each other.
     */
    private static final String OPEN = " FROM callingcard_claim e WHERE "
            + StepKey.IN_CHAT.replace("claim_key", "e.claim_key").replace("chat =", "e.chat =")
            + " AND e.flow = ? AND e.claim_key <> ? AND (" + Sql.in("e.state", IN_PROGRESS) + " OR e.state = "
            + IN_DOUBT.ordinal() + " AND (e.decision IS NULL OR e.decision <> " + Decision.SKIP.ordinal()
            + ") AND e.claimed_at < COALESCE((SELECT m.claimed_at FROM callingcard_claim m WHERE m.claim_key = ?), "
            + Long.MAX_VALUE + "))";

    private static final String OPEN_STEPS = "SELECT e.claim_key, e.step, e.state" + OPEN;
    private static final String MINE = " WHERE claim_key = ? AND token = ?";
    private static final String DOUBT = "UPDATE callingcard_claim SET state = " + IN_DOUBT.ordinal()
            + ", settled_at = ?" + MINE + " AND " + Sql.in("state", IN_PROGRESS);

    /** That a message was sent is true also when the lease has expired. The token fences off another holder. */
    private static final String SETTLE_SENT = "UPDATE callingcard_claim SET state = " + SENT.ordinal()
            + ", settled_at = ?, settled_by = NULL, settled_actor = NULL, message_id = COALESCE(?, message_id), token = ? WHERE claim_key = ?";

    private static final String RELEASE = "UPDATE callingcard_claim SET state = " + NOT_SENT.ordinal()
            + ", settled_at = ?, decision = ?" + MINE + " AND " + Sql.in("state", MAY_SEND);
    private static final String LOCK = "UPDATE callingcard_claim SET token = token" + MINE;
    private static final String HELD = "SELECT 1 FROM callingcard_claim" + MINE;
    private static final String IS_OPEN = HELD + " AND " + Sql.in("state", MAY_SEND);
    private static final String IS_RENEWABLE = HELD + " AND " + Sql.in("state", IN_PROGRESS);
    private static final String TAKEN =
            "SELECT 1 FROM callingcard_claim WHERE claim_key = ? AND " + MAY_BE_CLAIMED_AGAIN + " IS NOT TRUE";
    private static final String LAST = "SELECT slot, state, decision, COALESCE(begun_at, claimed_at)"
            + " FROM callingcard_claim WHERE " + StepKey.IN_CHAT + " AND flow = ? AND step = ?"
            + " ORDER BY claimed_at DESC, attempts DESC LIMIT 1";
    private static final String CONFIRM = "UPDATE callingcard_claim SET state = " + SENT.ordinal()
            + ", settled_at = ? WHERE claim_key = ? AND flow IS NULL AND " + Sql.in("state", MAY_SEND);
    private static final String FORGOTTEN = "claim_key = ? AND flow IS NULL AND state <> " + SENDING.ordinal();
    private static final String FORGET = "DELETE FROM callingcard_claim WHERE " + FORGOTTEN;
    private static final String FORGET_ATTEMPTS = AttemptTable.DELETE + FORGOTTEN + ")";

    private final String claim;
    private final String claimInOrder;
    private final String claimAgain;
    private final String claimAll;
    private final String repeated;
    private final String begin;
    private final String renew;

    ClaimTable(Database database) {
        claim = database.sql(
                COLUMNS + " VALUES (?, ?, ?, ?, ?, " + CLAIMED.ordinal() + ", ?, 1, ?, {now} + ?)" + IF_NEW);
        claimInOrder = database.sql(COLUMNS + " SELECT ?, ?, ?, ?, ?, " + CLAIMED.ordinal()
                + ", ?, 1, ?, {now} + ? WHERE NOT EXISTS (SELECT 1" + OPEN + ")" + IF_NEW);
        claimAgain = database.sql("UPDATE callingcard_claim" + AGAIN + "?, lease_until = {now} + ?"
                + " WHERE claim_key = ? AND " + MAY_BE_CLAIMED_AGAIN);
        claimAll = database.sql(COLUMNS + " SELECT value->>0, value->>1, value->>2, value->>3, value->>4, "
                + CLAIMED.ordinal() + ", ?, 1, ?, {now} + ? FROM {rows} WHERE 1 = 1"
                + " ON CONFLICT (claim_key) DO UPDATE" + AGAIN + "excluded.token, lease_until = excluded.lease_until"
                + " WHERE " + MAY_BE_CLAIMED_AGAIN + " RETURNING claim_key, attempts");
        repeated = database.sql("SELECT value->>0, (SELECT MAX(k.slot)" + StepKey.OF_CHAT
                + " AND k.flow = ? AND k.step = ? AND k.state = " + IN_DOUBT.ordinal() + " AND k.decision = "
                + Decision.RESEND.ordinal() + ") FROM {rows}");
        begin = database.sql("UPDATE callingcard_claim SET state = " + SENDING.ordinal()
                + ", provider = ?, operation = ?, begun_at = ?, lease_until = {now} + ?"
                + MINE + " AND " + Sql.in("state", MAY_SEND));
        renew = database.sql(
                "UPDATE callingcard_claim SET lease_until = {now} + ?" + MINE + " AND " + Sql.in("state", IN_PROGRESS));
    }

    /** Claims a step that was never claimed. Returns whether this process won the claim. */
    boolean claim(Connection connection, StepKey key, String token, long now, long lease) throws SQLException {
        return Sql.update(
                        connection,
                        claim,
                        key.name(),
                        key.flow(),
                        key.step(),
                        key.chat(),
                        key.slot(),
                        token,
                        now,
                        lease)
                == 1;
    }

    /** Like {@link #claim}, unless it waits for another step of the flow in the chat. */
    boolean claimInOrder(Connection connection, StepKey key, String token, long now, long lease) throws SQLException {
        return Sql.update(
                        connection,
                        claimInOrder,
                        key.name(),
                        key.flow(),
                        key.step(),
                        key.chat(),
                        key.slot(),
                        token,
                        now,
                        lease,
                        StepKey.first(key.chat()),
                        StepKey.last(key.chat()),
                        key.chat(),
                        key.flow(),
                        key.name(),
                        key.name())
                == 1;
    }

    /** Claims a step that was claimed before and may be tried again. Returns whether this process won the claim. */
    boolean claimAgain(Connection connection, StepKey key, String token, long lease) throws SQLException {
        return Sql.update(connection, claimAgain, token, lease, key.name()) == 1;
    }

    /**
     * Returns the steps of the flow in the chat that this one waits for.
     *
     * @param own the claims that the exchange holds, which do not count
     */
    static Map<String, StepState> open(Connection connection, StepKey key, Set<String> own) throws SQLException {
        Map<String, StepState> open = new TreeMap<>();
        Sql.query(
                connection,
                OPEN_STEPS,
                row -> own.contains(row.getString(1)) ? null : open.put(row.getString(2), StepState.of(row.getInt(3))),
                StepKey.first(key.chat()),
                StepKey.last(key.chat()),
                key.chat(),
                key.flow(),
                key.name(),
                key.name());
        return open;
    }

    /**
     * Returns the names of the claims that this process won, and how often each was claimed by now. Sorted, so that two
     * nodes cannot deadlock.
     */
    Map<String, Integer> claimAll(Connection connection, Collection<StepKey> keys, String token, long now, long lease)
            throws SQLException {
        ArrayNode rows = Json.object().arrayNode();
        keys.stream().sorted(Comparator.comparing(StepKey::name)).forEach(key -> rows.addArray()
                .add(key.name())
                .add(key.flow())
                .add(key.step())
                .add(key.chat())
                .add(key.slot()));
        Map<String, Integer> won = new HashMap<>();
        Sql.query(
                connection,
                claimAll,
                row -> won.put(row.getString(1), row.getInt(2)),
                token,
                now,
                lease,
                rows.toString());
        return won;
    }

    /** Returns in which slot a step is in doubt and is sent again, by chat. Null if there is none. */
    Map<String, String> repeated(Connection connection, String flowAndStep, Collection<String> chats)
            throws SQLException {
        Map<String, String> slots = new HashMap<>();
        Sql.query(
                connection,
                repeated,
                row -> slots.put(row.getString(1), row.getString(2)),
                StepKey.flow(flowAndStep),
                StepKey.step(flowAndStep),
                StepKey.ranges(chats));
        return slots;
    }

    /** Permits the message to leave if the claim is still ours, and the condition holds. */
    Permission begin(
            Connection connection, Held held, BeginCondition condition, StepClaim.Sending sending, long now, long lease)
            throws SQLException {
        return permission(
                connection, held, begin, condition, IS_OPEN, sending.provider(), sending.operation(), now, lease);
    }

    /** Renews the lease, and permits a further try if the claim is still ours, and the condition holds. */
    Permission again(Connection connection, Held held, BeginCondition condition, long lease) throws SQLException {
        return permission(connection, held, renew, condition, IS_RENEWABLE, lease);
    }

    /** Only a refusal needs a second statement, to tell its reason. */
    private static Permission permission(
            Connection connection, Held held, String update, BeginCondition condition, String isOurs, Object... first)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(first));
        values.add(held.name());
        values.add(held.token());
        values.addAll(condition.values());
        if (Sql.update(connection, update + " AND " + condition.sql(), values.toArray()) == 1) {
            return Permission.GRANTED;
        }
        return Sql.exists(connection, isOurs, held.name(), held.token()) ? Permission.OPTED_OUT : Permission.EXPIRED;
    }

    static void sent(Connection connection, Held held, String messageId, long now) throws SQLException {
        Sql.later(connection, SETTLE_SENT, now, id(messageId), held.token(), held.name());
    }

    static void doubt(Connection connection, Held held, long now) throws SQLException {
        Sql.later(connection, DOUBT, now, held.name(), held.token());
    }

    static String id(String messageId) {
        return Sql.shortened(LONGEST_ID, messageId);
    }

    /** Records that nothing was sent. The step may be claimed again, unless there is a decision. */
    static void release(Connection connection, Held held, Decision decision, long now) throws SQLException {
        Sql.later(connection, RELEASE, now, Decision.number(decision), held.name(), held.token());
    }

    /** Renews the lease of one claim. Returns false if it is not ours any more. */
    boolean renew(Connection connection, Held held, long lease) throws SQLException {
        return Sql.update(connection, renew, lease, held.name(), held.token()) == 1;
    }

    int[] renew(Connection connection, List<Held> all, long lease) throws SQLException {
        return Sql.batch(
                connection,
                renew,
                all.stream()
                        .map(held -> new Object[] {lease, held.name(), held.token()})
                        .toList());
    }

    /** Tells whether the step can be claimed by no process now. */
    boolean isTaken(Connection connection, String name) throws SQLException {
        return Sql.exists(connection, TAKEN, name);
    }

    boolean isHeld(Connection connection, Held held) throws SQLException {
        return Sql.exists(connection, HELD, held.name(), held.token());
    }

    /** Keeps other processes from the claim until the transaction ends. Returns false if it is not ours any more. */
    static boolean lock(Connection connection, Held held) throws SQLException {
        return Sql.update(connection, LOCK, held.name(), held.token()) == 1;
    }

    Optional<Last> last(Connection connection, String flowAndStep, String chat) throws SQLException {
        return Sql.first(
                connection,
                LAST,
                row -> new Last(row.getString(1), StepState.of(row.getInt(2)), Decision.read(row, 3), row.getLong(4)),
                StepKey.first(chat),
                StepKey.last(chat),
                chat,
                StepKey.flow(flowAndStep),
                StepKey.step(flowAndStep));
    }

    /** Marks a key with a name only as done. */
    boolean confirm(Connection connection, String name, long now) throws SQLException {
        return Sql.update(connection, CONFIRM, now, name) == 1;
    }

    /** Removes a key with a name only, unless a message for it may be on its way. */
    boolean forget(Connection connection, String name) throws SQLException {
        Sql.update(connection, FORGET_ATTEMPTS, name);
        return Sql.update(connection, FORGET, name) == 1;
    }
}
