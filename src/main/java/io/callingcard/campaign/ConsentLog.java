// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.callingcard.ledger.db.Sql;
import io.callingcard.provider.call.CardConstants;

/**
 * When people opted out and in, and by which messages. As the opt-outs, it has a keyed hash of each person. Unlike them it is
 * forgotten with the person, and it decides nothing.
 */
final class ConsentLog {

    private static final int LONGEST_PROVIDER = 20;
    private static final int LONGEST_ID = 200;

    private static final String ADD = "INSERT INTO callingcard_consent (person, at, given, way, provider, message_id)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String OF_PERSON =
            "SELECT at, given, way, provider, message_id FROM callingcard_consent WHERE person = ? ORDER BY at, given";
    private static final String FORGET = "DELETE FROM callingcard_consent WHERE person = ?";
    private static final String PURGE = "DELETE FROM callingcard_consent WHERE at < ?";

    private ConsentLog() {}

    /**
     * A message by which a person opted out or in. Its text is not kept.
     *
     * @param messageId the provider's id of the message, or else of its event
     */
    record Cause(String way, String provider, String messageId) {

        /** Returns what the exchange tells. */
        static Cause of(
                Exchange exchange, Keywords.Keyword keyword, String given, OptOutWay byMessage, OptOutWay usual) {
            Message message = exchange.getMessage();
            boolean isSaid = keyword.name().equals(message.getHeader(CampaignConstants.KEYWORD));
            String known = (isSaid ? byMessage : usual).words();
            return new Cause(
                    given == null ? known : given,
                    isSaid ? message.getHeader(CardConstants.PROVIDER, String.class) : null,
                    isSaid ? id(message) : null);
        }
    }

    private static String id(Message message) {
        String id = message.getHeader(CardConstants.MESSAGE_ID, String.class);
        return id == null ? message.getHeader(CardConstants.EVENT_ID, String.class) : id;
    }

    /** An entry. */
    record Entry(Instant at, boolean isGiven, Cause cause) {}

    /**
     * Adds an entry.
     *
     * @param person the {@link OptOuts#hash hash} of the person
     */
    static void add(Connection connection, String person, long now, boolean isGiven, Cause cause) throws SQLException {
        Sql.update(
                connection,
                ADD,
                person,
                now,
                isGiven ? 1 : 0,
                OptOuts.shortened(cause.way()),
                Sql.shortened(LONGEST_PROVIDER, cause.provider()),
                Sql.shortened(LONGEST_ID, cause.messageId()));
    }

    static List<Entry> of(Connection connection, String person) throws SQLException {
        return Sql.query(
                connection,
                OF_PERSON,
                row -> new Entry(
                        Sql.instant(row, 1),
                        row.getInt(2) == 1,
                        new Cause(row.getString(3), row.getString(4), row.getString(5))),
                person);
    }

    static int forget(Connection connection, String person) throws SQLException {
        return Sql.update(connection, FORGET, person);
    }

    static int purge(Connection connection, long before) throws SQLException {
        return Sql.update(connection, PURGE, before);
    }
}
