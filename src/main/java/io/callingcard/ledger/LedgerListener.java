// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps its own tables in step with the ledger. The ledger finds listeners with {@link java.util.ServiceLoader}, and
 * calls each within the transaction of its own change, so both are committed or neither is.
 */
public interface LedgerListener {

    /** The first message of a step was sent in a chat. */
    void sent(Connection connection, String flow, String chat, long at) throws SQLException;

    /** A message of a step may have been sent, and is not sent again. */
    void skipped(Connection connection, String flow, String chat, long at) throws SQLException;

    /**
     * Returns since when a person waits for the steps of a flow; empty if that is not known here. The ledger asks after a
     * backup was restored.
     *
     * @param person as stored
     */
    Optional<Instant> waitsSince(Connection connection, String flow, String person) throws SQLException;

    /**
     * A person is being forgotten. The person's chats still exist.
     *
     * @param person as stored
     * @return the number of rows that were deleted
     */
    long forget(Connection connection, String person) throws SQLException;

    /**
     * A page of rows that only stories read any more is moved to tables of its own.
     *
     * @param keys   reads a JSON list of lists, each with a key
     * @param before when they were last used at the latest
     * @param after  the key after which to begin
     * @return the keys of the rows, in their order
     */
    List<String> archive(Connection connection, String keys, long before, String after, int most) throws SQLException;

    /**
     * Rows that were last used earlier, and that decide nothing any more, are being deleted.
     *
     * @return the number of rows that were deleted
     */
    long purge(Connection connection, long before) throws SQLException;
}
