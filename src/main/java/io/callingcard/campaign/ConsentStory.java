// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.callingcard.ledger.story.StoryDraft;
import io.callingcard.ledger.story.StoryEntry;

/** Tells when a person opted out or in, and by which message. */
record ConsentStory(OptOuts optOuts) {

    /** Adds to a story. The opt-out of a person who was forgotten is told by its time and way only. */
    void tell(Connection connection, String address, StoryDraft story) throws SQLException {
        List<ConsentLog.Entry> log = ConsentLog.of(connection, optOuts.hash(address));
        log.forEach(entry -> story.add(entry(entry.at(), entry.isGiven(), entry.cause())));
        Optional<OptOuts.OptOut> optOut = optOuts.find(connection, address);
        if (optOut.isPresent() && log.stream().allMatch(ConsentLog.Entry::isGiven)) {
            story.add(entry(
                    optOut.get().at(), false, new ConsentLog.Cause(optOut.get().way(), null, null)));
        }
    }

    private static StoryEntry entry(Instant at, boolean isGiven, ConsentLog.Cause cause) {
        return StoryEntry.of(at, isGiven ? ConsentCode.OPTED_IN : ConsentCode.OPTED_OUT)
                .with("way", OptOutWay.of(cause.way()))
                .with("words", cause.way())
                .with("provider", cause.provider())
                .with("message", cause.messageId());
    }
}
