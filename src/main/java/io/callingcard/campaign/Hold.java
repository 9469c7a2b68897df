// SPDX-License-Identifier: Apache-2.0
package io.callingcard.campaign;

import io.callingcard.ledger.story.StoryCode;

/** What holds back a lead, a share or a follow-up that is due. */
enum Hold implements StoryCode {
    /** Nothing does. */
    NOTHING,
    /** New leads of the campaign are before it. */
    OTHERS,
    QUIET_HOURS,
    LINE_RESTS,
    LINE_PAUSED,
    CAMPAIGN_PAUSED,
    /** The line may write to no more people on this day. */
    BUDGET_USED_UP,
    /** The shortest time between two messages of the line is not over. */
    GAP,
    /** An earlier share may have arrived. */
    SHARE_MAYBE_SENT,
    /** The campaign allows none at all. */
    NO_BUDGET,
    /** We have never written in the chat. */
    NEVER_WROTE,
    /** The welcome is not complete. */
    WELCOME_OPEN,
    CAMPAIGN_MISSING,
    NUMBER_HIDDEN;

    @Override
    public String subject() {
        return "hold";
    }
}
