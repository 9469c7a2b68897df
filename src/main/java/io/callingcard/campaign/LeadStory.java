package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String AHEAD =
            "SELECT COUNT(*) FROM callingcard_lead WHERE campaign = ? AND " + LeadState.OPEN + " AND line IS NULL AND ";
    private static final String AHEAD_ON_LINE = AHEAD + "wanted = ? AND due_at < ?";
    private static final String AHEAD_ON_ANY = AHEAD + "wanted IS NULL AND due_at < ?";

    private final String leads;
    private final Map<String, Campaign> campaigns;

    LeadStory(Database database, Map<String, Campaign> campaigns) {
        this.campaigns = campaigns;
        leads = database.sql("SELECT campaign, wanted, line, state, added_at, due_at, attempts, reason, code, origin,"
                + " body, CASE WHEN lease_until < {now} THEN 1 ELSE 0 END FROM callingcard_lead WHERE person = ?");
    }

    /**
     * A lead, as its row says.
     *
     * @param wanted   the line that it asks for, or null
     * @param line     the line that has begun with it, or null
     * @param timeZone what the lead says; null if it says nothing, or has ended
     * @param isLost   whether the lease of a process has expired
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
            boolean isLost) {

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
                    row.getInt(12) == 1);
        }

        private StoryEntry entry(Instant at, StoryCode told) {
            return StoryEntry.of(at, told).with("campaign", campaign);
        }

        private StoryEntry withReason(Instant at, StoryCode told) {
            return entry(at, told).with("reason", code).with("words", words);
        }
    }

    void tell(Connection connection, String person, Holds holds, StoryDraft story) throws SQLException {
        List<Row> found = Sql.query(connection, leads, Row::read, person);
        found.sort(Comparator.comparing(Row::addedAt));
        for (Row lead : found) {
            Lead.zoneOf(lead.timeZone()).ifPresent(story::livesIn);
            story.addCause(came(lead));
            LeadCode end = LeadCode.end(lead.state());
            if (end != null) {
                story.add(lead.withReason(lead.dueAt(), end));
            }
            switch (lead.state()) {
                case WAITING -> tellWaiting(connection, lead, holds, story);
                case TAKEN ->
                    story.addNext(lead.entry(null, lead.isLost() ? LeadCode.ABANDONED : LeadCode.IN_PROGRESS));
                case ASIDE -> story.addNext(lead.entry(null, LeadCode.TO_BE_REPLAYED));
                case DONE, DONE_WITH_DOUBTS, REFUSED_OPT_OUT -> {}
            }
        }
    }

    private StoryEntry came(Row lead) {
        LeadOrigin origin = lead.origin();
        Campaign campaign = campaigns.get(lead.campaign());
        boolean isNotAsked = campaign != null && !campaign.isConsentRequired();
        ConsentCode consent = isNotAsked ? ConsentCode.NOT_ASKED : null;
        return lead.entry(lead.addedAt(), LeadCode.CAME)
                .with("source", origin.source())
                .with("file", origin.file())
                .with("file_line", origin.line())
                .with("record", origin.record())
                .with("column", origin.column())
                .with("row", origin.row())
                .with("consent", origin.consent() == null ? consent : ConsentCode.AGREED);
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
        List<StoryEntry> held = new ArrayList<>(
                lead.line() == null ? holds.ofNewLead(lines(lead, campaign), campaign) : holds.ofLine(lead.line()));
        long ahead = lead.line() == null && !isLater ? ahead(connection, lead) : 0;
        if (ahead > 0) {
            held.add(StoryEntry.of(null, Hold.OTHERS).with("ahead", ahead));
        } else if (held.isEmpty() && !isLater) {
            held.add(StoryEntry.of(story.now(), Hold.NOTHING));
        }
        held.forEach(story::addNext);
    }

    private static List<String> lines(Row lead, Campaign campaign) {
        return lead.wanted() != null ? List.of(lead.wanted()) : LeadTable.accounts(campaign);
    }

    /** Returns how many new leads of the campaign come before this one. */
    private static long ahead(Connection connection, Row lead) throws SQLException {
        long due = lead.dueAt().toEpochMilli();
        return lead.wanted() == null
                ? Sql.number(connection, AHEAD_ON_ANY, lead.campaign(), due)
                : Sql.number(connection, AHEAD_ON_LINE, lead.campaign(), lead.wanted(), due);
    }
}
