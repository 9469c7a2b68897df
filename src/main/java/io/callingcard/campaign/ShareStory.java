// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.callingcard.ledger.db.Sql;
import io.callingcard.ledger.story.StoryCode;
import io.callingcard.ledger.story.StoryDraft;
import io.callingcard.ledger.story.StoryEntry;

/** Tells the offers of a card and the later follow-ups to the chats of a person. */
record ShareStory(Map<String, Campaign> campaigns) {

    /** PostgreSQL compares the two columns in different ways, so it needs the chat for each. */
    private static final String OF_CHAT = ShareTable.COLUMNS
            + ", s.flow, s.ended, s.added_at, s.ended_at, c.outbound_at"
            + " FROM callingcard_share s, callingcard_chat c WHERE s.chat = ? AND c.chat = ?";

    /**
     * An offer, as its row says.
     *
     * @param ended   why it ended; null if it continues
     * @param isMuted whether we have never written in the chat
     */
    private record Row(
            ShareTable.Due due, String flow, String ended, Instant addedAt, Instant endedAt, boolean isMuted) {

        private static Row read(ResultSet row) throws SQLException {
            return new Row(
                    ShareTable.Due.read(row),
                    row.getString(15),
                    row.getString(16),
                    Sql.instant(row, 17),
                    Sql.instant(row, 18),
                    Sql.instant(row, 19) == null);
        }

        private boolean isFollowUp() {
            return flow.equals(FollowUps.flow(due.campaign()));
        }

        private StoryEntry entry(Instant at, StoryCode share, StoryCode followUp) {
            return StoryEntry.of(at, isFollowUp() ? followUp : share)
                    .with("flow", flow)
                    .with("campaign", due.campaign())
                    .with("most", due.most());
        }
    }

    void tell(Connection connection, String chat, Holds holds, StoryDraft story) throws SQLException {
        for (Row row : Sql.query(connection, OF_CHAT, Row::read, chat, chat)) {
            row.due().leadsZone().ifPresent(story::livesIn);
            // An earlier release kept no time.
            if (row.addedAt() != null) {
                story.add(row.entry(row.addedAt(), ShareCode.BEGAN, ShareCode.FOLLOW_UP_BEGAN));
            }
            if (row.ended() == null) {
                tellNext(row, holds, story);
            } else {
                story.add(row.entry(row.endedAt(), ShareCode.ENDED, ShareCode.FOLLOW_UP_ENDED)
                        .with("reason", ShareEnd.of(row.ended()))
                        .with("words", row.ended()));
            }
        }
    }

    private void tellNext(Row row, Holds holds, StoryDraft story) throws SQLException {
        Instant dueAt = Instant.ofEpochMilli(row.due().dueAt());
        StoryEntry due =
                row.entry(dueAt.isAfter(story.now()) ? dueAt : story.now(), ShareCode.DUE, ShareCode.FOLLOW_UP_DUE);
        story.addNext(due.with("number", row.due().shares() + 1));
        Hold obstacle = obstacle(row, holds);
        if (obstacle != null) {
            story.addNext(row.entry(null, obstacle, obstacle));
            return;
        }
        Campaign campaign = campaigns.get(row.due().campaign());
        List<StoryEntry> held = holds.ofShare(
                row.flow(), row.due(), campaign, row.isFollowUp() ? campaign.followUps() : campaign.shares());
        held.forEach(story::addNext);
        if (held.isEmpty() && !dueAt.isAfter(story.now())) {
            story.addNext(StoryEntry.of(story.now(), Hold.NOTHING));
        }
    }

    /** What has no end that is known; null if there is none. */
    private Hold obstacle(Row row, Holds holds) {
        if (row.due().most() == 0) {
            return Hold.WELCOME_OPEN;
        }
        if (row.isMuted()) {
            return Hold.NEVER_WROTE;
        }
        if (row.due().isLost()) {
            return Hold.NUMBER_HIDDEN;
        }
        if (!campaigns.containsKey(row.due().campaign())) {
            return Hold.CAMPAIGN_MISSING;
        }
        return holds.isPaused(row.due().campaign()) ? Hold.CAMPAIGN_PAUSED : null;
    }
}
