// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.ledger.story.StoryCode;

/** What a story tells of offers of a card, and of later follow-ups. */
enum ShareCode implements StoryCode {
    BEGAN,
    ENDED,
    DUE,
    FOLLOW_UP_BEGAN,
    FOLLOW_UP_ENDED,
    FOLLOW_UP_DUE;

    @Override
    public String subject() {
        return "share";
    }
}
