// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.RouteThreads;
import io.callingcard.provider.claim.StepClaim.Permission;

/**
 * Writes the transitions of claims to the database.
 *
 * @param threads run what follows
 */
record ClaimRecorder(
        Database database,
        ClaimTable table,
        ChatTable chats,
        Clock clock,
        long lease,
        List<LedgerListener> listeners,
        RouteThreads threads) {

    /** Records that an attempt begins, if it is permitted. */
    CompletableFuture<Permission> begin(ClaimTable.Held held, BeginCondition condition, Attempt attempt) {
        return database.submit(connection -> {
            Permission permission = table.begin(connection, held, condition, attempt.sending(), clock.millis(), lease);
            if (permission == Permission.GRANTED) {
                AttemptTable.add(connection, held.name(), attempt);
            }
            return permission;
        });
    }

    /** Records an attempt that may have been made before the claim. The answer is false when the claim is not ours any more. */
    CompletableFuture<Boolean> recall(ClaimTable.Held held, Attempt attempt) {
        return database.submit(connection -> {
            if (!table.renew(connection, held, lease)) {
                return false;
            }
            AttemptTable.add(connection, held.name(), attempt);
            AttemptTable.end(connection, held.name(), attempt);
            return true;
        });
    }

    /** Renews the lease, if a further try is permitted. */
    CompletableFuture<Permission> again(ClaimTable.Held held, BeginCondition condition) {
        return database.submit(connection -> table.again(connection, held, condition, lease));
    }

    /** Records how an attempt ended that sent nothing for sure, or is in doubt. */
    Sql.Work<?> ended(ClaimTable.Held held, Attempt attempt) {
        return connection -> {
            end(connection, held, attempt);
            return null;
        };
    }

    /**
     * An attempt that did not begin has its number from memory. If another process has the claim now, its attempts have
     * these numbers.
     */
    private static void end(Connection connection, ClaimTable.Held held, Attempt attempt) throws SQLException {
        if (attempt.begunAt() == null) {
            if (!ClaimTable.lock(connection, held)) {
                return;
            }
            AttemptTable.add(connection, held.name(), attempt);
        }
        AttemptTable.end(connection, held.name(), attempt);
    }

    /**
     * Records that a message of a step was sent, and tells the listeners in the same transaction.
     *
     * @param isFirst whether this is the first message of the step
     * @param headers the headers of the provider's answer
     */
    Sql.Work<?> sent(ClaimTable.Held held, StepKey key, Attempt attempt, boolean isFirst, Map<String, Object> headers) {
        ChatNames names = headers.isEmpty()
                ? null
                : ChatNames.of(headers, attempt.sending().provider(), chats.people());
        return connection -> {
            long now = clock.millis();
            if (names != null && key.chat() != null) {
                chats.answered(connection, key.chat(), names, now);
            }
            end(connection, held, attempt);
            if (isFirst && key.chat() != null) {
                for (LedgerListener listener : listeners) {
                    listener.sent(connection, key.flow(), key.chat(), now);
                }
            }
            ClaimTable.sent(connection, held, attempt.report().messageId(), now);
            return null;
        };
    }

    /** Records that a step succeeded without a message of ours. */
    Sql.Work<?> succeeded(ClaimTable.Held held) {
        return connection -> {
            ClaimTable.sent(connection, held, null, clock.millis());
            return null;
        };
    }

    /**
     * Records the state of a step that was not sent for sure. The state follows from the table: an earlier attempt of
     * another process may have ended meanwhile.
     *
     * @param decision what becomes of the step if it was not sent
     */
    Sql.Work<?> finished(ClaimTable.Held held, Decision decision) {
        return connection -> {
            long now = clock.millis();
            switch (AttemptTable.of(connection, held.name()).state()) {
                case SENT -> ClaimTable.sent(connection, held, null, now);
                case NOT_SENT -> ClaimTable.release(connection, held, decision, now);
                default -> ClaimTable.doubt(connection, held, now);
            }
            return null;
        };
    }
}
