package io.callingcard.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.claim.StepClaim;

/** Writes the transitions of claims to the database. */
record ClaimRecorder(
        Database database, ClaimTable table, ChatTable chats, Clock clock, long lease, List<LedgerListener> listeners) {

    /** Returns false when the lease has expired and the claim belongs to another process. */
    boolean begin(ClaimTable.Held held, StepClaim.Sending sending) {
        return database.statement(connection -> table.begin(connection, held, sending, clock.millis(), lease));
    }

    /**
     * Records that a message of a step was sent, and tells the listeners in the same transaction.
     *
     * @param isFirst whether this is the first message of the step
     * @param headers the headers of the provider's answer
     */
    Sql.Work<?> sent(
            ClaimTable.Held held,
            StepKey key,
            boolean isFirst,
            String messageId,
            String provider,
            Map<String, Object> headers) {
        ChatNames names = headers.isEmpty() ? null : ChatNames.of(headers, provider, chats.people());
        return connection -> {
            long now = clock.millis();
            if (names != null && key.chat() != null) {
                chats.answered(connection, key.chat(), names, now);
            }
            if (isFirst && key.chat() != null) {
                for (LedgerListener listener : listeners) {
                    listener.sent(connection, key.flow(), key.chat(), now);
                }
            }
            return table.settle(connection, held, StepState.SENT, messageId, now);
        };
    }

    Sql.Work<?> settled(ClaimTable.Held held, StepState state, String messageId) {
        return connection -> table.settle(connection, held, state, messageId, clock.millis());
    }

    Sql.Work<?> notSent(ClaimTable.Held held, Decision decision) {
        return connection -> table.release(connection, held, decision, clock.millis());
    }
}
