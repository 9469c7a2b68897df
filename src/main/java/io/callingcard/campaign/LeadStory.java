// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.callingcard.ledger.db.Database;
import io.callingcard.ledger.db.Sql;
import io.callingcard.ledger.story.StoryCode;
import io.callingcard.ledger.story.StoryDraft;
import io.callingcard.ledger.story.StoryEntry;
import io.callingcard.provider.wire.Json;

/** Tells the leads of a person: where each came from, how it ended, or when it has its turn. */
final class LeadStory {

    /** The table of leads that ended long ago. */
    static final String ARCHIVED = "callingcard_cold_lead";

    private final String leads;
    private final String driver;
    private final Map<String, Campaign> campaigns;

    LeadStory(Database database, Map<String, Campaign> campaigns) {
        this.campaigns = campaigns;
        String open =
                database.sql("SELECT campaign, wanted, line, state, added_at, due_at, attempts, reason, code, origin,"
                        + " body, lease_until - {now} FROM callingcard_lead WHERE person = ?");
        leads = open + " UNION ALL " + open.replace("callingcard_lead", ARCHIVED);
        driver = database.sql("SELECT node FROM callingcard_line WHERE line = ? AND lease_until >= {now}");
    }

    /**
     * A lead, as its row says.
     *
     * @param wanted   the line that it asks for, or null
     * @param line     the line that has begun with it, or null
     * @param timeZone what the lead says; null if it says nothing, or has ended
     * @param lease    how long the lease of its process still lasts, by the clock of the database
     */
    private record Row(
            String campaign,
            String wanted,
            String line,
            LeadState state,
            Instant addedAt,
            Instant dueAt,
            int attempts,
            LeadReason code,
            String words,
            LeadOrigin origin,
            String timeZone,
            Duration lease) {

        private static Row read(ResultSet row) throws SQLException {
            byte[] body = row.getBytes(11);
            return new Row(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    LeadState.values()[row.getInt(4)],
                    Sql.instant(row, 5),
                    Sql.instant(row, 6),
                    row.getInt(7),
                    LeadReason.parse(row.getString(9), row.getString(8)),
                    row.getString(8),
                    LeadOrigin.parse(row.getString(10)),
                    body == null
                            ? null
                            : Json.read(body)
                                    .map(lead -> Json.text(lead, "time_zone"))
                                    .orElse(null),
                    Duration.ofMillis(row.getLong(12)));
        }

        private StoryEntry entry(Instant at, StoryCode told) {
            return StoryEntry.of(at, told).with("campaign", campaign);
        }

        private StoryEntry withReason(Instant at, StoryCode told) {
            return entry(at, told).with("reason", code).with("words", words);
        }
    }

    void tell(Connection connection, String person, Holds holds, StoryDraft story) throws SQLException {
        List<Row> found = Sql.query(connection, leads, Row::read, person, person);
        found.sort(Comparator.comparing(Row::addedAt));
        for (Row lead : found) {
            Lead.zoneOf(lead.timeZone()).ifPresent(story::livesIn);
            story.addCause(came(lead));
            LeadCode end = LeadCode.end(lead.state());
            if (end != null) {
                story.add(lead.withReason(lead.dueAt(), end));
            }
            switch (lead.state()) {
                case WAITING -> {
                    tellWaiting(connection, lead, holds, story);
                    tellDriver(connection, lead, story);
                }
                case TAKEN -> {
                    story.addNext(
                            lead.lease().isNegative()
                                    ? lead.entry(null, LeadCode.ABANDONED)
                                    : lead.entry(story.now().plus(lead.lease()), LeadCode.IN_PROGRESS));
                    tellDriver(connection, lead, story);
                }
                case ASIDE -> story.addNext(lead.entry(null, LeadCode.TO_BE_REPLAYED));
                case DONE, DONE_WITH_DOUBTS, REFUSED_OPT_OUT -> {}
            }
        }
    }

    private StoryEntry came(Row lead) {
        Campaign campaign = campaigns.get(lead.campaign());
        boolean isNotAsked = campaign != null && !campaign.isConsentRequired();
        ConsentCode consent = isNotAsked ? ConsentCode.NOT_ASKED : null;
        return lead.origin()
                .addTo(lead.entry(lead.addedAt(), LeadCode.CAME))
                .with("consent", lead.origin().consent() == null ? consent : ConsentCode.AGREED);
    }

    private void tellWaiting(Connection connection, Row lead, Holds holds, StoryDraft story) throws SQLException {
        Campaign campaign = campaigns.get(lead.campaign());
        boolean isLater = lead.dueAt().isAfter(story.now());
        story.addNext(
                isLater
                        ? lead.withReason(lead.dueAt(), LeadCode.RETRIED).with("attempts", lead.attempts())
                        : lead.entry(story.now(), LeadCode.DUE));
        if (campaign == null) {
            story.addNext(lead.entry(null, Hold.CAMPAIGN_MISSING));
            return;
        }
        if (holds.isPaused(lead.campaign())) {
            story.addNext(lead.entry(null, Hold.CAMPAIGN_PAUSED));
            return;
        }
        LeadQueue queue = new LeadQueue(connection, campaigns);
        List<StoryEntry> held = null;
        for (String line : lines(lead, campaign)) {
            List<StoryEntry> ofLine =
                    new ArrayList<>(lead.line() == null ? holds.ofNewLead(line, campaign) : holds.ofLine(line));
            if (!isLater) {
                long before = lead.line() == null
                        ? queue.beforeNew(line, lead.dueAt(), story.now())
                        : queue.beforeBegun(line, lead.dueAt());
                if (before > 0) {
                    ofLine.add(Holds.entry(Hold.OTHERS, line, null).with("ahead", before));
                }
            }
            // The lead goes to the first line that is free.
            if (held == null || holds.end(ofLine).isBefore(holds.end(held))) {
                held = ofLine;
            }
        }
        if (held.isEmpty() && !isLater) {
            held.add(StoryEntry.of(story.now(), Hold.NOTHING));
        }
        held.forEach(story::addNext);
    }

    /** Tells which node drives the line, if only one line may write to the lead. */
    private void tellDriver(Connection connection, Row lead, StoryDraft story) throws SQLException {
        Campaign campaign = campaigns.get(lead.campaign());
        List<String> lines = campaign == null ? List.of() : lines(lead, campaign);
        if (lines.size() == 1) {
            String line = lines.get(0);
            Sql.first(connection, driver, row -> row.getString(1), line)
                    .ifPresent(node -> story.addNext(StoryEntry.of(null, LeadCode.LINE_DRIVEN)
                            .with("line", Line.parse(line).shown())
                            .with("node", node)));
        }
    }

    /** The lines that may write to a lead. */
    private static List<String> lines(Row lead, Campaign campaign) {
        String own = lead.line() == null ? lead.wanted() : lead.line();
        return own == null ? campaign.accounts() : List.of(own);
    }
}
