// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

import io.callingcard.ledger.db.Sql;

/** Counts which leads of a line come before another, by the rules of {@link LeadTurns}. */
record LeadQueue(Connection connection, Map<String, Campaign> campaigns) {

    private static final String COUNT =
            "SELECT COUNT(*) FROM callingcard_lead WHERE campaign = ? AND " + LeadState.OPEN + " AND ";
    private static final String BEGUN = COUNT + "line = ? AND due_at <= ?";
    private static final String ASKING = COUNT + "line IS NULL AND wanted = ? AND due_at < ?";
    private static final String EASY = COUNT + "line IS NULL AND wanted IS NULL AND due_at < ?";

    /** Counts the leads before a new one: those that the line has begun with, and the new ones that have waited longer. */
    long beforeNew(String line, Instant dueAt, Instant now) throws SQLException {
        long due = dueAt.toEpochMilli();
        long leads = 0;
        for (Map.Entry<String, Campaign> each : campaigns.entrySet()) {
            String campaign = each.getKey();
            leads += Sql.number(connection, BEGUN, campaign, line, now.toEpochMilli());
            leads += Sql.number(connection, ASKING, campaign, line, due);
            if (each.getValue().accounts().contains(line)) {
                leads += Sql.number(connection, EASY, campaign, due);
            }
        }
        return leads;
    }

    /** Counts the leads before one that the line has begun with. */
    long beforeBegun(String line, Instant dueAt) throws SQLException {
        long leads = 0;
        for (String campaign : campaigns.keySet()) {
            leads += Sql.number(connection, BEGUN, campaign, line, dueAt.toEpochMilli() - 1);
        }
        return leads;
    }
}
