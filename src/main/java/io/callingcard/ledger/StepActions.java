// SPDX-License-Identifier: Apache-2.0
package io.callingcard.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

import com.fasterxml.jackson.databind.node.ArrayNode;

import io.callingcard.ledger.db.Sql;

/** What an operator may do now about the steps of a person. */
record StepActions(LedgerStore ledger) {

    private static final String IN_DOUBT = "SELECT k.claim_key, k.flow, k.step FROM callingcard_claim k WHERE "
            + StepKey.IN_CHAT.replace("claim_key", "k.claim_key").replace("chat =", "k.chat =")
            + " AND k.flow IS NOT NULL AND " + LedgerReport.STATE + " = " + StepState.IN_DOUBT.ordinal()
            + " ORDER BY k.claim_key";

    /** Adds an action for each step in doubt. */
    void offer(Connection connection, Collection<String> chats, ArrayNode actions) throws SQLException {
        String query = ledger.database().sql(IN_DOUBT);
        for (String chat : chats) {
            Sql.query(
                    connection,
                    query,
                    row -> {
                        actions.addObject()
                                .put("action", "resolve")
                                .put("step", row.getString(2) + "/" + row.getString(3))
                                .put("key", ledger.seal(row.getString(1)))
                                .putArray("as")
                                .add("sent")
                                .add("not-sent");
                        return null;
                    },
                    StepKey.first(chat),
                    StepKey.last(chat),
                    chat);
        }
    }
}
