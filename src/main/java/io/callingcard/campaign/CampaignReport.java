// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.callingcard.ledger.People;
import io.callingcard.ledger.ReportWriter;
import io.callingcard.ledger.StepState;
import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;

/** Reads leads, lines and shares for reports. */
record CampaignReport(Database database, People people) {

    private static final int PAGE = 500;

    private static final String LEADS = "SELECT lead_key, campaign, person, COALESCE(line, wanted), state, attempts,"
            + " added_at, due_at, reason FROM callingcard_lead WHERE lead_key > ? AND state <> "
            + LeadState.DONE.ordinal();
    private static final String DOUBTFUL =
            " FROM callingcard_lead WHERE state = " + LeadState.DONE_WITH_DOUBTS.ordinal();
    private static final String LINES =
            "WITH paused AS (SELECT line, till, reason, 'RESTS' AS held FROM callingcard_rest r"
                    + " WHERE NOT EXISTS (SELECT 1 FROM callingcard_pause p WHERE p.line = r.line AND p.leads = 1"
                    + " AND p.till > ?) UNION ALL SELECT line, till, reason,"
                    + " CASE WHEN leads = 1 THEN 'PAUSED' ELSE 'SHARES_PAUSED' END FROM callingcard_pause p WHERE till > ?"
                    + " AND (leads = 1 OR NOT EXISTS (SELECT 1 FROM callingcard_rest r WHERE r.line = p.line))),"
                    + " doubtful AS (SELECT COALESCE(line, '') AS line, COUNT(*) AS leads" + DOUBTFUL + " GROUP BY 1),"
                    + " known AS (SELECT line FROM callingcard_budget WHERE last_at > 0 UNION SELECT line FROM paused"
                    + " UNION SELECT line FROM doubtful)"
                    + " SELECT k.line, b.kind, b.day, b.spent, b.last_at, p.till, p.reason, d.leads, p.held FROM known k"
                    + " LEFT JOIN callingcard_budget b ON b.line = k.line LEFT JOIN paused p ON p.line = k.line"
                    + " LEFT JOIN doubtful d ON d.line = k.line ORDER BY 1, 2";
    /** Counts so many waiting leads at most, because a console asks again and again. */
    private static final int MOST_WAITING = 100_000;

    private static final String WAITING =
            " FROM callingcard_lead WHERE " + LeadState.OPEN + " AND state = " + LeadState.WAITING.ordinal();

    /** One partial index has the leads that a line has begun with, another one the new ones. */
    private static final String DRIVERS = "WITH waiting AS (SELECT line, COUNT(*) AS leads FROM (SELECT line" + WAITING
            + " AND line IS NOT NULL UNION ALL SELECT wanted AS line" + WAITING + " AND line IS NULL LIMIT "
            + MOST_WAITING
            + ") w GROUP BY line), sending AS (SELECT c.provider || ':' || COALESCE(c.line, '') AS line, COUNT(*) AS steps"
            + " FROM callingcard_claim s JOIN callingcard_chat c ON c.chat = s.chat WHERE"
            + " s.state IN (0, 1, 3) AND s.decision IS NULL AND s.state = " + StepState.SENDING.ordinal()
            + " GROUP BY 1),"
            + " driven AS (SELECT line, node, taken_at, lease_until FROM callingcard_line WHERE lease_until >= {now}),"
            + " known AS (SELECT line FROM callingcard_line UNION SELECT line FROM waiting UNION SELECT line FROM sending)"
            + " SELECT k.line, d.node, d.taken_at, d.lease_until, l.free_at, s.steps, w.leads FROM known k"
            + " LEFT JOIN callingcard_line l ON l.line = k.line AND l.free_at > {now}"
            + " LEFT JOIN driven d ON d.line = k.line LEFT JOIN sending s ON s.line = k.line"
            + " LEFT JOIN waiting w ON w.line = k.line OR w.line IS NULL AND k.line IS NULL"
            + " UNION ALL SELECT NULL, n.node, NULL, NULL, NULL, NULL, NULL FROM callingcard_node n"
            + " WHERE n.seen_until >= {now} AND NOT EXISTS (SELECT 1 FROM driven d WHERE d.node = n.node)";

    private static final String SHARES = "SELECT s.chat, s.flow, s.campaign, c.provider, c.line, c.person, s.shares,"
            + " s.most, s.shared_at, s.due_at, s.ended FROM callingcard_share s"
            + " LEFT JOIN callingcard_chat c ON c.chat = s.chat {as usual} WHERE s.flow > ? OR s.flow = ? AND s.chat > ?"
            + " ORDER BY s.flow, s.chat LIMIT " + PAGE;

    private static final String REFUSALS = "SELECT source, place, field, reason, times, first_at, last_at"
            + " FROM callingcard_refusal WHERE last_at < ? OR last_at = ? AND (source > ? OR source = ? AND place > ?)"
            + " ORDER BY last_at DESC, source, place LIMIT " + PAGE;

    /**
     * Reads the leads that are not done, or done with doubts, a page at a time.
     *
     * @param campaign null for all campaigns
     * @param person   null for all people
     */
    Iterator<LeadRecord> leads(String campaign, String person) {
        return ReportWriter.pages(last -> leadPage(campaign, person, last == null ? "" : last.key()));
    }

    private List<LeadRecord> leadPage(String campaign, String person, String after) {
        StringBuilder sql = new StringBuilder(LEADS);
        List<Object> values = new ArrayList<>(List.of(after));
        if (campaign != null) {
            sql.append(" AND campaign = ?");
            values.add(campaign);
        }
        if (person != null) {
            sql.append(" AND person = ?");
            values.add(people.stored(people.address(person)));
        }
        sql.append(" ORDER BY lead_key LIMIT ").append(PAGE);
        return database.statement(
                connection -> Sql.query(connection, sql.toString(), CampaignReport::lead, values.toArray()));
    }

    private static LeadRecord lead(ResultSet row) throws SQLException {
        return new LeadRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                LeadState.values()[row.getInt(5)],
                row.getInt(6),
                Sql.instant(row, 7),
                Sql.instant(row, 8),
                row.getString(9));
    }

    /** Reads the chats that are or were offered a card, a page at a time. */
    Iterator<ShareRecord> shares() {
        return ReportWriter.pages(last -> last == null ? sharePage("", "") : sharePage(last.flow(), last.key()));
    }

    private List<ShareRecord> sharePage(String flow, String chat) {
        return database.statement(
                connection -> Sql.query(connection, database.sql(SHARES), CampaignReport::share, flow, flow, chat));
    }

    private static ShareRecord share(ResultSet row) throws SQLException {
        return new ShareRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getInt(8),
                Sql.instant(row, 9),
                Sql.instant(row, 10),
                row.getString(11));
    }

    /** Reads the records that were refused, the newest first, a page at a time. */
    Iterator<RefusalRecord> refusals() {
        return ReportWriter.pages(last -> last == null
                ? refusalPage(Long.MAX_VALUE, "", "")
                : refusalPage(last.lastAt().toEpochMilli(), last.source(), last.record()));
    }

    private List<RefusalRecord> refusalPage(long at, String source, String place) {
        return database.statement(
                connection -> Sql.query(connection, REFUSALS, CampaignReport::refusal, at, at, source, source, place));
    }

    private static RefusalRecord refusal(ResultSet row) throws SQLException {
        return new RefusalRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                Sql.instant(row, 6),
                Sql.instant(row, 7));
    }

    /** Reads what each line has spent, whether it is paused, and how many of its leads are doubtful. */
    Iterator<LineRecord> lines(Instant now) {
        long millis = now.toEpochMilli();
        return database.statement(connection -> Sql.query(connection, LINES, CampaignReport::line, millis, millis))
                .iterator();
    }

    /** Reads which node drives each line, and what waits for it. */
    Iterator<DriverRecord> drivers() {
        return database
                .read(connection -> Sql.query(connection, database.sql(DRIVERS), CampaignReport::driver))
                .stream()
                .sorted(DriverRecord.BY_LINE)
                .iterator();
    }

    private static DriverRecord driver(ResultSet row) throws SQLException {
        return new DriverRecord(
                row.getString(1),
                row.getString(2),
                Sql.instant(row, 3),
                Sql.instant(row, 4),
                Sql.instant(row, 5),
                row.getLong(6),
                row.getLong(7));
    }

    private static LineRecord line(ResultSet row) throws SQLException {
        String day = row.getString(3);
        return new LineRecord(
                row.getString(1),
                row.getString(2),
                day == null ? null : LocalDate.parse(day),
                row.getInt(4),
                Sql.instant(row, 5),
                Sql.instant(row, 6),
                row.getString(7),
                row.getObject(8) == null ? null : row.getInt(8),
                row.getString(9));
    }
}
