// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.camel.CamelContext;

import io.callingcard.ledger.story.StoryDraft;

/**
 * Tells what another component knows of a person, until the person is forgotten. {@code ledger:explain} and
 * {@code ledger:forget} find tellers with {@link java.util.ServiceLoader}, and call all within one transaction. That of
 * {@code ledger:explain} can only read.
 */
public interface StoryTeller {

    /**
     * The person whose story is told.
     *
     * @param address as E.164, or an email address
     * @param stored  as the tables have it
     * @param chats   the person's chats
     */
    record Subject(LedgerStore ledger, CamelContext context, String address, String stored, List<String> chats) {

        public Subject {
            chats = List.copyOf(chats);
        }

        @Override
        public String toString() {
            return "Subject[" + chats.size() + "]";
        }
    }

    /** Opens what it needs of a ledger, before the transaction. */
    void open(LedgerStore ledger);

    /** Adds to a story. */
    void tell(Connection connection, Subject subject, StoryDraft story) throws SQLException;

    /**
     * Adds what an operator may do now: objects with the name of the {@code action}, and the values that it needs.
     */
    void offer(Connection connection, Subject subject, ArrayNode actions) throws SQLException;

    /**
     * Deletes what only the person's address finds. {@link LedgerListener#forget} deletes what has the person as stored.
     *
     * @return the number of rows that were deleted
     */
    long forget(Connection connection, Subject subject) throws SQLException;
}
