// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.callingcard.ledger.db.Sql;

/**
 * The edits of campaigns, each as a version, and the campaigns that are paused. Of a campaign the newest version is in force. A
 * version without a definition takes the campaign back to what its file says.
 */
final class CampaignTable {

    private static final int LONGEST_USER = 100;
    private static final int LONGEST_NOTE = 300;

    private static final String COLUMNS =
            "SELECT name, version, definition, saved_at, saved_by, note" + " FROM callingcard_campaign c";
    private static final String NEWEST =
            COLUMNS + " WHERE version = (SELECT MAX(version) FROM callingcard_campaign n WHERE n.name = c.name)";
    private static final String VERSIONS = COLUMNS + " WHERE name = ? ORDER BY version DESC" + Sql.LIMIT;
    private static final String SAVE = "INSERT INTO callingcard_campaign"
            + " (name, version, definition, saved_at, saved_by, note) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String PAUSE = "INSERT INTO callingcard_campaign_pause (campaign, paused_at, paused_by)"
            + " VALUES (?, ?, ?) ON CONFLICT (campaign) DO NOTHING";
    private static final String RESUME = "DELETE FROM callingcard_campaign_pause WHERE campaign = ?";
    private static final String PAUSES = "SELECT campaign, paused_at FROM callingcard_campaign_pause";

    /** For a query whose rows have the column {@code s.campaign}: leaves out those of paused campaigns. */
    static final String IS_RUNNING = " AND s.campaign NOT IN (SELECT campaign FROM callingcard_campaign_pause)";

    private CampaignTable() {}

    /**
     * A version of a campaign.
     *
     * @param definition the properties as JSON; null for those of the file
     * @param user       who saved it; null if that is not known
     */
    record Version(String name, int number, String definition, Instant savedAt, String user, String note) {

        private static Version read(ResultSet row) throws SQLException {
            return new Version(
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    Sql.instant(row, 4),
                    row.getString(5),
                    row.getString(6));
        }

        /** Leaves out the texts. */
        @Override
        public String toString() {
            return "Version[" + name + " " + number + "]";
        }
    }

    static List<Version> newest(Connection connection) throws SQLException {
        return Sql.query(connection, NEWEST, Version::read);
    }

    /** Returns the newest versions of a campaign, the newest first. */
    static List<Version> versions(Connection connection, String name, int most) throws SQLException {
        return Sql.query(connection, VERSIONS, Version::read, name, most);
    }

    static Optional<Version> newest(Connection connection, String name) throws SQLException {
        return versions(connection, name, 1).stream().findFirst();
    }

    static void save(Connection connection, Version version) throws SQLException {
        Sql.update(
                connection,
                SAVE,
                version.name(),
                version.number(),
                version.definition(),
                version.savedAt().toEpochMilli(),
                Sql.shortened(LONGEST_USER, version.user()),
                Sql.shortened(LONGEST_NOTE, version.note()));
    }

    /** Returns false if the campaign is paused already. */
    static boolean pause(Connection connection, String name, Instant now, String user) throws SQLException {
        return Sql.update(connection, PAUSE, name, now.toEpochMilli(), Sql.shortened(LONGEST_USER, user)) == 1;
    }

    /** Returns false if the campaign is not paused. */
    static boolean resume(Connection connection, String name) throws SQLException {
        return Sql.update(connection, RESUME, name) == 1;
    }

    /** Returns the campaigns that are paused, and since when. */
    static Map<String, Instant> paused(Connection connection) throws SQLException {
        Map<String, Instant> paused = new LinkedHashMap<>();
        Sql.query(connection, PAUSES, row -> paused.put(row.getString(1), Sql.instant(row, 2)) == null);
        return paused;
    }
}
