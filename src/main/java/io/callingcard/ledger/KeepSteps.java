package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.apache.camel.Exchange;

/** What the ledger does not keep. */
final class KeepSteps {

    private static final String CHATS = "(SELECT chat FROM callingcard_chat WHERE person = ?)";
    private static final List<String> FORGET = List.of(
            "DELETE FROM callingcard_share WHERE chat IN " + CHATS,
            "DELETE FROM callingcard_alias WHERE chat IN " + CHATS,
            "DELETE FROM callingcard_lead WHERE person = ?",
            "DELETE FROM callingcard_chat WHERE person = ?");

    private static final String OLD = "(COALESCE(settled_at, claimed_at) < ?)";
    private static final List<String> PURGE = List.of(
            // What happened once for good goes on being decided by its claim; what is in doubt is somebody's to look
            // at.
            "DELETE FROM callingcard_claim WHERE " + OLD + " AND slot IS NOT NULL AND slot <> 'ever' AND state IN ("
                    + StepState.SENT.ordinal() + ", " + StepState.NOT_SENT.ordinal() + ")",
            "DELETE FROM callingcard_claim WHERE " + OLD + " AND flow IS NULL AND state IN (" + StepState.SENT.ordinal()
                    + ", " + StepState.NOT_SENT.ordinal() + ")",
            "DELETE FROM callingcard_lead WHERE state = 2 AND due_at < ?",
            "DELETE FROM callingcard_share WHERE ended IS NOT NULL AND due_at < ?");

    private KeepSteps() {}

    /** Forgets a person, but not that the person opted out: that is known by a keyed hash alone. */
    static void forget(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        String person = store.people.stored(Chats.person(exchange, endpoint, store));
        long forgotten = store.database.write(connection -> {
            long rows = 0;
            for (String chat : store.chats.ofPerson(connection, person)) {
                rows += update(
                        connection,
                        "DELETE FROM callingcard_claim WHERE " + StepKey.IN_CHAT,
                        statement -> StepKey.inChat(statement, 1, chat));
            }
            for (String sql : FORGET) {
                rows += update(connection, sql, statement -> statement.setString(1, person));
            }
            return rows;
        });
        exchange.getMessage().setHeader(LedgerConstants.COUNT, forgotten);
    }

    /** Drops what is older than the retention and decides nothing any more. */
    static void purge(Exchange exchange, LedgerEndpoint endpoint) {
        Store store = endpoint.ledger().store();
        Duration retention = Duration.ofMillis(endpoint.getConfiguration().getRetention());
        long before = store.clock.instant().minus(retention).toEpochMilli();
        long purged = store.inbox.purge(retention);
        for (String sql : PURGE) {
            purged += store.database.write(
                    connection -> update(connection, sql, statement -> statement.setLong(1, before)));
        }
        exchange.getMessage().setHeader(LedgerConstants.COUNT, purged);
    }

    /** Gives a statement its one value. */
    private interface Value {
        void into(PreparedStatement statement) throws SQLException;
    }

    private static long update(Connection connection, String sql, Value value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            value.into(statement);
            return statement.executeUpdate();
        }
    }
}
