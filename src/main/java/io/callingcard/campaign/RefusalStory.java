// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;

import io.callingcard.ledger.story.StoryDraft;
import io.callingcard.ledger.story.StoryEntry;

/** Tells which records of a person were refused, where each is found, and why. */
final class RefusalStory {

    private RefusalStory() {}

    /**
     * Adds to a story.
     *
     * @param person the {@link OptOuts#hash hash} of the person
     */
    static void tell(Connection connection, String person, StoryDraft story) throws SQLException {
        for (RefusalTable.Kept refused : RefusalTable.of(connection, person)) {
            story.add(refused.origin()
                    .addTo(StoryEntry.of(refused.lastAt(), LeadCode.RECORD_REFUSED))
                    .with("id", refused.id())
                    .with("field", refused.field())
                    .with("reason", refused.code())
                    .with("words", refused.words())
                    .with("times", refused.times() > 1 ? refused.times() : null));
        }
    }
}
